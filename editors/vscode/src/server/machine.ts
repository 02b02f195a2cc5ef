// The machine that the extension runs on.

import * as fs from "node:fs";
import * as os from "node:os";
import type { Machine } from "./find";

export function thisMachine(): Machine {
  return { platform: process.platform, env: process.env, home: os.homedir(), isProgram };
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
