// From gap to gap.

import * as vscode from "vscode";
import type { Location } from "../protocol";
import type { Server } from "../server/server";
import { select, toRange } from "./place";
import { markdownEditor } from "./run";

export async function goToGap(server: Server, command: "specls.nextGap" | "specls.previousGap"): Promise<void> {
  const editor = markdownEditor();
  if (!editor) {
    return;
  }
  // A gap that was gone to is selected: from its start both ways lead on.
  const position = editor.selection.start;
  const uri = editor.document.uri.toString();
  const gap = await server.command<Location | null>(command, { uri, position });
  if (gap) {
    select(editor, toRange(gap.range));
  } else {
    vscode.window.setStatusBarMessage("specls: nothing is left to write here", 4000);
  }
}
