// Inserting what is missing: one section with tab stops, or all.

import * as vscode from "vscode";
import type { Insertable, Snippet } from "../protocol";
import type { Server } from "../server/server";
import { insertSnippet, toRange } from "./place";
import { markdownEditor } from "./run";

export interface SectionItem extends vscode.QuickPickItem {
  section?: string;
}

/** In the template's order; what must be there is told from what may be. */
export function sectionItems(sections: Insertable[]): SectionItem[] {
  const group = (label: string, list: Insertable[]): SectionItem[] =>
    list.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...list.map(item)];
  return [
    ...group("missing", sections.filter(section => section.required)),
    ...group("optional, or one more", sections.filter(section => !section.required)),
  ];
}

function item(section: Insertable): SectionItem {
  const label = `${"#".repeat(section.level)} ${section.name}`;
  return { label, description: section.where, detail: section.guidance, section: section.section };
}

export async function insertSection(server: Server): Promise<void> {
  const editor = markdownEditor();
  if (!editor) {
    return;
  }
  const uri = editor.document.uri.toString();
  const sections = await server.command<Insertable[] | null>("specls.insertSection", { uri });
  if (!sections || sections.length === 0) {
    void vscode.window.showInformationMessage("specls: there is no section to insert; the document has them all, or follows no template.");
    return;
  }
  const options = { title: "Insert section", placeHolder: "Which section?", matchOnDescription: true, matchOnDetail: true };
  const section = (await vscode.window.showQuickPick(sectionItems(sections), options))?.section;
  if (!section) {
    return;
  }
  const snippet = await server.command<Snippet>("specls.insertSection", { uri, section, snippet: true });
  if (snippet.version !== editor.document.version) {
    throw new Error("the document changed meanwhile: try again");
  }
  await insertSnippet(await vscode.window.showTextDocument(editor.document, editor.viewColumn), snippet.snippet, toRange(snippet.range));
}

export async function insertAll(server: Server): Promise<void> {
  const editor = markdownEditor();
  if (editor && !(await server.command<boolean>("specls.insertAll", { uri: editor.document.uri.toString() }))) {
    void vscode.window.showInformationMessage("specls: no section is missing.");
  }
}
