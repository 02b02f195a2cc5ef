// Which program is the server: what the setting names, else the one that came with the extension, else the one on PATH.
//
// The place is always made absolute. A bare name handed to the system would, on Windows, first be looked for in the folder
// that happens to be current: a workspace must never decide which program runs.

import * as path from "node:path";

/** What of the machine decides; tests give their own. */
export interface Machine {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  home: string;
  /** Whether this is a file that may be run. */
  isProgram(file: string): boolean;
}

export type Found =
  | { kind: "found"; path: string; from: "setting" | "bundled" | "PATH" }
  /** The setting names something that is not there. Another server in its place would only puzzle its user. */
  | { kind: "wrong setting"; path: string }
  | { kind: "none" };

export interface Places {
  /** The setting; empty where it is not set. */
  setting: string;
  /** The extension's own folder. */
  extension: string;
  /** The first folder of the workspace: a relative path in the setting is relative to it. */
  folder: string | undefined;
}

export function findServer(places: Places, machine: Machine): Found {
  const setting = places.setting.trim();
  if (setting !== "") {
    const program = named(setting, places.folder, machine);
    return program ? { kind: "found", path: program, from: "setting" } : { kind: "wrong setting", path: setting };
  }
  const flavour = pathsOf(machine);
  const bundled = flavour.join(places.extension, "server", machine.platform === "win32" ? "specls.exe" : "specls");
  if (machine.isProgram(bundled)) {
    return { kind: "found", path: bundled, from: "bundled" };
  }
  const onPath = searchPath("specls", machine);
  return onPath ? { kind: "found", path: onPath, from: "PATH" } : { kind: "none" };
}

/** What the setting names: a path, also from the home folder or the workspace's, or a command on PATH. */
function named(setting: string, folder: string | undefined, machine: Machine): string | undefined {
  const flavour = pathsOf(machine);
  const isCommand = !setting.includes("/") && !setting.includes("\\") && setting !== "~";
  if (isCommand) {
    return searchPath(setting, machine);
  }
  const expanded = /^~[/\\]/.test(setting) ? flavour.join(machine.home, setting.slice(2)) : setting;
  const absolute = flavour.isAbsolute(expanded) ? expanded : folder && flavour.resolve(folder, expanded);
  return absolute && withEndings(absolute, machine).find(file => machine.isProgram(file));
}

function searchPath(command: string, machine: Machine): string | undefined {
  const flavour = pathsOf(machine);
  // Windows does not tell PATH from Path.
  const key = Object.keys(machine.env).find(name => name === "PATH" || (machine.platform === "win32" && /^path$/i.test(name)));
  const folders = (key ? (machine.env[key] ?? "") : "").split(flavour.delimiter);
  return folders
    .map(folder => folder.replace(/^"(.*)"$/, "$1"))
    .filter(folder => flavour.isAbsolute(folder))
    .flatMap(folder => withEndings(flavour.join(folder, command), machine))
    .find(file => machine.isProgram(file));
}

/** On Windows a program is called without its ending. Scripts are left out: they cannot be started without a shell. */
function withEndings(file: string, machine: Machine): string[] {
  return machine.platform === "win32" && !/\.(exe|com)$/i.test(file) ? [`${file}.exe`, `${file}.com`] : [file];
}

function pathsOf(machine: Machine): path.PlatformPath {
  return machine.platform === "win32" ? path.win32 : path.posix;
}
