// What package.json promises is there.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import manifest from "../../package.json";

const { contributes } = manifest;
const contributed = contributes.commands.map(({ command }) => command).sort();

test("each command of the manifest is registered, and each that is registered has a title", () => {
  const sources = fs.readdirSync("src", { recursive: true, encoding: "utf8" }).filter(name => name.endsWith(".ts"));
  const text = sources.map(name => fs.readFileSync(path.join("src", name), "utf8")).join("\n");
  const registered = [...text.matchAll(/"(specls\.ui\.\w+)": |registerCommand\("(specls\.ui\.\w+)"/g)].map(match => match[1] ?? match[2]);
  assert.deepEqual(registered.sort(), contributed);
});

test("keys, menus, the walkthrough and the welcome name commands that there are", () => {
  const named = JSON.stringify({ ...contributes, commands: [] }).match(/specls\.ui\.\w+/g) ?? [];
  assert.deepEqual([...new Set(named)].filter(command => !contributed.includes(command)), []);
});

test("no id is one of the server's, which the language client registers itself", () => {
  assert.deepEqual(contributed.filter(command => !command.startsWith("specls.ui.")), []);
});

test("pictures and pages are there", () => {
  const files = JSON.stringify(manifest).match(/media\/[\w/.-]+/g) ?? [];
  const pictures = [...fs.readFileSync("README.md", "utf8").matchAll(/\]\((media\/[^)]+)\)/g)].map(match => match[1] ?? "");
  assert.ok(files.length > 5 && pictures.length > 1);
  assert.deepEqual([...files, ...pictures].filter(file => !fs.existsSync(file)), []);
});

test("every setting says what it does", () => {
  const settings = contributes.configuration.flatMap(group => Object.entries(group.properties as Record<string, Record<string, unknown>>));
  assert.deepEqual(settings.filter(([, setting]) => !setting["description"] && !setting["markdownDescription"]).map(([key]) => key), []);
});
