// Runs inside.ts in the real extension host, with the extension as it was built in this folder.
import path from "node:path";
import esbuild from "esbuild";
import { root, startEditor, work } from "./editor.mjs";
import { files } from "./specs.mjs";

const LONGEST = 120_000;
const bundle = path.join(work, "inside.js");
await esbuild.build({
  entryPoints: [path.join(root, "test", "real", "inside.ts")],
  bundle: true, platform: "node", format: "cjs", target: "node20", external: ["vscode"], outfile: bundle,
});

const { page, open, end } = await startEditor({ files, isInstalled: false });
let code = 1;
try {
  code = await run(open("rfcs/cart.md"));
} finally {
  await end();
}
if (code !== 0) console.error(`inside the extension host: ${code}`);
process.exit(code === 0 ? 0 : 1);

async function run(address) {
  let exit;
  const done = new Promise(resolve => (exit = resolve));
  // The two functions that a workbench under test calls: with each line of the console, and with the end.
  await page.exposeFunction("codeAutomationLog", (_type, args) => {
    const line = [].concat(args).join(" ");
    if (process.env.VERBOSE || /(ok |FAIL|Error:)/.test(line)) console.log(line.slice(0, 600));
  });
  await page.exposeFunction("codeAutomationExit", exit);
  // A built workbench takes no tests from its address, so they are put into the configuration that the page starts from.
  const place = file => ({ $mid: 1, scheme: "vscode-remote", authority: new URL(address).host, path: file });
  await page.addInitScript(({ extension, tests }) => {
    const get = Element.prototype.getAttribute;
    Element.prototype.getAttribute = function (name) {
      const value = get.call(this, name);
      if (name !== "data-settings" || this.id !== "vscode-workbench-web-configuration") return value;
      const configuration = JSON.parse(value);
      configuration.developmentOptions = { ...configuration.developmentOptions, extensions: [extension], extensionTestsPath: tests };
      return JSON.stringify(configuration);
    };
  }, { extension: place(root), tests: place(bundle) });
  await page.goto(address);
  return Promise.race([done, new Promise(resolve => setTimeout(() => resolve(`no end after ${LONGEST / 1000} s`), LONGEST))]);
}
