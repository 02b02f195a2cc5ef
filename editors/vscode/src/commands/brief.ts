// A drafting brief: what a template asks for, for whoever writes it, a colleague or a chat.

import * as vscode from "vscode";
import type { Progress, Template } from "../protocol";
import type { Server } from "../server/server";
import { pickTemplate } from "./templates";

const CHAT = "workbench.action.chat.open";

type Take = (brief: string) => Promise<unknown>;

export interface TargetItem extends vscode.QuickPickItem {
  take: Take;
}

export async function brief(server: Server): Promise<void> {
  const argument = await pickScope(server);
  const options = { title: "Drafting brief", placeHolder: "Where to?" };
  const target = argument && (await vscode.window.showQuickPick(targetItems(await hasChat()), options));
  if (target) {
    await target.take(await server.command<string>("specls.brief", argument));
  }
}

/** What the brief is of: the section at the cursor, the document; where there is none, a template. */
async function pickScope(server: Server): Promise<object | undefined> {
  const editor = vscode.window.activeTextEditor;
  const uri = editor?.document.languageId === "markdown" ? editor.document.uri.toString() : undefined;
  if (!editor || !uri || !(await server.command<Progress | null>("specls.showProgress", { uri }))) {
    const template = await pickTemplate(await server.command<Template[]>("specls.templates"), "Drafting brief");
    return template && { template: template.id };
  }
  const section = { label: "The section at the cursor", argument: { uri, position: editor.selection.active } };
  const whole = { label: "The whole document", argument: { uri } };
  const picked = await vscode.window.showQuickPick([section, whole], { title: "Drafting brief", placeHolder: "Of what?" });
  return picked?.argument;
}

async function hasChat(): Promise<boolean> {
  return (await vscode.commands.getCommands(true)).includes(CHAT);
}

export function targetItems(chat: boolean): TargetItem[] {
  const clipboard = { label: "$(clippy) Clipboard", take: toClipboard };
  const document = { label: "$(new-file) New document", take: toDocument };
  return chat ? [clipboard, document, { label: "$(comment-discussion) Chat", take: toChat }] : [clipboard, document];
}

async function toClipboard(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage("specls: the brief is on the clipboard", 4000);
}

async function toDocument(text: string): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "markdown", content: text }));
}

/** It is put into the chat's box, to be read and sent by its user. */
async function toChat(text: string): Promise<void> {
  await vscode.commands.executeCommand(CHAT, { query: text, isPartialQuery: true });
}
