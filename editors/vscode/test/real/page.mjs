// Drives the page of a real VS Code, with the extension installed from its package, as a newcomer would: keys, pickers, the
// Specs view, the status bar. Makes the pictures of the documentation on the way: with UPDATE_DOCS=1 they are kept.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { root } from "./editor.mjs";
import { inThePage } from "./workbench.mjs";
import { files, TEMPLATE } from "./specs.mjs";

await inThePage({ files }, async bench => {
  const { page, folder, keys, rows, row, picks } = bench;
  const images = path.join(root, "..", "..", "docs", "images");
  const editor = page.locator(".monaco-editor .view-lines").first();
  const status = bench.status(/of \d+ sections|placeholder|spec complete/);

  await bench.step("findings and the status bar", async () => {
    await page.goto(bench.open("checkout.md"));
    await page.waitForSelector(".monaco-editor .squiggly-warning");
    await status.waitFor();
    assert.match(await status.innerText(), /\d+ of \d+ sections/);
  });
  await bench.step("the Specs view lists the specs, with their progress", async () => {
    await bench.command("View: Show Specs");
    await row("Café 😀").waitFor();
    assert.match(await row("Search").innerText(), /all sections/);
    assert.equal(await rows.filter({ hasText: "Notes" }).count(), 0);
  });
  await bench.step("a section of the view leads to its place", async () => {
    await row("Café 😀").locator(".monaco-tl-twistie").click();
    await row("Goals").click();
    await page.locator(".tab.active", { hasText: "cart.md" }).waitFor();
    await page.waitForSelector('.statusbar-item:has-text("Ln 8, Col")');
  });
  await bench.step("the view follows what is written", async () => {
    await bench.line("What it is for").click();
    await keys.press("Control+F8");
    await keys.press("Control+F8");
    await keys.press("Control+Z");
    await bench.command("specls: Insert All Missing Sections");
    await bench.line("見積り").waitFor();
    await row("見積り").waitFor();
  });
  await bench.step("behind ## a menu of what is missing there, with its guidance", async () => {
    await bench.command("File: Revert File");
    await row("One-Page").locator(".monaco-tl-twistie").click();
    await row("One-Page").click();
    await page.locator(".tab.active", { hasText: "checkout.md" }).waitFor();
    await editor.click();
    const lines = files["checkout.md"].split("\n");
    await bench.goTo(lines.indexOf("## Monitoring and Observability") + 1);
    await keys.press("Enter");
    await keys.press("ArrowUp");
    const type = async () => {
      await keys.type("##", { delay: 50 });
      await bench.suggestions.first().filter({ hasText: "## Deployment Strategy" }).waitFor();
    };
    await type();
    await page.waitForTimeout(500);
    await keys.press("Control+Space");
    await page.locator(".suggest-details-container").waitFor();
    await bench.picture("vscode-dark", images);
    await keys.press("Escape");
    await bench.changeTheme();
    await keys.press("Backspace");
    await keys.press("Backspace");
    await type();
    await page.locator(".suggest-details-container").waitFor();
    await bench.picture("vscode-light", images);
    await keys.press("Escape");
    await bench.changeTheme();
    await bench.command("File: Revert File");
    await row("One-Page").locator(".monaco-tl-twistie").click();
  });
  await bench.step("a spec of the view opens, with its progress", async () => {
    const edge = (await page.locator(".part.sidebar").boundingBox()).width + (await page.locator(".part.sidebar").boundingBox()).x;
    await page.mouse.move(edge, 400);
    await page.mouse.down();
    await page.mouse.move(edge + 190, 400, { steps: 5 });
    await page.mouse.up();
    await row("Café 😀").locator(".monaco-tl-twistie").click();
    await row("One-Page").locator(".monaco-tl-twistie").click();
    await row("One-Page").click();
    await page.locator(".tab.active", { hasText: "checkout.md" }).waitFor();
    await editor.click();
    await keys.press("Control+Home");
    await status.waitFor();
    await bench.picture("specs-dark");
  });
  await bench.step("a lens leads to the next gap", async () => {
    await page.locator(".codelens-decoration a", { hasText: "next gap" }).first().click();
    await page.waitForSelector('.statusbar-item:has-text("selected)")');
  });
  await bench.step("a new spec: pick, answer, write from tab stop to tab stop", async () => {
    await bench.command("specls: New Spec from Template");
    await picks.filter({ hasText: "rfc" }).first().waitFor();
    await bench.picture("new-spec-dark");
    await keys.type("rfc");
    await keys.press("Enter");
    await page.locator(".quick-input-widget", { hasText: "(1/2)" }).waitFor();
    await keys.type("Lagerbestände 在庫");
    await keys.press("Enter");
    await page.locator(".quick-input-widget", { hasText: "(2/2)" }).waitFor();
    await keys.press("Enter");
    await picks.filter({ hasText: "New document" }).waitFor();
    await keys.press("Enter");
    await bench.line("Lagerbestände 在庫").waitFor();
    await page.locator(".monaco-editor .snippet-placeholder").first().waitFor();
    await keys.type("Grace");
    await keys.press("Tab");
    const owner = bench.line("Owner");
    assert.match((await owner.innerText()).replaceAll("\u00a0", " "), /Owner:\*\* Grace/);
    // It follows its template, which is too short to be recognised, because it names it.
    await bench.line("specls: template rfc").waitFor();
    await keys.press("Escape");
    await status.waitFor();
  });
  await bench.step("a new file: named by its first value, saved, every byte as expected", async () => {
    await bench.command("specls: New Spec from Template");
    await picks.filter({ hasText: "rfc" }).first().waitFor();
    await keys.type("rfc");
    await keys.press("Enter");
    await page.locator(".quick-input-widget", { hasText: "(1/2)" }).waitFor();
    await keys.type("Two Words");
    await keys.press("Enter");
    await page.locator(".quick-input-widget", { hasText: "(2/2)" }).waitFor();
    await keys.type("Ada");
    await keys.press("Enter");
    await picks.filter({ hasText: "File" }).waitFor();
    await keys.press("ArrowDown");
    await keys.press("Enter");
    await page.waitForFunction(() => /two-words\.md$/.test(document.querySelector(".quick-input-widget input")?.value ?? ""));
    await page.waitForTimeout(500);
    await keys.press("Enter");
    await page.locator(".tab.active", { hasText: "two-words.md" }).waitFor();
    await bench.line("Two Words").waitFor();
    await page.locator(".monaco-editor .snippet-placeholder").first().waitFor();
    await keys.press("Escape");
    await keys.press("Control+S");
    await page.waitForTimeout(800);
    const text = fs.readFileSync(path.join(folder, "two-words.md"), "utf8"), comment = "<!-- specls: template rfc -->";
    assert.equal(text, `${comment}\n\n# Two Words\n\n**Owner:** Ada\n**Status:** Draft\n\n${TEMPLATE.slice(TEMPLATE.indexOf("## Goals"))}`);
  });
  await bench.step("the same in a light theme", async () => {
    await row("One-Page").click();
    await page.locator(".tab.active", { hasText: "checkout.md" }).waitFor();
    await bench.changeTheme();
    await status.waitFor();
    await bench.look("specs-light");
  });
  await bench.step("without a server: what is wrong, and what to do; then it is mended", async () => {
    const settings = path.join(folder, ".vscode", "settings.json");
    fs.mkdirSync(path.dirname(settings));
    fs.writeFileSync(settings, JSON.stringify({ "specls.server.path": "/nowhere/specls" }));
    const toast = page.locator(".notification-toast", { hasText: "/nowhere/specls" });
    await toast.waitFor();
    await page.locator(".welcome-view-content", { hasText: "was not found" }).waitFor();
    assert.equal(await status.count(), 0);
    await bench.look("no-server-light");
    await toast.locator("a.monaco-button", { hasText: "How to install" }).click();
    await page.locator(".getting-started-category, .getting-started-step, .gettingStartedContainer", { hasText: "Install specls" }).first().waitFor();
    await bench.look("walkthrough-light");
    fs.rmSync(settings);
    await row("One-Page").waitFor();
  });
});
