// What a user is told when there is no server, or when it does not stay up: one message that says what to do.

import * as vscode from "vscode";
import type { Found } from "./find";

export const WALKTHROUGH = "specls.specls#specls.start";

/** Says why there is no server. Resolves once the message is answered or closed. */
export async function explainMissing(found: Exclude<Found, { kind: "found" }>): Promise<void> {
  const settings = "Open settings", install = "How to install";
  const message = found.kind === "none"
    ? "The program specls was not found: it is not on PATH, and none came with this extension. Install it, or say in the settings where it is."
    : `The setting specls.server.path names "${found.path}", which is no program. Mend it, or clear it to have specls looked for.`;
  const answer = await vscode.window.showErrorMessage(message, settings, install);
  if (answer === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "specls.server.path");
  } else if (answer === install) {
    await vscode.commands.executeCommand("workbench.action.openWalkthrough", WALKTHROUGH, false);
  }
}

/** Says that it is not started again by itself. */
export async function explainCrashes(path: string, why: string): Promise<void> {
  const restart = "Restart server", log = "Show log";
  const answer = await vscode.window.showErrorMessage(`specls (${path}) ${why}, and is not started again by itself.`, restart, log);
  if (answer === restart) {
    await vscode.commands.executeCommand("specls.ui.restartServer");
  } else if (answer === log) {
    await vscode.commands.executeCommand("specls.ui.showLog");
  }
}
