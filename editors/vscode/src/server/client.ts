// One run of the server: the language client, as specls wants it.

import * as vscode from "vscode";
import {
  CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, type LanguageClientOptions,
} from "vscode-languageclient/node";
import { SECTION, serverSettings } from "./settings";

/** The library would show a message of its own for each failure. What a user is told is said once, with what to do. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** A client for the program at `path`; `closed` is called when the server is gone without having been asked to go. */
export function createClient(path: string, log: vscode.LogOutputChannel, closed: () => void): LanguageClient {
  return new QuietClient(SECTION, "specls", { command: path, args: ["server"] }, options(log, closed));
}

function options(log: vscode.LogOutputChannel, closed: () => void): LanguageClientOptions {
  return {
    // Other schemes are copies of a file (the left side of a diff) or lie where the server cannot read.
    documentSelector: ["file", "untitled"].map(scheme => ({ scheme, language: "markdown" })),
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // What the server writes to stderr is its log, not an error.
    stdioOptions: {
      stdout: () => undefined,
      stderr: (stream, channel) => lines(stream, line => channel.info(line)),
    },
    initializationOptions: () => ({ [SECTION]: serverSettings() }),
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      // The library starts again at once. We wait, with a new client.
      closed: () => {
        closed();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
    middleware: {
      workspace: {
        configuration: async (params, token, next) => {
          const given = await next(params, token);
          return Array.isArray(given)
            ? given.map((value, index) => (params.items[index]?.section === SECTION ? serverSettings() : value))
            : given;
        },
      },
      // A code lens calls the server's commands; what goes wrong there is otherwise said nowhere.
      executeCommand: async (command, given, next) => {
        try {
          return await next(command, given);
        } catch (error) {
          void vscode.window.showErrorMessage(`specls: ${error instanceof Error ? error.message : String(error)}`);
          return undefined;
        }
      },
    },
  };
}

function lines(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const whole = (rest + text).split(/\r?\n/);
    rest = whole.pop() ?? "";
    whole.forEach(take);
  });
}
