// How far the document has come, as a list to jump from.

import * as vscode from "vscode";
import type { Progress, Range } from "../protocol";
import type { Server } from "../server/server";
import { select, toRange } from "./place";
import { markdownEditor } from "./run";

export interface ProgressItem extends vscode.QuickPickItem {
  range: Range;
}

/** The sections with gaps. */
export function progressItems(progress: Progress): ProgressItem[] {
  return progress.sections
    .filter(section => !section.done)
    .map(section => ({ label: `${"#".repeat(section.level)} ${section.heading}`, description: section.text, range: section.range }));
}

export async function showProgress(server: Server): Promise<void> {
  const editor = markdownEditor();
  if (!editor) {
    return;
  }
  const progress = await server.command<Progress | null>("specls.showProgress", { uri: editor.document.uri.toString() });
  if (!progress) {
    void vscode.window.showInformationMessage("specls: this document follows no template.");
    return;
  }
  const items = progressItems(progress);
  if (items.length === 0) {
    void vscode.window.showInformationMessage(`specls: ${progress.template}, ${progress.text}.`);
    return;
  }
  const picked = await vscode.window.showQuickPick(items, { title: `${progress.template}: ${progress.text}`, placeHolder: "Go to a section with gaps" });
  if (picked) {
    select(await vscode.window.showTextDocument(editor.document, editor.viewColumn), toRange(picked.range));
  }
}
