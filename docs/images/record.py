#!/usr/bin/env python3
"""Makes docs/images/neovim.svg: Neovim with specls at work on examples/checkout.md.

    python3 docs/images/record.py NVIM SPECLS

NVIM is Neovim 0.12 or later, SPECLS the program. Needs tmux, which is the terminal, and no other package.
"""

import html
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

COLUMNS, LINES = 108, 34
ROOT = pathlib.Path(__file__).resolve().parents[2]

# What docs/editors.md says, and some looks.
INIT = """
vim.lsp.config("specls", { cmd = { "SPECLS", "server" }, filetypes = { "markdown" }, root_markers = { ".git" } })
vim.lsp.enable("specls")
vim.api.nvim_create_autocmd("LspAttach", { callback = function(event)
  vim.lsp.completion.enable(true, event.data.client_id, event.buf, { autotrigger = true })
end })
vim.o.completeopt = "menuone,noinsert,popup"
vim.diagnostic.config({ virtual_text = { prefix = "■", spacing = 2 }, update_in_insert = true })
vim.o.termguicolors, vim.o.wrap, vim.o.number, vim.o.signcolumn, vim.o.scrolloff = true, false, true, "yes:1", 0
vim.o.showmode, vim.o.ruler, vim.o.shortmess, vim.o.laststatus = false, false, vim.o.shortmess .. "Fc", 2
vim.o.statusline = " %f  %=%{%v:lua.vim.diagnostic.status()%}   %l:%c "
vim.uv.new_timer():start(0, 50, vim.schedule_wrap(function()
  -- The menu's documentation is as tall as it likes.
  local menu, info = vim.fn.pum_getpos(), vim.fn.complete_info({ "selected" }).preview_winid
  if info and vim.api.nvim_win_is_valid(info) and vim.api.nvim_win_get_height(info) > 12 then
    local config = vim.api.nvim_win_get_config(info)
    config.height, config.row = 12, math.min(menu.row, vim.o.lines - 14)
    vim.api.nvim_win_set_config(info, config)
    vim.wo[info].linebreak = true
  end
end))
vim.cmd.colorscheme("catppuccin")
for _, part in ipairs({ "", "Kind", "Extra" }) do
  vim.api.nvim_set_hl(0, "Pmenu" .. part, { bg = "#313244", fg = part == "" and "#cdd6f4" or "#7f849c" })
  vim.api.nvim_set_hl(0, "Pmenu" .. part .. "Sel", { bg = "#585b70", bold = true })
end
vim.api.nvim_set_hl(0, "StatusLine", { bg = "#181825", fg = "#a6adc8" })
"""


class Terminal:
    """A program in a private tmux: keys in, screen out."""

    def __init__(self, *command, cwd):
        self.socket = f"record-{pathlib.Path(cwd).name}"
        size = ["-x", str(COLUMNS), "-y", str(LINES)]
        self.tmux("-f", "/dev/null", "new-session", "-d", "-s", "s", "-c", str(cwd), *size, *command)
        self.tmux("set-option", "-g", "status", "off")
        self.tmux("set-option", "-g", "escape-time", "0")
        self.tmux("resize-window", "-t", "s", *size)

    def tmux(self, *arguments):
        command = ["tmux", "-u", "-L", self.socket, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def type(self, text):
        for key in text:
            self.tmux("send-keys", "-t", "s", "-l", "--", key)
            time.sleep(0.04)

    def keys(self, *names):
        for name in names:
            self.tmux("send-keys", "-t", "s", name)
            time.sleep(0.1)

    def screen(self, styled=False):
        return self.tmux("capture-pane", "-p", "-t", "s", *(["-e", "-N"] if styled else []))

    def see(self, wanted):
        for _ in range(100):
            if wanted in self.screen():
                return
            time.sleep(0.1)
        raise SystemExit(f"waited in vain for {wanted!r}:\n{self.screen()}")

    def cursor(self):
        return map(int, self.tmux("display-message", "-p", "-t", "s", "#{cursor_x} #{cursor_y}").split())

    def close(self):
        self.tmux("kill-server")


def scene(nvim, specls, directory):
    """The screen, with escape sequences for its colours, and the cursor's column and row."""
    init = directory / "init.lua"
    init.write_text(INIT.replace("SPECLS", specls))
    shutil.copytree(ROOT / "examples", directory / "examples")
    terminal = Terminal("env", "LANG=C.UTF-8", nvim, "--clean", "-n", "-u", str(init), "examples/checkout.md", cwd=directory)
    try:
        terminal.type(":183\r")
        terminal.see("is empty: write it")
        terminal.type(":159\rzt:183\rO")
        terminal.type("##")
        terminal.see("Deployment Strategy")
        time.sleep(1.5)
        return terminal.screen(styled=True), terminal.cursor()
    finally:
        terminal.close()


# ── the screen as SVG ──

CELL, ROW, SIZE = 8.4, 18, 14
BACKGROUND, FOREGROUND = "#1e1e2e", "#cdd6f4"
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


def runs(line):
    """The texts of one style in a line: column, text, style."""
    style, column = {}, 0
    for codes, text in re.findall(r"(?:\x1b\[([\d;:]*)m)|([^\x1b]+)", line):
        if text:
            yield column, text, dict(style)
            column += len(text)
        else:
            restyle(style, codes or "0")


def restyle(style, codes):
    codes = codes.split(";")
    while codes:
        code = codes.pop(0)
        colour = {"38": "fg", "48": "bg", "58": "line"}.get(code)
        if colour and codes[0] == "2":
            style[colour] = "#" + "".join(f"{int(part):02x}" for part in codes[1:4])
            codes = codes[4:]
        elif code.startswith("58:2:"):
            style["line"] = "#" + "".join(f"{int(part):02x}" for part in code.split(":")[-3:])
        elif code in ("0", ""):
            style.clear()
        elif code in ("39", "49", "59"):
            style.pop({"39": "fg", "49": "bg", "59": "line"}[code], None)
        elif code in ("22", "23", "24", "27"):
            for name in {"22": ["bold"], "23": ["italic"], "24": ["under"], "27": ["reverse"]}[code]:
                style.pop(name, None)
        elif code.split(":")[0] in ("1", "3", "4", "7"):
            style[{"1": "bold", "3": "italic", "4": "under", "7": "reverse"}[code.split(":")[0]]] = code


def svg(screen, cursor):
    lines = screen.rstrip("\n").split("\n")
    width, height = COLUMNS * CELL + 32, LINES * ROW + 60
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    yield f' font-family="{FONTS}" font-size="{SIZE}" role="img">'
    yield "<title>Neovim with specls: findings beside the lines, and the completion of a missing section</title>"
    yield f'<rect width="{width:g}" height="{height:g}" rx="10" fill="{BACKGROUND}"/>'
    for index, colour in enumerate(["#f38ba8", "#f9e2af", "#a6e3a1"]):
        yield f'<circle cx="{22 + 20 * index}" cy="20" r="6" fill="{colour}"/>'
    yield '<g transform="translate(16 44)">'
    for row, line in enumerate(lines):
        for column, text, style in runs(line):
            yield from cells(row, column, text, style)
    column, row = cursor
    yield f'<rect x="{column * CELL:g}" y="{row * ROW}" width="2" height="{ROW}" fill="{FOREGROUND}"/>'
    yield "</g></svg>"


def cells(row, column, text, style):
    """One run: its background, its text, the line below it."""
    fg, bg = style.get("fg", FOREGROUND), style.get("bg", BACKGROUND)
    if "reverse" in style:
        fg, bg = bg, fg
    x, y, width = column * CELL, row * ROW, len(text) * CELL
    if bg != BACKGROUND:
        yield f'<rect x="{x:g}" y="{y}" width="{width:g}" height="{ROW}" fill="{bg}"/>'
    if "under" in style and text.strip():
        yield f'<path d="M{x:g} {y + ROW - 2}h{width:g}" stroke="{style.get("line", fg)}"/>'
    bare = text.strip()
    if bare:
        x += (len(text) - len(text.lstrip())) * CELL
        looks = ' font-weight="bold"' * ("bold" in style) + ' font-style="italic"' * ("italic" in style)
        length = f'textLength="{len(bare) * CELL:g}" lengthAdjust="spacingAndGlyphs"'
        yield f'<text x="{x:g}" y="{y + 13.5:g}" {length} fill="{fg}"{looks} xml:space="preserve">{html.escape(bare, False)}</text>'


def main():
    nvim, specls = (str(pathlib.Path(shutil.which(program) or program).resolve()) for program in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as directory:
        screen, cursor = scene(nvim, specls, pathlib.Path(directory))
    (pathlib.Path(__file__).parent / "neovim.svg").write_text("\n".join(svg(screen, cursor)) + "\n")


main()
