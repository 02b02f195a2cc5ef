// The command palette's entries. Their ids are apart from the server's: the language client registers those itself.

import * as vscode from "vscode";
import type { Server } from "../server/server";
import { brief } from "./brief";
import { changeTemplate } from "./changeTemplate";
import { goToGap } from "./gaps";
import { insertAll, insertSection } from "./insert";
import { newSpec } from "./newSpec";
import { openPlace } from "./place";
import { showProgress } from "./progress";
import { told } from "./run";

export function registerCommands(server: Server, log: vscode.LogOutputChannel, extensionVersion: string): vscode.Disposable[] {
  const commands = {
    "specls.ui.new": (folder?: vscode.Uri) => newSpec(server, folder instanceof vscode.Uri ? folder : undefined),
    "specls.ui.insertSection": () => insertSection(server),
    "specls.ui.insertAll": () => insertAll(server),
    "specls.ui.nextGap": () => goToGap(server, "specls.nextGap"),
    "specls.ui.previousGap": () => goToGap(server, "specls.previousGap"),
    "specls.ui.changeTemplate": () => changeTemplate(server),
    "specls.ui.brief": () => brief(server),
    "specls.ui.showProgress": () => showProgress(server),
    "specls.ui.openPlace": openPlace,
    "specls.ui.restartServer": () => server.restart(),
    "specls.ui.showLog": async () => log.show(),
    "specls.ui.showVersion": () => showVersion(server, extensionVersion),
  };
  return Object.entries(commands).map(([id, command]) => vscode.commands.registerCommand(id, told(command as (...given: unknown[]) => Promise<unknown>)));
}

async function showVersion(server: Server, extensionVersion: string): Promise<void> {
  const copy = "Copy", text = `${server.version}; extension ${extensionVersion}`;
  if ((await vscode.window.showInformationMessage(text, copy)) === copy) {
    await vscode.env.clipboard.writeText(text);
  }
}
