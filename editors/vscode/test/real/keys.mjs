// Writes WORK/checkout.md by keys alone, with the extension installed from its package. What is saved is compared with the law by
// ../../../test/run, as in the other editors.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { work } from "./editor.mjs";
import { inThePage } from "./workbench.mjs";

const lines = fs.readFileSync(path.join(work, "checkout.md"), "utf8").split(/\r?\n/);

/** Where these words come first before anything is written: line and column from 1, in UTF-16 units. */
function place(words) {
  const index = lines.findIndex(line => line.includes(words));
  assert.notEqual(index, -1, words);
  return [index + 1, lines[index].indexOf(words) + 1];
}

await inThePage({ folder: work }, async bench => {
  const { page, keys } = bench;
  const actions = page.locator(".action-widget .monaco-list-row");
  const act = async title => {
    await keys.press("Control+.");
    await actions.filter({ hasText: title }).first().click();
  };
  // The status bar counts characters, not UTF-16 units.
  const isSelected = async (words, index) => {
    const end = [...lines[index].slice(0, lines[index].indexOf(words) + words.length)].length + 1;
    await bench.status(`Ln ${index + 1}, Col ${end} (${words.length} selected)`).first().waitFor();
  };
  const problem = words => page.locator(".markers-panel .monaco-list-row", { hasText: words });

  await bench.step("findings are listed with their places, behind emoji too", async () => {
    await page.goto(bench.open("checkout.md"));
    await page.waitForSelector(".monaco-editor .squiggly-warning");
    await bench.command("View: Toggle Problems");
    await problem('"Deployment Strategy" is missing').waitFor();
    const [line, column] = place("[REQUIRED_INPUT]");
    await problem(`[Ln ${line}, Col ${column}]`).filter({ hasText: "still needs an answer" }).click();
    await isSelected("[REQUIRED_INPUT]", line - 1);
    await bench.command("View: Toggle Problems");
    await problem("is missing").first().waitFor({ state: "detached" });
    await bench.command("View: Focus Active Editor Group");
  });

  await bench.step("a section is completed, and filled in from tab stop to tab stop", async () => {
    await bench.goTo(place("## Monitoring and Observability")[0]);
    await keys.press("Enter");
    await keys.press("ArrowUp");
    await keys.type("##", { delay: 50 });
    await bench.suggestions.first().filter({ hasText: "## Deployment Strategy" }).waitFor();
    await keys.press("Enter");
    await page.locator(".monaco-editor .snippet-placeholder").first().waitFor();
    await keys.type("Minikube");
    await keys.press("Tab");
    await keys.insertText("Gradle 日本");
    await keys.press("Escape");
    await bench.line("Dependencies:").filter({ hasText: "Gradle 日本" }).waitFor();
  });

  await bench.step("a quick fix inserts what is missing", async () => {
    await bench.goTo(...place("Technical Specification: One"));
    const progress = bench.status(/of \d+ sections/), before = await progress.innerText();
    await act('Insert section "Implementation Details"');
    await progress.filter({ hasNotText: before.trim() }).waitFor();
  });

  await bench.step("a command inserts all the rest", async () => {
    await bench.command("specls: Insert All Missing Sections");
    await bench.status(/\d placeholders?/).first().waitFor();
  });

  await bench.step("an empty section is filled", async () => {
    await bench.command("Go to Symbol in Editor");
    await bench.input.fill("@Alerting");
    await bench.picks.filter({ hasText: "Alerting" }).first().waitFor();
    await keys.press("Enter");
    await act('Fill "Alerting"');
    await bench.line("Critical Alerts:").waitFor();
  });

  await bench.step("from gap to gap", async () => {
    const link = "{Link to relevant Architecture Decision Records}", growth = "{Growth expectations}";
    const [first, second] = [...lines.keys()].filter(index => lines[index].includes(growth));
    await bench.goTo(1);
    await keys.press("Control+F8");
    await isSelected(link, place(link)[0] - 1);
    await keys.press("Control+F8");
    await isSelected(growth, first);
    await keys.press("Control+F8");
    await isSelected(growth, second);
    await keys.press("Control+Shift+F8");
    await isSelected(growth, first);
  });

  await bench.step("an input is renamed in all its places", async () => {
    await bench.goTo(place("{Growth expectations}")[0], place("{Growth expectations}")[1] + 2);
    await keys.press("F2");
    const box = page.locator(".rename-box input");
    await box.waitFor();
    assert.equal(await box.inputValue(), "{Growth expectations}");
    await box.fill("{Growth 日本}");
    await keys.press("Enter");
    await box.waitFor({ state: "hidden" });
    await bench.line("Scalability:").filter({ hasText: "{Growth 日本}" }).waitFor();
  });

  await bench.step("saved", async () => {
    await keys.press("Control+S");
    await page.locator(".tab.active:not(.dirty)", { hasText: "checkout.md" }).waitFor();
  });
});
