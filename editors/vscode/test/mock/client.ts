// A stand-in for the language client library: tests say when a server starts, fails or crashes.

export const made: LanguageClient[] = [];
/** How the next starts go: undefined is well. */
export const failures: (Error | undefined)[] = [];

interface Options {
  errorHandler: { closed(): unknown };
  [key: string]: unknown;
}

export class LanguageClient {
  running = false;
  disposed = false;
  sent: unknown[][] = [];
  handlers: Record<string, () => void> = {};
  initializeResult = { serverInfo: { name: "specls", version: "1.2.3" } };

  constructor(readonly id: string, readonly name: string, readonly server: { command: string; args: string[] }, readonly options: Options) {
    made.push(this);
  }
  async start(): Promise<void> {
    const failure = failures.shift();
    if (failure) {
      // The library tells the connection's end, and then fails to start.
      this.options.errorHandler.closed();
      throw failure;
    }
    this.running = true;
  }
  /** The server is gone all of a sudden. */
  crash(): void {
    this.running = false;
    this.options.errorHandler.closed();
  }
  async dispose(): Promise<void> {
    this.running = false;
    this.disposed = true;
  }
  async sendRequest(...given: unknown[]): Promise<unknown> {
    this.sent.push(given);
    return ["answer"];
  }
  async sendNotification(...given: unknown[]): Promise<void> {
    this.sent.push(given);
  }
  onNotification(method: string, handler: () => void): void {
    this.handlers[method] = handler;
  }
  error(): void {}
}

export const CloseAction = { DoNotRestart: 1, Restart: 2 };
export const ErrorAction = { Continue: 1, Shutdown: 2 };
export const RevealOutputChannelOn = { Never: 4 };
export const ExecuteCommandRequest = { type: "workspace/executeCommand" };
