import assert from "node:assert/strict";
import { test } from "node:test";
import { findServer, type Machine } from "../../src/server/find";

const places = { setting: "", extension: "/ext", folder: "/ws" };

function machine(programs: string[], more: Partial<Machine> = {}): Machine {
  const isProgram = (file: string): boolean => programs.includes(file);
  return { platform: "linux", env: { PATH: "/usr/bin:/opt/bin" }, home: "/home/ada", isProgram, ...more };
}

test("the setting comes first, then the bundled program, then PATH", () => {
  const all = ["/set/specls", "/ext/server/specls", "/opt/bin/specls"];
  const found = (programs: string[], setting: string): unknown => findServer({ ...places, setting }, machine(programs));
  assert.deepEqual(found(all, "/set/specls"), { kind: "found", path: "/set/specls", from: "setting" });
  assert.deepEqual(found(all, ""), { kind: "found", path: "/ext/server/specls", from: "bundled" });
  assert.deepEqual(found(["/opt/bin/specls"], " "), { kind: "found", path: "/opt/bin/specls", from: "PATH" });
  assert.deepEqual(found([], ""), { kind: "none" });
});

test("a setting that names nothing is said, not passed over", () => {
  const found = findServer({ ...places, setting: "/gone/specls" }, machine(["/ext/server/specls"]));
  assert.deepEqual(found, { kind: "wrong setting", path: "/gone/specls" });
});

test("the setting may be in the home folder, in the workspace, or a command", () => {
  const path = (setting: string, programs: string[], folder: string | undefined = "/ws"): string | undefined => {
    const found = findServer({ ...places, setting, folder }, machine(programs));
    return found.kind === "found" ? found.path : undefined;
  };
  assert.equal(path("~/bin/specls", ["/home/ada/bin/specls"]), "/home/ada/bin/specls");
  assert.equal(path("target/debug/specls", ["/ws/target/debug/specls"]), "/ws/target/debug/specls");
  assert.equal(path("./my specls", ["/ws/my specls"]), "/ws/my specls");
  assert.equal(path("specls-next", ["/opt/bin/specls-next"]), "/opt/bin/specls-next");
});

test("a relative path has no meaning where no folder is open", () => {
  const found = findServer({ setting: "target/specls", extension: "/ext", folder: undefined }, machine(["/ws/target/specls"]));
  assert.equal(found.kind, "wrong setting");
});

test("relative folders on PATH are left out: the current folder decides nothing", () => {
  const relative = machine(["specls", "./specls", "bin/specls"], { env: { PATH: ".:bin::" } });
  assert.deepEqual(findServer(places, relative), { kind: "none" });
});

test("Windows: Path in any case, endings, quotes, and no scripts", () => {
  const windows = (programs: string[]): Machine =>
    machine(programs, { platform: "win32", env: { Path: '.;"C:\\My Tools";D:\\bin' }, home: "C:\\Users\\ada" });
  const find = (programs: string[], setting = ""): unknown => findServer({ setting, extension: "C:\\ext", folder: "D:\\ws" }, windows(programs));
  assert.deepEqual(find(["C:\\My Tools\\specls.exe"]), { kind: "found", path: "C:\\My Tools\\specls.exe", from: "PATH" });
  assert.deepEqual(find(["D:\\bin\\specls.cmd"]), { kind: "none" });
  assert.deepEqual(find(["C:\\ext\\server\\specls.exe"]), { kind: "found", path: "C:\\ext\\server\\specls.exe", from: "bundled" });
  assert.deepEqual(find(["D:\\ws\\out\\specls.exe"], "out\\specls"), { kind: "found", path: "D:\\ws\\out\\specls.exe", from: "setting" });
});

test("no PATH at all is no reason to fail", () => {
  assert.deepEqual(findServer(places, machine([], { env: {} })), { kind: "none" });
});
