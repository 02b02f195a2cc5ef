// A session with the real server, spoken with the editor's own protocol library.

import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  ApplyWorkspaceEditRequest, type ApplyWorkspaceEditParams, ConfigurationRequest, createProtocolConnection, DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification, ExecuteCommandRequest, ExitNotification, InitializedNotification, InitializeRequest, type InitializeResult,
  type ProtocolConnection, RegistrationRequest, ShowMessageNotification, ShutdownRequest, StreamMessageReader, StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

/** The program: SPECLS, else the one that `cargo build` makes. */
export function program(): string {
  const name = process.platform === "win32" ? "specls.exe" : "specls";
  const built = process.env.SPECLS ?? path.resolve("..", "..", "target", "debug", name);
  if (!fs.existsSync(built)) {
    throw new Error(`there is no ${built}: run cargo build, or say in SPECLS where the program is`);
  }
  return built;
}

export class Session {
  /** The server's warnings to its user. */
  readonly shown: string[] = [];
  /** The edits that it asked for. */
  readonly edits: ApplyWorkspaceEditParams[] = [];
  private constructor(
    readonly connection: ProtocolConnection,
    readonly answer: InitializeResult,
    readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  /** Begins a session in a new folder that has these files, with these settings. */
  static async begin(files: Record<string, string> = {}, settings: unknown = undefined): Promise<Session> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "specls-vscode-"));
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
    const child = spawn(program(), ["server"], { stdio: ["pipe", "pipe", "inherit"] });
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(item => (item.section === "specls" ? settings : null)));
    connection.onRequest(RegistrationRequest.type, () => undefined);
    connection.listen();
    const uri = pathToFileURL(folder).href;
    const answer = await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "ws" }],
      clientInfo: { name: "Visual Studio Code" },
      initializationOptions: { specls: settings },
      capabilities: {
        workspace: { applyEdit: true, configuration: true, workspaceEdit: { documentChanges: true, resourceOperations: ["create"] } },
        window: { showDocument: { support: true } },
        textDocument: { completion: { completionItem: { snippetSupport: true } } },
      },
    });
    const session = new Session(connection, answer, folder, child);
    connection.onNotification(ShowMessageNotification.type, ({ message }) => void session.shown.push(message));
    connection.onRequest(ApplyWorkspaceEditRequest.type, params => {
      session.edits.push(params);
      return { applied: true };
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return session;
  }

  uri(name: string): string {
    return pathToFileURL(path.join(this.folder, name)).href;
  }

  async open(name: string, text: string): Promise<string> {
    const uri = this.uri(name);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: "markdown", version: 1, text } });
    return uri;
  }

  async change(uri: string, version: number, text: string): Promise<void> {
    const all = { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } };
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges: [{ range: all, text }] });
  }

  command<T>(command: string, argument: object = {}): Promise<T> {
    return this.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] }) as Promise<T>;
  }

  /** Ends it in good order, and is sure that it did. */
  async end(): Promise<void> {
    const gone = new Promise<number | null>(resolve => this.child.on("exit", resolve));
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const code = await gone;
    this.connection.dispose();
    fs.rmSync(this.folder, { recursive: true, force: true });
    if (code !== 0) {
      throw new Error(`the server ended with ${code}`);
    }
  }
}
