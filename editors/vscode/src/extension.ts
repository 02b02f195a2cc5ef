// Where the editor enters: puts the parts together.

import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { thisMachine } from "./server/machine";
import { Server } from "./server/server";
import { SpecsView } from "./specsView";
import { Status } from "./status";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("specls", { log: true });
  server = new Server(context.extensionPath, log, thisMachine());
  const version = (context.extension.packageJSON as { version: string }).version;
  context.subscriptions.push(log, server, new SpecsView(server), new Status(server), ...registerCommands(server, log, version));
  // The editor is not kept waiting: what needs the server waits for it.
  void server.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
