// A real VS Code for a test: code-server with throwaway state on a port of its own, and a browser with its page. ../../../test/run
// says where things are: CODE_SERVER is the folder that ../../../test/install filled, VSIX the package, SPECLS the server's program.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import os from "node:os";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "..", "..");
export const work = given("WORK");
const program = given("SPECLS"), vsix = given("VSIX"), editors = given("CODE_SERVER");
/** Whether the package carries the program. */
const IS_BUNDLED = Boolean(process.env.BUNDLED);

const SETTINGS = {
  "telemetry.telemetryLevel": "off", "update.mode": "none", "extensions.autoCheckUpdates": false, "extensions.autoUpdate": false,
  "workbench.enableExperiments": false, "workbench.startupEditor": "none", "workbench.tips.enabled": false,
  "security.workspace.trust.enabled": false, "chat.disableAIFeatures": true, "chat.commandCenter.enabled": false,
  "editor.accessibilitySupport": "off", "editor.wordBasedSuggestions": "off", "files.autoSave": "off", "window.commandCenter": false,
  "editor.minimap.enabled": false, "workbench.secondarySideBar.defaultVisibility": "hidden", "files.simpleDialog.enable": true,
  "workbench.colorTheme": "Dark Modern", "workbench.preferredDarkColorTheme": "Dark Modern", "workbench.preferredLightColorTheme": "Light Modern",
};

/** Starts it on a folder, or on a new one with these files. `end` stops all that was started, and removes what was made. */
export async function startEditor({ files, folder, isInstalled = true }) {
  const state = fs.mkdtempSync(path.join(os.tmpdir(), "specls-real-"));
  folder ??= path.join(state, "specs");
  for (const [name, text] of Object.entries(files ?? {})) write(path.join(folder, name), text);
  write(path.join(state, "data", "User", "settings.json"), JSON.stringify(SETTINGS));
  // Where a program is, is a matter of the machine that it runs on.
  write(path.join(state, "data", "Machine", "settings.json"), JSON.stringify(isInstalled && IS_BUNDLED ? {} : { "specls.server.path": program }));

  const port = await freePort(), url = `http://127.0.0.1:${port}`;
  const output = process.env.VERBOSE ? "inherit" : "ignore";
  const run = (...args) => spawn(path.join(editors, "node", "bin", "node"), [
    path.join(editors, "node_modules", "code-server", "out", "node", "entry.js"), "--config", path.join(state, "config.yaml"),
    "--user-data-dir", path.join(state, "data"), "--extensions-dir", path.join(state, "extensions"), ...args,
  ], { stdio: ["ignore", output, output], env: { ...process.env, HOME: state, XDG_CONFIG_HOME: state, XDG_DATA_HOME: state } });
  if (isInstalled) await ended(run("--install-extension", vsix));
  const server = run("--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check",
    "--disable-workspace-trust", "--reconnection-grace-time", "5");
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      const gone = new Promise(resolve => server.on("exit", resolve));
      server.kill();
      await gone;
    }
    fs.rmSync(state, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    await answers(url);
    const browser = await startBrowser(state);
    const page = browser.pages()[0] ?? (await browser.newPage());
    page.setDefaultTimeout(45_000);
    const isElsewhere = address => !["127.0.0.1", "localhost"].includes(address.hostname) && /^(https?|wss?):$/.test(address.protocol);
    await page.route(isElsewhere, route => route.abort());
    const end = () => browser.close().finally(stop);
    return { page, folder, open: file => address(url, folder, file), end };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startBrowser(state) {
  const { chromium } = createRequire(path.join(editors, "package.json"))("playwright-core");
  return chromium.launchPersistentContext(path.join(state, "browser"), {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, viewport: { width: 1280, height: 800 },
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** The page's address, with a file of the folder open. */
function address(url, folder, file) {
  const payload = encodeURIComponent(JSON.stringify([["openFile", `vscode-remote://${new URL(url).host}${path.join(folder, file)}`]]));
  return `${url}/?folder=${folder}&payload=${payload}`;
}

function given(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests by editors/test/run`);
  return path.resolve(value);
}

function write(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

function ended(child) {
  return new Promise((resolve, reject) => child.on("exit", code => (code === 0 ? resolve() : reject(new Error(`code-server ended with ${code}`)))));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().on("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(url) {
  for (let turn = 0; turn < 600; turn++) {
    if (await fetch(url).then(answer => answer.ok, () => false)) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`code-server does not answer at ${url}`);
}
