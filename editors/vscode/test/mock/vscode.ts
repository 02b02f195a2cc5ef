// A stand-in for the editor: as much of its API as the extension's own parts touch in unit tests. What the extension does
// to it is kept in `seen`, what the user would answer is taken from `answers`.

export const seen = {
  messages: [] as string[],
  buttons: [] as string[][],
  commands: [] as unknown[][],
  contexts: {} as Record<string, unknown>,
};
/** What the user answers, by a piece of the message or the title of the picker. */
export const answers: { match: RegExp; answer: unknown }[] = [];
/** The settings that somebody set, and the defaults. */
export const config = { set: {} as Record<string, unknown>, defaults: {} as Record<string, unknown> };

export function reset(): void {
  Object.assign(seen, { messages: [], buttons: [], commands: [], contexts: {} });
  Object.assign(config, { set: {}, defaults: {} });
  answers.length = 0;
  configured.listeners.clear();
}

export class EventEmitter<T> {
  listeners = new Set<(value: T) => unknown>();
  event = (listener: (value: T) => unknown): { dispose(): void } => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };
  fire(value: T): void {
    [...this.listeners].forEach(listener => listener(value));
  }
  dispose(): void {
    this.listeners.clear();
  }
}

const configured = new EventEmitter<{ affectsConfiguration(section: string): boolean }>();

/** Sets settings, as a user does. */
export function configure(changed: Record<string, unknown>): void {
  Object.assign(config.set, changed);
  const keys = Object.keys(changed);
  configured.fire({ affectsConfiguration: section => keys.some(key => `specls.${key}`.startsWith(section)) });
}

export const workspace = {
  workspaceFolders: undefined as { uri: { fsPath: string } }[] | undefined,
  onDidChangeConfiguration: configured.event,
  asRelativePath: (uri: Uri | string) => (typeof uri === "string" ? uri : uri.path).replace(/^\/ws\//, ""),
  getConfiguration: () => ({
    get: (key: string, fallback?: unknown) => config.set[key] ?? config.defaults[key] ?? fallback,
    inspect: (key: string) => ({ defaultValue: config.defaults[key], globalValue: config.set[key] }),
  }),
};

async function message(text: string, ...buttons: string[]): Promise<unknown> {
  seen.messages.push(text);
  seen.buttons.push(buttons);
  return answers.find(({ match }) => match.test(text))?.answer;
}

export const window = { showErrorMessage: message, showInformationMessage: message, showWarningMessage: message };

export const commands = {
  executeCommand: async (id: string, ...given: unknown[]) => {
    if (id === "setContext") {
      seen.contexts[given[0] as string] = given[1];
    } else {
      seen.commands.push([id, ...given]);
    }
  },
};

export class Uri {
  constructor(readonly scheme: string, readonly path: string) {}
  static parse(text: string): Uri {
    const url = new URL(text);
    return new Uri(url.protocol.slice(0, -1), decodeURIComponent(url.pathname));
  }
}

export class ThemeColor {
  constructor(readonly id: string) {}
}

export class ThemeIcon {
  constructor(readonly id: string, readonly color?: ThemeColor) {}
}

export class TreeItem {
  constructor(readonly label: string, readonly collapsibleState: number) {}
}

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const QuickInputButtons = { Back: {} };
export const StatusBarAlignment = { Left: 1, Right: 2 };
export const TextEditorRevealType = { InCenterIfOutsideViewport: 2 };
