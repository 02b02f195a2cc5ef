// Another template for the document.

import * as vscode from "vscode";
import type { Template } from "../protocol";
import type { Server } from "../server/server";
import { markdownEditor } from "./run";
import { pickTemplate } from "./templates";

export async function changeTemplate(server: Server): Promise<void> {
  const editor = markdownEditor();
  if (!editor) {
    return;
  }
  const uri = editor.document.uri.toString();
  const templates = await server.command<Template[] | null>("specls.changeTemplate", { uri });
  const template = await pickTemplate(templates ?? [], "Change template");
  if (template && !template.current && !(await server.command<boolean>("specls.changeTemplate", { uri, template: template.id }))) {
    void vscode.window.showInformationMessage(`specls: the document names ${template.id} already, or cannot be changed.`);
  }
}
