// Picking a template.

import * as vscode from "vscode";
import type { Template } from "../protocol";

export interface TemplateItem extends vscode.QuickPickItem {
  template?: Template;
}

const BUILT_IN = "builtin:";

/** The team's own templates first, then those that come with specls. */
export function templateItems(templates: Template[]): TemplateItem[] {
  const isBuiltIn = (template: Template): boolean => template.path.startsWith(BUILT_IN);
  const own = templates.filter(template => !isBuiltIn(template)), builtIn = templates.filter(isBuiltIn);
  const group = (label: string, list: Template[]): TemplateItem[] =>
    list.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...list.map(item)];
  return [...group("this workspace", own), ...group("built in", builtIn)];
}

function item(template: Template): TemplateItem {
  const label = template.version ? `${template.id}@${template.version}` : template.id;
  const place = template.path.startsWith(BUILT_IN) ? undefined : vscode.workspace.asRelativePath(template.path);
  const description = [template.current ? "this document's" : undefined, place].filter(Boolean).join(" · ");
  return { label, description, detail: template.summary, template };
}

export async function pickTemplate(templates: Template[], title: string): Promise<Template | undefined> {
  const options = { title, placeHolder: "Which template?", matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(templateItems(templates), options))?.template;
}
