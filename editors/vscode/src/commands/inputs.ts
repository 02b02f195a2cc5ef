// Asking for the values that a template wants by name, one box after the other.

import * as vscode from "vscode";

/** The values by name, without those that were left empty; undefined where the user gave up. */
export async function askInputs(names: string[], title: string): Promise<Record<string, string> | undefined> {
  const values: string[] = names.map(() => "");
  for (let step = 0; step < names.length; ) {
    const answer = await ask(names[step] ?? "", values[step] ?? "", title, step + 1, names.length);
    if (answer === undefined) {
      return undefined;
    }
    if (answer === vscode.QuickInputButtons.Back) {
      step -= 1;
    } else {
      values[step] = answer as string;
      step += 1;
    }
  }
  return given(names, values);
}

/** What was not answered stays a placeholder in the document. */
export function given(names: string[], values: string[]): Record<string, string> {
  const pairs = names.map((name, index): [string, string] => [name, (values[index] ?? "").trim()]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ""));
}

function ask(name: string, value: string, title: string, step: number, totalSteps: number): Promise<string | vscode.QuickInputButton | undefined> {
  const box = vscode.window.createInputBox();
  Object.assign(box, { title, step, totalSteps, value, ignoreFocusOut: true });
  box.prompt = `${name} (leave it empty to write it later)`;
  box.placeholder = name;
  box.buttons = step > 1 ? [vscode.QuickInputButtons.Back] : [];
  return new Promise(resolve => {
    box.onDidAccept(() => resolve(box.value));
    box.onDidTriggerButton(resolve);
    box.onDidHide(() => resolve(undefined));
    box.show();
  }).finally(() => box.dispose()) as Promise<string | vscode.QuickInputButton | undefined>;
}
