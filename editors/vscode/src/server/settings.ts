// What of the settings the server is told. It reports keys that it does not know, so our own (the server's path, the
// trace) stay here.

import * as vscode from "vscode";

export const SECTION = "specls";

/** The keys of specls.toml, of which only those are sent that somebody set: an empty list says something else than none. */
const KEYS = ["templates", "documents", "ignore", "rules", "status"];

export function serverSettings(): Record<string, unknown> {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const isSet = (key: string): boolean => {
    const found = settings.inspect(key);
    return [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].some(value => value !== undefined);
  };
  const sent = KEYS.filter(isSet).map(key => [key, settings.get(key)]);
  return { ...Object.fromEntries(sent), features: settings.get("features") };
}

/** Whether a change takes a new start: a feature is announced once, when the server starts. */
export function needsRestart(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration(`${SECTION}.server`) || event.affectsConfiguration(`${SECTION}.features`);
}
