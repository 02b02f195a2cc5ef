// What a person does in the page of a VS Code, and sees there.
import fs from "node:fs";
import path from "node:path";
import { root, startEditor, work } from "./editor.mjs";

const UPDATES = Boolean(process.env.UPDATE_DOCS);

/** Runs a test in the page, and ends with what came of it: on failure with a picture of the page. */
export async function inThePage(options, test) {
  const editor = await startEditor(options);
  let failed = true;
  try {
    await test(new Workbench(editor));
    failed = false;
  } catch (error) {
    console.error(error, `\nsee ${work}/FAIL.png`);
    await editor.page.screenshot({ path: path.join(work, "FAIL.png") }).catch(() => console.error("the page is gone"));
  } finally {
    await editor.end();
  }
  process.exit(failed ? 1 : 0);
}

class Workbench {
  constructor({ page, folder, open }) {
    Object.assign(this, { page, folder, open, keys: page.keyboard });
    this.line = text => page.locator(".monaco-editor .view-line", { hasText: text }).first();
    this.picks = page.locator(".quick-input-widget .monaco-list-row");
    this.input = page.locator(".quick-input-widget input").first();
    this.suggestions = page.locator(".suggest-widget.visible .monaco-list-row");
    this.rows = page.locator(".tree-explorer-viewlet-tree-view .monaco-list-row");
    this.row = text => this.rows.filter({ hasText: text }).first();
    this.status = text => page.locator(".statusbar-item", { hasText: text });
  }

  async step(name, run) {
    await run().catch(error => Promise.reject(new Error(`${name}: ${error.message}`)));
    console.log(`ok   ${name}`);
  }

  /** An entry of the command palette. */
  async command(name) {
    await this.keys.press("F1");
    await this.input.fill(`>${name}`);
    await this.picks.filter({ hasText: name }).first().waitFor();
    await this.keys.press("Enter");
  }

  /** Puts the cursor there, counted from 1 as the editor does, in UTF-16 units. */
  async goTo(line, column = 1) {
    await this.keys.press("Control+G");
    await this.input.fill(`:${line}:${column}`);
    await this.keys.press("Enter");
    await this.isAt(line, column);
  }

  async isAt(line, column) {
    await this.status(`Ln ${line}, Col ${column}`).first().waitFor();
  }

  /** From dark to light, and back. */
  async changeTheme() {
    const isDark = await this.page.locator(".monaco-workbench.vs-dark").count();
    await this.command("Preferences: Toggle between Light/Dark Themes");
    await this.page.waitForSelector(isDark ? ".monaco-workbench.vs:not(.vs-dark)" : ".monaco-workbench.vs-dark");
  }

  /** A picture to look at, in the folder of the test. */
  async look(name) {
    // What moves for a moment (the cursor, toasts, hovers) would make each picture another one.
    await this.page.mouse.move(300, 650);
    await this.page.waitForTimeout(800);
    await this.page.screenshot({ path: path.join(work, `${name}.png`) });
  }

  /**
   * A picture of the documentation. That it shows what is, is told by the words on it, as pixels differ from machine to
   * machine: they are kept beside the tests, and with UPDATE_DOCS both are made anew.
   */
  async picture(name, folder = path.join(root, "media")) {
    const kept = path.join(root, "test", "real", "shown", `${name}.txt`);
    const expected = !UPDATES && fs.existsSync(kept) ? fs.readFileSync(kept, "utf8") : undefined;
    const shown = await this.settled(expected);
    await this.look(name);
    if (UPDATES) {
      fs.mkdirSync(path.dirname(kept), { recursive: true });
      fs.writeFileSync(kept, shown);
      fs.copyFileSync(path.join(work, `${name}.png`), path.join(folder, `${name}.png`));
    } else if (shown !== expected) {
      fs.writeFileSync(path.join(work, `${name}.txt`), shown);
      throw new Error(`${folder}/${name}.png is out of date: run UPDATE_DOCS=1 editors/test/run vscode-page, and look at it\n` +
        `diff ${kept} ${work}/${name}.txt`);
    }
  }

  /** The words on the page once they are those that are expected, or have not changed for three seconds. */
  async settled(expected) {
    let shown = await this.page.evaluate(words);
    for (let same = 0; same < 15 && shown !== expected; ) {
      await this.page.waitForTimeout(200);
      const now = await this.page.evaluate(words);
      same = now === shown ? same + 1 : 0;
      shown = now;
    }
    return shown;
  }
}

/** The words on the page, from top to bottom. Runs in the page. */
function words() {
  const parts = [
    ["view", ".tree-explorer-viewlet-tree-view .monaco-list-row"],
    ["editor", ".editor-instance .view-line, .editor-instance .codelens-decoration"],
    ["picker", ".quick-input-widget .monaco-list-row"],
    ["suggestions", ".suggest-widget.visible .monaco-list-row, .suggest-details-container .docs"],
    ["status", ".statusbar-item[id*=specls]"],
  ];
  const top = element => element.getBoundingClientRect().top;
  // The editor has lines ready beyond its lower edge.
  const end = document.querySelector(".part.editor").getBoundingClientRect().bottom;
  const isAbove = element => !element.closest(".view-lines") || element.getBoundingClientRect().bottom <= end;
  const isSeen = element => element.checkVisibility({ visibilityProperty: true }) && element.innerText.trim() !== "" && isAbove(element);
  const text = element => element.innerText.replace(/[\s\u00a0\u200c]+/g, " ").trim();
  const list = ([name, selector]) => {
    const seen = [...document.querySelectorAll(selector)].filter(isSeen);
    return seen.length === 0 ? [] : [`--- ${name}`, ...seen.sort((a, b) => top(a) - top(b)).map(text)];
  };
  return `${parts.flatMap(list).join("\n")}\n`;
}
