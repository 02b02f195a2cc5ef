// The server's life: found, started, restarted with a growing wait when it crashes, and asked.

import * as vscode from "vscode";
import { ExecuteCommandRequest, type LanguageClient } from "vscode-languageclient/node";
import { SPECS, SPECS_CHANGED, type Spec } from "../protocol";
import { Backoff } from "./backoff";
import { createClient } from "./client";
import { explainCrashes, explainMissing } from "./explain";
import { findServer, type Found, type Machine } from "./find";
import { SECTION, needsRestart, serverSettings } from "./settings";

export type State = "starting" | "running" | "missing" | "stopped";

/** Thrown where there is no server to ask; its user was told why. */
export class NoServer extends Error {}

export class Server implements vscode.Disposable {
  state: State = "stopped";
  private readonly changedState = new vscode.EventEmitter<State>();
  readonly onDidChangeState = this.changedState.event;
  private readonly changedSpecs = new vscode.EventEmitter<void>();
  /** The list of specs may be another one. */
  readonly onDidChangeSpecs = this.changedSpecs.event;

  private client: LanguageClient | undefined;
  private found: Found = { kind: "none" };
  /** One thing at a time: each start and stop waits for the one before. */
  private turn: Promise<void> = Promise.resolve();
  private restartTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners: vscode.Disposable[];

  constructor(
    private readonly extension: string,
    private readonly log: vscode.LogOutputChannel,
    private readonly machine: Machine,
    private readonly backoff = new Backoff(),
  ) {
    this.listeners = [vscode.workspace.onDidChangeConfiguration(event => this.changedSettings(event))];
  }

  /** Starts it, unless it runs. Says why when there is none. */
  start(): Promise<void> {
    return this.next(() => this.startNow());
  }

  /** Somebody asks for a new start: crashes of before do not count. */
  restart(): Promise<void> {
    this.backoff.forget();
    return this.next(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  async stop(): Promise<void> {
    await this.next(() => this.stopNow());
  }

  /** What a command of the server answers. */
  async command<T>(command: string, argument: object = {}): Promise<T> {
    const client = await this.running();
    return client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] }) as Promise<T>;
  }

  /** The workspace's specs. */
  async specs(token?: vscode.CancellationToken): Promise<Spec[]> {
    const client = await this.running();
    return client.sendRequest<Spec[]>(SPECS, {}, token);
  }

  /** For people: which program runs, and from where. */
  get version(): string {
    const info = this.client?.initializeResult?.serverInfo;
    const place = this.found.kind === "found" ? `${this.found.path} (${PLACES[this.found.from]})` : "no program found";
    return this.state === "running" ? `specls ${info?.version ?? "of unknown version"}, ${place}` : `specls does not run: ${place}`;
  }

  /** Tells again why there is none. */
  explain(): void {
    if (this.found.kind !== "found") {
      void explainMissing(this.found);
    }
  }

  dispose(): void {
    clearTimeout(this.restartTimer);
    this.listeners.forEach(listener => listener.dispose());
    this.changedState.dispose();
    this.changedSpecs.dispose();
  }

  private async running(): Promise<LanguageClient> {
    await this.turn;
    if (this.client && this.state === "running") {
      return this.client;
    }
    if (this.state === "missing") {
      this.explain();
      throw new NoServer("there is no server");
    }
    throw new Error("the server does not run: use the command \"specls: Restart server\", or look into the log");
  }

  private next(step: () => Promise<void>): Promise<void> {
    clearTimeout(this.restartTimer);
    this.turn = this.turn.then(step, step);
    return this.turn;
  }

  private async startNow(): Promise<void> {
    if (this.client) {
      return;
    }
    const setting = vscode.workspace.getConfiguration(SECTION).get<string>("server.path", "");
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    this.found = findServer({ setting, extension: this.extension, folder }, this.machine);
    if (this.found.kind !== "found") {
      this.log.warn(this.found.kind === "none" ? "no program was found" : `the setting names no program: ${this.found.path}`);
      this.enter("missing");
      this.explain();
      return;
    }
    const { path, from } = this.found;
    this.log.info(`starting ${path} (${PLACES[from]})`);
    this.enter("starting");
    const client = createClient(path, this.log, () => this.crashed(client));
    this.client = client;
    client.onNotification(SPECS_CHANGED, () => this.changedSpecs.fire());
    try {
      await client.start();
      this.enter("running");
    } catch (error) {
      this.log.error(`${path} did not start: ${error instanceof Error ? error.message : String(error)}`);
      this.crashed(client);
    }
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client) {
      // One that does not answer is ended all the same.
      await client.dispose().catch((error: unknown) => this.log.warn(`stopping: ${String(error)}`));
      this.enter("stopped");
    }
  }

  /** A crash while starting is told twice, by the connection and by the start: the second time it is not ours any more. */
  private crashed(client: LanguageClient): void {
    if (client !== this.client) {
      return;
    }
    const why = this.state === "starting" ? "does not start" : "ended unexpectedly";
    this.client = undefined;
    this.enter("stopped");
    const wait = this.backoff.crashed();
    if (wait === undefined) {
      void explainCrashes(this.found.kind === "found" ? this.found.path : "", why);
      return;
    }
    this.log.warn(`the server ${why}; starting it again in ${wait / 1000} s`);
    this.restartTimer = setTimeout(() => void this.start(), wait);
  }

  private changedSettings(event: vscode.ConfigurationChangeEvent): void {
    if (needsRestart(event)) {
      void this.restart();
    } else if (event.affectsConfiguration(SECTION) && this.state === "running") {
      void this.client?.sendNotification("workspace/didChangeConfiguration", { settings: { [SECTION]: serverSettings() } });
    }
  }

  private enter(state: State): void {
    this.state = state;
    void vscode.commands.executeCommand("setContext", "specls.state", state);
    this.changedState.fire(state);
  }
}

const PLACES = { setting: "from the setting specls.server.path", bundled: "came with the extension", PATH: "found on PATH" };
