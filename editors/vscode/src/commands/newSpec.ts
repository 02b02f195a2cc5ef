// A new spec from a template: pick it, say what it asks for, write it into a new document or a file.

import * as vscode from "vscode";
import type { NewDocument, Template } from "../protocol";
import type { Server } from "../server/server";
import { askInputs } from "./inputs";
import { insertSnippet } from "./place";
import { pickTemplate } from "./templates";

/** `folder` is where the file goes, when the command was called on a folder. */
export async function newSpec(server: Server, folder?: vscode.Uri): Promise<void> {
  const templates = await server.command<Template[]>("specls.templates");
  const template = await pickTemplate(templates, "New spec from template");
  if (!template) {
    return;
  }
  const inputs = await askInputs(template.inputs, `New spec: ${template.id}`);
  const target = inputs && (await pickTarget(suggestedName(template, inputs), folder));
  if (!target) {
    return;
  }
  // For the file that it is to become: it names its template where neither the path nor its headings tell.
  const place = target === "untitled" ? {} : { uri: target.toString(), snippet: true };
  const made = await server.command<NewDocument>("specls.new", { template: name(template), inputs, ...place });
  const document = await (target === "untitled" ? untitled(made.text) : create(target, made.text));
  const editor = await vscode.window.showTextDocument(document);
  await insertSnippet(editor, made.snippet, new vscode.Range(0, 0, document.lineCount, 0));
}

function name(template: Template): string {
  return template.version ? `${template.id}@${template.version}` : template.id;
}

/** A file's name from the first value that was given: `One-Page Checkout` is `one-page-checkout.md`. */
export function suggestedName(template: Template, inputs: Record<string, string>): string {
  const words = Object.values(inputs)[0] ?? template.id;
  const slug = words.toLowerCase().normalize("NFC").replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return `${slug === "" ? template.id : slug}.md`;
}

async function pickTarget(fileName: string, folder?: vscode.Uri): Promise<vscode.Uri | "untitled" | undefined> {
  const root = folder ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) {
    const untitled = { label: "$(new-file) New document", description: "not saved yet" };
    const file = { label: "$(save) File…", description: fileName };
    const picked = await vscode.window.showQuickPick([untitled, file], { title: "New spec", placeHolder: "Where to?" });
    if (picked !== file) {
      return picked && "untitled";
    }
  }
  const defaultUri = root && vscode.Uri.joinPath(root, fileName);
  return vscode.window.showSaveDialog({ title: "New spec", saveLabel: "Create", filters: { Markdown: ["md", "markdown"] }, ...(defaultUri && { defaultUri }) });
}

function untitled(content: string): Thenable<vscode.TextDocument> {
  return vscode.workspace.openTextDocument({ language: "markdown", content });
}

/** A new file. What is there stays, whatever the dialog was told: it is somebody's work. */
async function create(uri: vscode.Uri, text: string): Promise<vscode.TextDocument> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { overwrite: false, ignoreIfExists: false, contents: new TextEncoder().encode(text) });
  if (await vscode.workspace.applyEdit(edit)) {
    return vscode.workspace.openTextDocument(uri);
  }
  throw new Error(`${vscode.workspace.asRelativePath(uri)} is there already, or cannot be written: choose another name`);
}
