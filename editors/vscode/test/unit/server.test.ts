import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import type * as vscode from "vscode";
import { Backoff } from "../../src/server/backoff";
import type { Machine } from "../../src/server/find";
import { NoServer, Server } from "../../src/server/server";
import { failures, made } from "../mock/client";
import { config, configure, reset, seen } from "../mock/vscode";

const lines: string[] = [];
const write = (line: string): number => lines.push(line);
const log = { info: write, warn: write, error: write } as unknown as vscode.LogOutputChannel;

function server(programs = ["/usr/bin/specls"]): Server {
  const machine: Machine = { platform: "linux", env: { PATH: "/usr/bin" }, home: "/", isProgram: file => programs.includes(file) };
  return new Server("/ext", log, machine, new Backoff());
}

/** Lets all that waits for nothing but its turn have it. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) {
    await Promise.resolve();
  }
};

beforeEach(() => {
  reset();
  made.length = failures.length = lines.length = 0;
  mock.timers.reset();
});

test("it starts what was found, and says so", async () => {
  const one = server();
  await one.start();
  assert.deepEqual([made[0]?.server.command, made[0]?.server.args], ["/usr/bin/specls", ["server"]]);
  assert.equal(seen.contexts["specls.state"], "running");
  assert.equal(one.version, "specls 1.2.3, /usr/bin/specls (found on PATH)");
  await one.stop();
  assert.ok(made[0]?.disposed);
  assert.equal(one.version, "specls does not run: /usr/bin/specls (found on PATH)");
});

test("without a program there is one message, with what to do", async () => {
  const one = server([]);
  await one.start();
  assert.match(seen.messages[0] ?? "", /^The program specls was not found/);
  assert.deepEqual(seen.buttons[0], ["Open settings", "How to install"]);
  assert.equal(seen.contexts["specls.state"], "missing");
  await assert.rejects(one.command("specls.templates"), NoServer);
  assert.equal(seen.messages.length, 2, "who asks for something is told again");
});

test("a wrong setting is named", async () => {
  config.set["server.path"] = "/gone/specls";
  await server().start();
  assert.match(seen.messages[0] ?? "", /specls\.server\.path names "\/gone\/specls"/);
});

test("a crash is followed by a start, after a wait", async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const one = server();
  await one.start();
  made[0]?.crash();
  assert.equal(seen.contexts["specls.state"], "stopped");
  mock.timers.tick(999);
  await settle();
  assert.equal(made.length, 1);
  mock.timers.tick(1);
  await settle();
  assert.equal(made.length, 2);
  assert.equal(one.state, "running");
  assert.deepEqual(seen.messages, [], "nobody is bothered");
});

test("one that does not start is tried again, each failure counted once, and given up with a message", async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  failures.push(...Array.from({ length: 9 }, () => new Error("no such option")));
  const one = server();
  await one.start();
  for (const wait of [1000, 2000, 4000, 8000, 16_000, 32_000]) {
    mock.timers.tick(wait);
    await settle();
  }
  assert.equal(made.length, 6);
  assert.equal(one.state, "stopped");
  assert.deepEqual(seen.messages, ["specls (/usr/bin/specls) does not start, and is not started again by itself."]);
  assert.deepEqual(seen.buttons, [["Restart server", "Show log"]]);
  await assert.rejects(one.command("specls.templates"), /Restart server/);
});

test("a restart while it waits to start again makes one server, not two", async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const one = server();
  await one.start();
  made[0]?.crash();
  await one.restart();
  mock.timers.tick(60_000);
  await settle();
  assert.equal(made.length, 2);
});

test("an old client that ends late takes nothing with it", async () => {
  const one = server();
  await one.start();
  await one.restart();
  made[0]?.crash();
  assert.equal(one.state, "running");
});

test("settings are sent without our own, those that nobody set left out", async () => {
  config.defaults = { "templates": [], "rules": {}, "features": { outline: false, lenses: true } };
  const one = server();
  await one.start();
  configure({ rules: { "renamed-section": "off" } });
  const sent = made[0]?.sent.at(-1);
  assert.deepEqual(sent, ["workspace/didChangeConfiguration", {
    settings: { specls: { rules: { "renamed-section": "off" }, features: { outline: false, lenses: true } } },
  }]);
  assert.equal(made.length, 1);
});

test("another program, or another set of features, takes a new start", async () => {
  const one = server(["/usr/bin/specls", "/opt/specls"]);
  await one.start();
  configure({ "server.path": "/opt/specls" });
  await one.start();
  assert.equal(made[1]?.server.command, "/opt/specls");
  configure({ "features.lenses": false });
  await one.start();
  assert.equal(made.length, 3);
  assert.ok(made[0]?.disposed && made[1]?.disposed);
});

test("a change of the specs is passed on", async () => {
  const one = server();
  let told = 0;
  one.onDidChangeSpecs(() => told++);
  await one.start();
  made[0]?.handlers["specls/didChangeSpecs"]?.();
  assert.equal(told, 1);
});
