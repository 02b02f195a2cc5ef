// The Specs view: the workspace's specs with how far each has come, below each the sections with gaps.

import * as vscode from "vscode";
import type { Spec, SpecSection } from "./protocol";
import { NoServer, type Server } from "./server/server";
import { isOutdated } from "./commands/run";

/** Where nothing is missing and no placeholder is left. */
const DONE = "all sections";

export type Node = { spec: Spec; section?: SpecSection; index: number };

export class SpecsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly listeners: vscode.Disposable[];
  /** What was shown last: it stays while a newer list is made. */
  private specs: Spec[] = [];

  constructor(private readonly server: Server) {
    const view = vscode.window.createTreeView("specls.specs", { treeDataProvider: this, showCollapseAll: true });
    this.listeners = [
      view,
      // The editor asks again only while the view is to be seen, so nothing is read for nobody.
      server.onDidChangeSpecs(() => this.changed.fire()),
      server.onDidChangeState(() => this.changed.fire()),
      vscode.commands.registerCommand("specls.ui.refreshSpecs", () => this.changed.fire()),
    ];
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node) {
      return node.section ? [] : parts(node.spec).map((section, index) => ({ spec: node.spec, section, index }));
    }
    if (this.server.state === "missing" || this.server.state === "stopped") {
      return [];
    }
    try {
      this.specs = await this.server.specs();
    } catch (error) {
      if (!isOutdated(error)) {
        this.specs = [];
      }
      if (!(error instanceof NoServer) && !isOutdated(error) && !isUnknown(error)) {
        throw error;
      }
    }
    return this.specs.map((spec, index) => ({ spec, index }));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return node.section ? sectionItem(node.spec, node.section, node.index) : specItem(node.spec);
  }

  dispose(): void {
    this.listeners.forEach(listener => listener.dispose());
    this.changed.dispose();
  }
}

/** MethodNotFound: a server from before there was a list. The view is empty then. */
function isUnknown(error: unknown): boolean {
  return (error as { code?: number }).code === -32601;
}

/** The sections to show: not the title's, where it says again what is said of the whole. */
export function parts({ title, progress, sections }: Spec): SpecSection[] {
  return sections.filter(section => section.level > 1 || section.heading !== title || section.progress.text !== progress.text);
}

export function specItem(spec: Spec): vscode.TreeItem {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(spec.title, parts(spec).length === 0 ? None : Collapsed);
  const left = spec.progress.text;
  item.id = spec.uri;
  // Not "complete": fields and choices may be open all the same.
  item.description = left || DONE;
  item.contextValue = "spec";
  item.iconPath = left === ""
    ? new vscode.ThemeIcon("pass", new vscode.ThemeColor("testing.iconPassed"))
    : new vscode.ThemeIcon("circle-large-outline");
  item.tooltip = [vscode.workspace.asRelativePath(vscode.Uri.parse(spec.uri)), `template ${spec.template}`, left || DONE].join("\n");
  item.accessibilityInformation = { label: `${spec.title}, ${left || DONE}` };
  item.command = { title: "Open", command: "vscode.open", arguments: [vscode.Uri.parse(spec.uri)] };
  return item;
}

export function sectionItem(spec: Spec, section: SpecSection, index: number): vscode.TreeItem {
  const item = new vscode.TreeItem(section.heading, vscode.TreeItemCollapsibleState.None);
  // Two sections of one name are two all the same.
  item.id = `${spec.uri}#${index}`;
  item.description = section.progress.text;
  item.contextValue = "section";
  item.iconPath = new vscode.ThemeIcon("circle-small");
  item.tooltip = `${"#".repeat(section.level)} ${section.heading}\n${section.progress.text}`;
  item.accessibilityInformation = { label: `${section.heading}, ${section.progress.text}` };
  item.command = { title: "Go to the section", command: "specls.ui.openPlace", arguments: [spec.uri, section.range] };
  return item;
}
