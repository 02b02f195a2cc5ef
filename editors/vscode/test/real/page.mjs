// Drives the page of a real VS Code, with the extension installed from its package, as a newcomer would: keys, pickers, the
// Specs view, the status bar. Makes pictures on the way, to be looked at, in dist/shots; with UPDATE_DOCS=1 those of the README.
import { execFileSync } from "node:child_process";
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { remote, root, startEditor } from "./editor.mjs";
import { files, TEMPLATE } from "./specs.mjs";

const shots = path.join(root, process.env.UPDATE_DOCS ? "media" : "dist/shots"), looks = path.join(root, "dist", "shots");
const vsix = process.env.VSIX ?? path.join(root, "dist", "specls.vsix");
if (!process.env.VSIX) execFileSync("npm", ["run", "--silent", "package", "--", "--out", vsix], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });

const { page, url, folder, end } = await startEditor({ files, settings: { "workbench.colorTheme": "Default Dark Modern" }, vsix });
let failed = true;
try {
  await walk();
  failed = false;
} catch (error) {
  await page.screenshot({ path: path.join(root, "dist", "FAIL.png") });
  console.error(error);
} finally {
  await end();
}
console.log(failed ? "FAIL in the page: see dist/FAIL.png" : "PASS in the page");
process.exit(failed ? 1 : 0);

async function walk() {
  const payload = encodeURIComponent(JSON.stringify([["openFile", remote(url, path.join(folder, "checkout.md"))]]));
  await page.goto(`${url}/?folder=${folder}&payload=${payload}`);
  const keys = page.keyboard, editor = page.locator(".monaco-editor .view-lines").first();
  const status = page.locator(".statusbar-item", { hasText: /of \d+ sections|placeholder|spec complete/ });
  const rows = page.locator(".tree-explorer-viewlet-tree-view .monaco-list-row");
  const row = text => rows.filter({ hasText: text }).first();
  const picks = page.locator(".quick-input-widget .monaco-list-row");
  const shot = async (name, folder = looks) => {
    // What moves for a moment (the cursor, toasts, hovers) would make each picture another one.
    await page.mouse.move(300, 650);
    await page.waitForTimeout(800);
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
  };
  const command = async name => {
    await keys.press("F1");
    await page.locator(".quick-input-widget input").first().fill(`>${name}`);
    await picks.filter({ hasText: name }).first().waitFor();
    await keys.press("Enter");
  };
  const step = async (name, run) => {
    await run().catch(error => Promise.reject(new Error(`${name}: ${error.message}`)));
    console.log(`ok   ${name}`);
  };

  await step("findings and the status bar", async () => {
    await page.waitForSelector(".monaco-editor .squiggly-warning");
    await status.waitFor();
    assert.match(await status.innerText(), /\d+ of \d+ sections/);
  });
  await step("the Specs view lists the specs, with their progress", async () => {
    await command("View: Show Specs");
    await row("Café 😀").waitFor();
    assert.match(await row("Search").innerText(), /all sections/);
    assert.equal(await rows.filter({ hasText: "Notes" }).count(), 0);
  });
  await step("a section of the view leads to its place", async () => {
    await row("Café 😀").locator(".monaco-tl-twistie").click();
    await row("Goals").click();
    await page.locator(".tab.active", { hasText: "cart.md" }).waitFor();
    await page.waitForSelector('.statusbar-item:has-text("Ln 8, Col")');
  });
  await step("the view follows what is written", async () => {
    await page.locator(".monaco-editor .view-line", { hasText: "What it is for" }).click();
    await keys.press("Control+F8");
    await keys.press("Control+F8");
    await keys.press("Control+Z");
    await command("specls: Insert All Missing Sections");
    await page.locator(".monaco-editor .view-line", { hasText: "見積り" }).waitFor();
    await row("見積り").waitFor();
  });
  await step("a spec of the view opens, with its progress", async () => {
    await command("File: Revert File");
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
    await shot("specs-dark", shots);
  });
  await step("a lens leads to the next gap", async () => {
    await page.locator(".codelens-decoration a", { hasText: "next gap" }).first().click();
    await page.waitForSelector('.statusbar-item:has-text("selected)")');
  });
  await step("a new spec: pick, answer, write from tab stop to tab stop", async () => {
    await command("specls: New Spec from Template");
    await picks.filter({ hasText: "rfc" }).first().waitFor();
    await shot("new-spec-dark", shots);
    await keys.type("rfc");
    await keys.press("Enter");
    await page.locator(".quick-input-widget", { hasText: "(1/2)" }).waitFor();
    await keys.type("Lagerbestände 在庫");
    await keys.press("Enter");
    await page.locator(".quick-input-widget", { hasText: "(2/2)" }).waitFor();
    await keys.press("Enter");
    await picks.filter({ hasText: "New document" }).waitFor();
    await keys.press("Enter");
    await page.locator(".monaco-editor .view-line", { hasText: "Lagerbestände 在庫" }).waitFor();
    await page.locator(".monaco-editor .snippet-placeholder").first().waitFor();
    await keys.type("Grace");
    await keys.press("Tab");
    const owner = page.locator(".monaco-editor .view-line", { hasText: "Owner" });
    assert.match((await owner.innerText()).replaceAll("\u00a0", " "), /Owner:\*\* Grace/);
    // It follows its template, which is too short to be recognised, because it names it.
    await page.locator(".monaco-editor .view-line", { hasText: "specls: template rfc" }).waitFor();
    await keys.press("Escape");
    await status.waitFor();
  });
  await step("a new file: named by its first value, saved, every byte as expected", async () => {
    await command("specls: New Spec from Template");
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
    await page.locator(".monaco-editor .view-line", { hasText: "Two Words" }).waitFor();
    await page.locator(".monaco-editor .snippet-placeholder").first().waitFor();
    await keys.press("Escape");
    await keys.press("Control+S");
    await page.waitForTimeout(800);
    const text = fs.readFileSync(path.join(folder, "two-words.md"), "utf8"), comment = "<!-- specls: template rfc -->";
    assert.equal(text, `${comment}\n\n# Two Words\n\n**Owner:** Ada\n**Status:** Draft\n\n${TEMPLATE.slice(TEMPLATE.indexOf("## Goals"))}`);
  });
  await step("the same in a light theme", async () => {
    await row("One-Page").click();
    await page.locator(".tab.active", { hasText: "checkout.md" }).waitFor();
    await command("Preferences: Toggle between Light/Dark Themes");
    await page.waitForSelector(".monaco-workbench.vs:not(.vs-dark)");
    await status.waitFor();
    await shot("specs-light");
  });
  await step("without a server: what is wrong, and what to do; then it is mended", async () => {
    const settings = path.join(folder, ".vscode", "settings.json");
    fs.mkdirSync(path.dirname(settings));
    fs.writeFileSync(settings, JSON.stringify({ "specls.server.path": "/nowhere/specls" }));
    const toast = page.locator(".notification-toast", { hasText: "/nowhere/specls" });
    await toast.waitFor();
    await page.locator(".welcome-view-content", { hasText: "was not found" }).waitFor();
    assert.equal(await status.count(), 0);
    await shot("no-server-light");
    await toast.locator("a.monaco-button", { hasText: "How to install" }).click();
    await page.locator(".getting-started-category, .getting-started-step, .gettingStartedContainer", { hasText: "Install specls" }).first().waitFor();
    await shot("walkthrough-light");
    fs.rmSync(settings);
    await row("One-Page").waitFor();
  });
}
