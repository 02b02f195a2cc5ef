// Going to places, and writing at them.

import * as vscode from "vscode";
import type { Range } from "../protocol";

export function toRange(range: Range): vscode.Range {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}

/** Selects a range and scrolls to it. */
export function select(editor: vscode.TextEditor, range: vscode.Range): void {
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

export async function openPlace(uri: string, range: Range): Promise<void> {
  const selection = toRange(range);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection });
}

/** Writes a snippet as it is, with tab stops. Older editors do not know `keepWhitespace` and may turn tabs into spaces. */
export async function insertSnippet(editor: vscode.TextEditor, snippet: string, at: vscode.Range): Promise<void> {
  const options = { undoStopBefore: true, undoStopAfter: true, keepWhitespace: true };
  await editor.insertSnippet(new vscode.SnippetString(snippet), at, options);
  editor.revealRange(new vscode.Range(at.start, at.start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
