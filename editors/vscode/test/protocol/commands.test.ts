// What the extension asks the server, and what it makes of the answers: a change on either side is seen here.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Insertable, Location, NewDocument, Progress, Snippet, Template } from "../../src/protocol";
import manifest from "../../package.json";
import { Session } from "./session";

const TEMPLATE = "# {Title}\n\n**Owner:** {Owner}\n\n## Goals\n\n{goals}\n\n## Design\n\n### Data\n\n{data}\n\n## 見積り\n\n{estimate}\n";
const DOCUMENT = "<!-- specls: template rfc -->\n\n# Café 😀\n\n**Owner:** Ada\n\n## Goals\n\n😀😀 {goals}\n";
const properties = manifest.contributes.configuration.flatMap(group => Object.entries(group.properties as Record<string, { default?: unknown }>));
const features = properties.filter(([key]) => key.startsWith("specls.features."));
const SETTINGS = {
  templates: ["templates"], documents: [], ignore: [], rules: {}, status: {},
  features: Object.fromEntries(features.map(([key, { default: usual }]) => [key.replace("specls.features.", ""), usual])),
};

let session: Session;
let uri: string;
before(async () => {
  session = await Session.begin({ "templates/rfc.md": TEMPLATE, "café.md": DOCUMENT }, SETTINGS);
  uri = await session.open("café.md", DOCUMENT);
});
after(() => session.end());

test("the server counts as the editor does, and has the commands that the extension calls", () => {
  assert.equal(session.answer.capabilities.positionEncoding ?? "utf-16", "utf-16");
  const commands = session.answer.capabilities.executeCommandProvider?.commands ?? [];
  const called = ["nextGap", "previousGap", "insertAll", "insertSection", "changeTemplate", "templates", "new", "showProgress", "brief"];
  assert.deepEqual(called.filter(name => !commands.includes(`specls.${name}`)), []);
});

test("the settings that the extension sends are all known", async () => {
  await session.command("specls.templates");
  assert.deepEqual(session.shown, []);
  session.connection.sendNotification("workspace/didChangeConfiguration", { settings: { specls: { ...SETTINGS, server: { path: "" } } } });
  for (let turn = 0; session.shown.length === 0 && turn < 200; turn++) {
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  assert.match(session.shown.join(), /server/, "so it matters that our own stay at home");
  session.connection.sendNotification("workspace/didChangeConfiguration", { settings: { specls: SETTINGS } });
});

test("templates: the team's and the built-in ones, with what they ask for", async () => {
  const templates = await session.command<Template[]>("specls.templates");
  assert.deepEqual(templates.find(template => template.id === "rfc")?.inputs, ["Title", "Owner"]);
  assert.ok(templates.some(template => template.path === "builtin:feature" && template.summary !== ""));
});

test("a new document has its inputs filled in, the rest as tab stops", async () => {
  const made = await session.command<NewDocument>("specls.new", { template: "rfc", inputs: { Title: "Cart" } });
  assert.match(made.text, /^(<!--.*-->\s+)?# Cart\n/);
  assert.match(made.snippet, /\$\{\d+:.*Owner/);
});

test("for a file that is to be, it names its template, and nothing is made", async () => {
  const file = uri.replace("caf%C3%A9.md", "仕様 1.md"), edits = session.edits.length;
  const made = await session.command<NewDocument>("specls.new", { template: "rfc", uri: file, snippet: true, inputs: { Owner: "Ada" } });
  assert.match(made.text, /^<!-- specls: template rfc -->\n\n# \{Title\}\n\n\*\*Owner:\*\* Ada\n/);
  assert.match(made.snippet, /^<!-- specls: template rfc -->\n\n# \$\{1:\{Title\\\}\}\n\n\*\*Owner:\*\* Ada\n/);
  assert.equal(session.edits.length, edits);
});

test("the next gap is selected from its first to its last character, behind emoji", async () => {
  const gap = await session.command<Location | null>("specls.nextGap", { uri, position: { line: 6, character: 8 } });
  const range = { start: { line: 8, character: 5 }, end: { line: 8, character: 12 } };
  assert.deepEqual(gap, { uri, range });
  const on = await session.command<Location | null>("specls.nextGap", { uri, position: range.start });
  assert.notDeepEqual(on?.range, range, "from a gap's start it goes on");
});

test("sections to insert, and one of them with tab stops and the version that it is of", async () => {
  const sections = await session.command<Insertable[]>("specls.insertSection", { uri });
  assert.deepEqual(sections.filter(section => section.required).map(section => section.name), ["Design", "見積り"]);
  const snippet = await session.command<Snippet>("specls.insertSection", { uri, section: sections[0]?.section, snippet: true });
  assert.equal(snippet.version, 1);
  assert.equal(snippet.range.start.line, 9);
  assert.match(snippet.snippet, /## Design\n\n### Data\n\n\$\{1:/);
});

test("insert all asks the editor for one edit, and says that it was made", async () => {
  assert.equal(await session.command("specls.insertAll", { uri }), true);
  assert.match(session.edits.at(-1)?.label ?? "", /Insert all/);
});

test("progress, and none where there is no template", async () => {
  const progress = await session.command<Progress>("specls.showProgress", { uri });
  assert.equal(progress.template, "rfc");
  assert.ok(progress.present < progress.wanted && progress.placeholders === 1 && !progress.done);
  assert.deepEqual(progress.sections.map(section => section.heading), ["Café 😀", "Goals"]);
  const notes = await session.open("notes.md", "# Notes\n");
  assert.equal(await session.command("specls.showProgress", { uri: notes }), null);
});

test("the templates to change to name the one that the document has", async () => {
  const templates = await session.command<Template[]>("specls.changeTemplate", { uri });
  assert.deepEqual(templates.filter(template => template.current).map(template => template.id), ["rfc"]);
});

test("a brief of the section at the cursor, and of a template", async () => {
  const section = await session.command<string>("specls.brief", { uri, position: { line: 8, character: 0 } });
  assert.match(section, /^# Brief: Goals/);
  assert.match(await session.command<string>("specls.brief", { template: "feature" }), /^# Brief/);
});

test("what is wrong with a call comes back as words", async () => {
  await assert.rejects(session.command("specls.nextGap", { uri }), /`position` is missing/);
});
