// The list of the workspace's specs, as the Specs view shows it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { SPECS, SPECS_CHANGED, type Spec } from "../../src/protocol";
import { Session } from "./session";

const TEMPLATE = "# {Title}\n\n## Goals\n\n{goals}\n\n## Design\n\n{design}\n";
const files = {
  "templates/rfc.md": TEMPLATE,
  "rfcs/cart.md": "<!-- specls: template rfc -->\n\n# Cart\n\n## Goals\n\nFast.\n\n## Design\n\n{design}\n",
  "rfcs/done.md": "<!-- specls: template rfc -->\n\n# Done\n\n## Goals\n\nFast.\n\n## Design\n\nSmall.\n",
  "notes.md": "# Notes\n",
};

test("specs with progress, their sections with gaps, and word of changes", async () => {
  const session = await Session.begin(files, { templates: ["templates"] });
  let told = 0;
  session.connection.onNotification(SPECS_CHANGED, () => void told++);
  const specs = await session.connection.sendRequest<Spec[]>(SPECS, {});
  assert.deepEqual(specs.map(spec => [spec.uri, spec.title, spec.template]), [
    [session.uri("rfcs/cart.md"), "Cart", "rfc"], [session.uri("rfcs/done.md"), "Done", "rfc"],
  ]);
  assert.deepEqual(specs.map(spec => spec.progress.text === ""), [false, true]);
  const [design] = specs[0]?.sections.slice(-1) ?? [];
  assert.deepEqual([design?.heading, design?.range.start], ["Design", { line: 8, character: 0 }]);

  const uri = await session.open("rfcs/cart.md", files["rfcs/cart.md"]);
  await session.change(uri, 2, files["rfcs/cart.md"].replace("{design}", "Small."));
  for (let turn = 0; told === 0 && turn < 300; turn++) {
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  assert.ok(told > 0, "the server says that the list changed");
  const after = await session.connection.sendRequest<Spec[]>(SPECS, {});
  assert.deepEqual(after.map(spec => spec.progress.text), ["", ""]);
  await session.end();
});
