import assert from "node:assert/strict";
import { test } from "node:test";
import { targetItems } from "../../src/commands/brief";
import { given } from "../../src/commands/inputs";
import { sectionItems } from "../../src/commands/insert";
import { suggestedName } from "../../src/commands/newSpec";
import { progressItems } from "../../src/commands/progress";
import { templateItems } from "../../src/commands/templates";
import type { Insertable, Progress, Spec, Template } from "../../src/protocol";
import { parts, sectionItem, specItem } from "../../src/specsView";
import { statusText, statusTooltip } from "../../src/status";

const SEPARATOR = -1;
const template = (more: Partial<Template>): Template => ({ id: "rfc", version: null, summary: "", path: "builtin:rfc", inputs: [], ...more });
const range = { start: { line: 6, character: 0 }, end: { line: 6, character: 11 } };
const progress = (more: Partial<Progress>): Progress => ({
  template: "rfc", present: 3, wanted: 3, placeholders: 0, text: "3 of 3 sections", done: false, sections: [],
  findings: { error: 0, warning: 0, information: 0, hint: 0 }, ...more,
});

test("a team's own templates stand ahead of those that are built in", () => {
  const own = template({ id: "service", version: "1.1", path: "/ws/docs/templates/service.md", summary: "A service", current: true });
  const items = templateItems([template({}), own]);
  assert.deepEqual(items.map(item => [item.label, item.kind]), [
    ["this workspace", SEPARATOR], ["service@1.1", undefined], ["built in", SEPARATOR], ["rfc", undefined],
  ]);
  assert.equal(items[1]?.description, "this document's · docs/templates/service.md");
  assert.equal(items[1]?.detail, "A service");
  assert.equal(items[1]?.template, own);
  assert.deepEqual(templateItems([]), []);
});

test("sections that must be there stand ahead of those that may", () => {
  const section = (name: string, required: boolean): Insertable =>
    ({ section: name, name, level: 3, required, where: "in \"Design\"", guidance: "Say why" });
  const items = sectionItems([section("見積り 😀", true), section("Migration", false)]);
  assert.deepEqual(items.map(item => item.label), ["missing", "### 見積り 😀", "optional, or one more", "### Migration"]);
  assert.deepEqual([items[1]?.description, items[1]?.detail, items[1]?.section], ["in \"Design\"", "Say why", "見積り 😀"]);
  assert.deepEqual(sectionItems([section("A", true)]).map(item => item.label), ["missing", "### A"]);
});

test("values that were left empty are not given", () => {
  assert.deepEqual(given(["Name", "Date", "Team"], [" Café ", "  ", ""]), { Name: "Café" });
});

test("a file is named by the first value, in any script, else by the template", () => {
  assert.equal(suggestedName(template({}), { Name: "One-Page Checkout!" }), "one-page-checkout.md");
  assert.equal(suggestedName(template({}), { Name: "決済 v2" }), "決済-v2.md");
  assert.equal(suggestedName(template({}), { Name: "Übersicht / Été" }), "übersicht-été.md");
  assert.equal(suggestedName(template({}), { Name: "../..\\" }), "rfc.md");
  assert.equal(suggestedName(template({}), {}), "rfc.md");
});

test("progress lists what has gaps", () => {
  const done = { heading: "Goals", level: 2, range, text: "", done: true };
  const items = progressItems(progress({ sections: [done, { ...done, heading: "Design", text: "2 placeholders", done: false }] }));
  assert.deepEqual(items, [{ label: "## Design", description: "2 placeholders", range }]);
});

test("the status bar says the greatest gap", () => {
  assert.equal(statusText(progress({ present: 2, placeholders: 4 })), "$(checklist) 2 of 3 sections");
  assert.equal(statusText(progress({ placeholders: 1 })), "$(checklist) 1 placeholder");
  assert.equal(statusText(progress({ findings: { error: 1, warning: 1, information: 0, hint: 0 } })), "$(checklist) 2 findings");
  assert.equal(statusText(progress({ done: true })), "$(pass) spec complete");
});

test("its tooltip counts the findings, without those that there are none of", () => {
  const text = statusTooltip(progress({ findings: { error: 0, warning: 2, information: 1, hint: 0 } }));
  assert.equal(text, "specls: template rfc\n3 of 3 sections\n2 warnings, 1 note\nClick for the sections with gaps.");
});

test("a chat is offered where there is one", () => {
  assert.deepEqual([targetItems(false).length, targetItems(true).length], [2, 3]);
});

test("the view: a spec with gaps opens up, one without does not, sections lead to their places", () => {
  const section = { heading: "Proposal", level: 2, range, progress: { present: 0, wanted: 1, placeholders: 1, text: "1 placeholder" } };
  const spec: Spec = {
    uri: "file:///ws/caf%C3%A9.md", title: "Café", template: "rfc", sections: [section],
    progress: { present: 2, wanted: 3, placeholders: 1, text: "2 of 3 sections, 1 placeholder" },
  };
  const item = specItem(spec);
  assert.deepEqual([item.label, item.description, item.collapsibleState], ["Café", "2 of 3 sections, 1 placeholder", 1]);
  assert.equal(item.tooltip, "café.md\ntemplate rfc\n2 of 3 sections, 1 placeholder");
  const complete = specItem({ ...spec, sections: [], progress: { present: 3, wanted: 3, placeholders: 0, text: "" } });
  assert.deepEqual([complete.description, complete.collapsibleState], ["all sections", 0]);
  const title = { ...section, heading: "Café", level: 1, progress: spec.progress };
  assert.deepEqual(parts({ ...spec, sections: [title, section] }), [section], "the title's row would say the same again");
  const child = sectionItem(spec, section, 4);
  assert.deepEqual([child.label, child.description, child.id], ["Proposal", "1 placeholder", "file:///ws/caf%C3%A9.md#4"]);
  assert.deepEqual(child.command?.arguments, [spec.uri, range]);
});
