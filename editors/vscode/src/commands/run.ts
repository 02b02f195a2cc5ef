// What all commands share: the document that they are about, and telling what goes wrong.

import * as vscode from "vscode";
import { NoServer } from "../server/server";

/** The editor with a Markdown document that a command is about; undefined where there is none, which is said. */
export function markdownEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId === "markdown") {
    return editor;
  }
  void vscode.window.showInformationMessage("specls: open a Markdown document first.");
  return undefined;
}

/** A command that says what goes wrong instead of failing silently. */
export function told<A extends unknown[]>(command: (...given: A) => Promise<unknown>): (...given: A) => Promise<void> {
  return async (...given) => {
    try {
      await command(...given);
    } catch (error) {
      tell(error);
    }
  };
}

function tell(error: unknown): void {
  // That there is no server was said, and what a change of the document ended needs no word.
  if (!(error instanceof NoServer) && !isOutdated(error)) {
    void vscode.window.showErrorMessage(`specls: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** RequestCancelled, ContentModified, ServerCancelled. */
export function isOutdated(error: unknown): boolean {
  return [-32800, -32801, -32802].includes((error as { code?: number }).code ?? 0);
}
