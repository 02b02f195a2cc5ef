// The status bar: how far the document in front has come. Documents that follow no template have none.

import * as vscode from "vscode";
import type { Progress } from "./protocol";
import type { Server } from "./server/server";

/** Milliseconds without a keystroke before it is asked for again. */
const PAUSE = 250;

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("specls.progress", vscode.StatusBarAlignment.Right, 110);
  private readonly listeners: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was asked: an answer that a later question has overtaken is dropped. */
  private asked = 0;

  constructor(private readonly server: Server) {
    this.item.name = "specls: progress of the document";
    this.item.command = "specls.ui.showProgress";
    const isInFront = (uri: vscode.Uri): boolean => uri.toString() === vscode.window.activeTextEditor?.document.uri.toString();
    this.listeners = [
      this.item,
      vscode.window.onDidChangeActiveTextEditor(() => this.soon(0)),
      vscode.workspace.onDidChangeTextDocument(event => isInFront(event.document.uri) && this.soon(PAUSE)),
      // Another template or configuration changes what is wanted, too.
      vscode.languages.onDidChangeDiagnostics(event => event.uris.some(isInFront) && this.soon(PAUSE)),
      server.onDidChangeState(() => this.soon(0)),
    ];
    this.soon(0);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.forEach(listener => listener.dispose());
  }

  private soon(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.update(), wait);
  }

  private async update(): Promise<void> {
    const turn = ++this.asked;
    const progress = await this.progress();
    if (turn === this.asked && progress !== "unknown") {
      this.show(progress);
    }
  }

  /** `unknown` where the question was overtaken by a change: the next one is on its way. */
  private async progress(): Promise<Progress | null | "unknown"> {
    const document = vscode.window.activeTextEditor?.document;
    const isOurs = document?.languageId === "markdown" && ["file", "untitled"].includes(document.uri.scheme);
    if (!isOurs || this.server.state !== "running") {
      return null;
    }
    try {
      return await this.server.command<Progress | null>("specls.showProgress", { uri: document.uri.toString() });
    } catch {
      return "unknown";
    }
  }

  private show(progress: Progress | null): void {
    void vscode.commands.executeCommand("setContext", "specls.follows", progress !== null);
    if (!progress) {
      this.item.hide();
      return;
    }
    this.item.text = statusText(progress);
    this.item.tooltip = statusTooltip(progress);
    this.item.accessibilityInformation = { label: `specls: ${progress.text}` };
    this.item.show();
  }
}

/** The greatest gap alone: the bar is narrow. */
export function statusText(progress: Progress): string {
  const findings = Object.values(progress.findings).reduce((sum, count) => sum + count, 0);
  if (progress.done) {
    return "$(pass) spec complete";
  }
  if (progress.present < progress.wanted) {
    return `$(checklist) ${progress.present} of ${progress.wanted} sections`;
  }
  return `$(checklist) ${progress.placeholders > 0 ? count(progress.placeholders, "placeholder") : count(findings, "finding")}`;
}

export function statusTooltip(progress: Progress): string {
  const { error, warning, information, hint } = progress.findings;
  const findings = [count(error, "error"), count(warning, "warning"), count(information, "note"), count(hint, "hint")];
  const found = findings.filter(text => !text.startsWith("0 ")).join(", ");
  return [`specls: template ${progress.template}`, progress.text, found, "Click for the sections with gaps."].filter(Boolean).join("\n");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
