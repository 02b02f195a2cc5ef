// Runs inside the real extension host: the editor's own API, the extension, the server. `run` is what the host calls.

import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as vscode from "vscode";

const steps: [string, () => Promise<void>][] = [];
const step = (name: string, run: () => Promise<void>): number => steps.push([name, run]);

export async function run(): Promise<void> {
  for (const [name, runStep] of steps) {
    try {
      await runStep();
      console.log(`ok   ${name}`);
    } catch (error) {
      console.log(`FAIL ${name}: ${error instanceof Error ? error.stack : String(error)}`);
      throw error;
    }
  }
}

async function until<T>(what: string, look: () => T | undefined | false | Promise<T | undefined | false>, tries = 500): Promise<T> {
  for (let turn = 0; turn < tries; turn++) {
    const found = await look();
    if (found) {
      return found;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}`);
}

const file = (name: string): vscode.Uri => vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);

async function open(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file(name)));
}

const code = (diagnostic: vscode.Diagnostic): unknown => typeof diagnostic.code === "object" ? diagnostic.code.value : diagnostic.code;
const found = (name: string, rule: string): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(file(name)).filter(diagnostic => code(diagnostic) === rule);
const bytes = async (name: string): Promise<string> => Buffer.from(await vscode.workspace.fs.readFile(file(name))).toString();

/** Takes what the picker offers, `down` entries further down. */
async function pick(down = 0): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 700));
  for (let turn = 0; turn < down; turn++) {
    await vscode.commands.executeCommand("workbench.action.quickOpenSelectNext");
  }
  await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
}

step("findings lie where they should, behind emoji", async () => {
  const { document } = await open("rfcs/cart.md");
  const [placeholder] = await until("a finding", () => {
    const all = found("rfcs/cart.md", "unfilled-placeholder");
    return all.length > 0 && all;
  });
  assert.equal(document.getText(placeholder!.range), "{What it is for}");
  assert.equal(placeholder!.severity, vscode.DiagnosticSeverity.Warning);
  assert.equal(found("rfcs/cart.md", "missing-section").length, 2);
});

step("the settings are taken, with no complaint, and VS Code's own outline is the only one", async () => {
  const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", file("rfcs/cart.md"));
  assert.deepEqual(symbols.map(symbol => symbol.name), ["# Café 😀"]);
});

step("the next gap is selected, and from the last one it goes back to the first", async () => {
  const editor = await open("rfcs/cart.md");
  editor.selection = new vscode.Selection(7, 0, 7, 0);
  await vscode.commands.executeCommand("specls.ui.nextGap");
  assert.equal(editor.document.getText(editor.selection), "{What it is for}");
  await vscode.commands.executeCommand("specls.ui.previousGap");
  assert.notEqual(editor.document.getText(editor.selection), "{What it is for}");
});

step("a section is completed, with tab stops", async () => {
  const editor = await open("rfcs/cart.md");
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  await editor.edit(edit => edit.insert(end, "\n##"));
  const at = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(at, at);
  await vscode.commands.executeCommand("editor.action.triggerSuggest");
  await until("the section", async () => {
    await vscode.commands.executeCommand("acceptSelectedSuggestion");
    return editor.document.getText().includes("## Design");
  });
  assert.equal(editor.document.getText(editor.selection), "{What is kept, and where}");
  await editor.edit(edit => edit.replace(editor.selection, "Rows."));
  await until("its finding to go", () => found("rfcs/cart.md", "missing-section").length === 1);
});

step("the insert fix, then save: every byte is as expected", async () => {
  const { document } = await open("rfcs/cart.md");
  const [missing] = found("rfcs/cart.md", "missing-section");
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", document.uri, missing!.range, "quickfix", 10);
  const insert = actions.find(action => /Insert.*見積り/.test(action.title));
  assert.ok(insert?.edit, actions.map(action => action.title).join());
  assert.ok(await vscode.workspace.applyEdit(insert.edit));
  await until("nothing to be missing", () => found("rfcs/cart.md", "missing-section").length === 0);
  assert.ok(await document.save());
  assert.equal(await bytes("rfcs/cart.md"), "<!-- specls: template rfc -->\n\n# Café 😀\n\n**Owner:** Ada\n**Status:** Review\n\n" +
    "## Goals\n\n😀😀 {What it is for}\n\n## Design\n\n### Data\n\nRows.\n\n## 見積り\n\n{How long it takes}\n");
});

step("insert all, in a document with CRLF", async () => {
  const { document } = await open("rfcs/dos.md");
  await until("findings", () => found("rfcs/dos.md", "missing-section").length === 2);
  await vscode.commands.executeCommand("specls.ui.insertAll");
  await until("nothing to be missing", () => found("rfcs/dos.md", "missing-section").length === 0);
  assert.ok(await document.save());
  const text = await bytes("rfcs/dos.md");
  assert.ok(text.endsWith("## 見積り\r\n\r\n{How long it takes}\r\n"), JSON.stringify(text));
  assert.equal(text.replaceAll("\r\n", "").includes("\n"), false);
});

step("insert section: a picker, then tab stops", async () => {
  const editor = await open("checkout.md");
  await until("findings", () => found("checkout.md", "missing-section").length > 0);
  const before = found("checkout.md", "missing-section").length, length = editor.document.getText().length;
  const done = vscode.commands.executeCommand("specls.ui.insertSection");
  await pick();
  await done;
  assert.ok(editor.document.getText().length > length);
  assert.notEqual(editor.document.getText(editor.selection), "", "the first tab stop is selected");
  const first = editor.selection;
  await vscode.commands.executeCommand("jumpToNextSnippetPlaceholder");
  await until("the next one to be", () => editor.selection.start.isAfter(first.end) && !editor.selection.isEmpty);
  await until("one finding less", () => found("checkout.md", "missing-section").length === before - 1);
  await vscode.commands.executeCommand("workbench.action.files.revert");
});

step("an input is renamed in all its places", async () => {
  const text = "<!-- specls: template rfc -->\n\n# {Service name}\n\n**Owner:** Ada\n**Status:** Draft\n\n## Goals\n\n😀 {Service name} is fast.\n";
  await vscode.workspace.fs.writeFile(file("rename.md"), Buffer.from(text));
  const { document } = await open("rename.md");
  await until("findings", () => found("rename.md", "missing-section").length > 0);
  const at = document.positionAt(text.lastIndexOf("{Service name}") + 2);
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>("vscode.executeDocumentRenameProvider", document.uri, at, "Zoë");
  assert.ok(await vscode.workspace.applyEdit(edit));
  assert.ok(await document.save());
  assert.equal(await bytes("rename.md"), text.replaceAll("{Service name}", "Zoë"));
});

step("change template: the document names another one", async () => {
  await vscode.workspace.fs.writeFile(file("change.md"), Buffer.from("<!-- specls: template rfc -->\n\n# One\n"));
  const { document } = await open("change.md");
  await until("findings", () => found("change.md", "missing-section").length > 0);
  const done = vscode.commands.executeCommand("specls.ui.changeTemplate");
  await pick(1);
  await done;
  await until("another template", () => /^<!-- specls: template component -->/.test(document.getText()));
  await vscode.commands.executeCommand("workbench.action.files.revert");
});

step("a brief of the section at the cursor, into a new document", async () => {
  const editor = await open("rfcs/cart.md");
  editor.selection = new vscode.Selection(9, 0, 9, 0);
  const done = vscode.commands.executeCommand("specls.ui.brief");
  await pick();
  await pick(1);
  await done;
  assert.match(vscode.window.activeTextEditor!.document.getText(), /^# Brief: Goals/);
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
});

step("a document without a template is left alone", async () => {
  await open("notes.md");
  await new Promise(resolve => setTimeout(resolve, 500));
  assert.deepEqual(vscode.languages.getDiagnostics(file("notes.md")), []);
});

step("a server that is killed comes back", async () => {
  await open("rfcs/cart.md");
  const program = vscode.workspace.getConfiguration("specls").get("server.path", "");
  const pids = (): string[] => {
    try {
      return execFileSync("pgrep", ["-P", String(process.pid), "-f", `^${program} `]).toString().trim().split("\n");
    } catch {
      return [];
    }
  };
  const [pid] = pids();
  assert.ok(pid, "the server's process");
  process.kill(Number(pid), "SIGKILL");
  await until("findings to go with the server", () => vscode.languages.getDiagnostics(file("rfcs/cart.md")).length === 0);
  await until("findings of a new server", () => vscode.languages.getDiagnostics(file("rfcs/cart.md")).length > 0);
  assert.notEqual(pids()[0], pid);
  await vscode.commands.executeCommand("specls.ui.restartServer");
  await until("findings after a restart", () => vscode.languages.getDiagnostics(file("rfcs/cart.md")).length > 0);
  assert.equal(pids().length, 1);
});

step("a feature that is turned on is on, after a restart by itself", async () => {
  const outline = (): Thenable<vscode.DocumentSymbol[]> => vscode.commands.executeCommand("vscode.executeDocumentSymbolProvider", file("rfcs/cart.md"));
  const settings = vscode.workspace.getConfiguration("specls");
  await settings.update("features.outline", true, vscode.ConfigurationTarget.Workspace);
  await until("the server's outline beside the editor's", async () => (await outline()).length > 1);
  await settings.update("features.outline", undefined, vscode.ConfigurationTarget.Workspace);
  await until("the editor's alone", async () => (await outline()).length === 1);
});
