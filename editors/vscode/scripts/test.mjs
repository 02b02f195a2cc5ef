// Bundles the tests of one kind, `unit` or `protocol`, and runs them. Unit tests get stand-ins for the editor and for the
// language client, so they test our own parts alone.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import esbuild from "esbuild";

const kind = process.argv[2] ?? "unit";
const from = path.resolve("test", kind), to = path.resolve("dist", "test", kind);
const mock = name => path.resolve("test", "mock", name);
fs.rmSync(to, { recursive: true, force: true });
await esbuild.build({
  entryPoints: fs.readdirSync(from).filter(name => name.endsWith(".test.ts")).map(name => path.join(from, name)),
  bundle: true,
  platform: "node",
  target: "node20",
  outdir: to,
  sourcemap: "inline",
  alias: kind === "unit" ? { "vscode": mock("vscode.ts"), "vscode-languageclient/node": mock("client.ts") } : {},
});
const files = fs.readdirSync(to).filter(name => name.endsWith(".js")).map(name => path.join(to, name));
const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...files], { stdio: "inherit" });
process.exit(status ?? 1);
