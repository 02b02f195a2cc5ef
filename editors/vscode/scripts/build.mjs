// Bundles the extension into one file: `--production` for a package, `--watch` while working on it.
import esbuild from "esbuild";

const production = process.argv.includes("--production");
const options = {
  entryPoints: ["src/extension.ts"],
  bundle: true,
  platform: "node",
  format: "cjs",
  // The Node of the oldest editor that `engines` allows.
  target: "node20",
  external: ["vscode"],
  outfile: "dist/extension.js",
  minify: production,
  sourcemap: production ? false : "linked",
  legalComments: "eof",
};

if (process.argv.includes("--watch")) {
  const context = await esbuild.context({ ...options, logLevel: "info" });
  await context.watch();
} else {
  await esbuild.build(options);
}
