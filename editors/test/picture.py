"""Makes the pictures of docs/images: Neovim, $NVIM, with the plugin at work on examples/checkout.md, as SVG files in $WORK. `run`
compares them with what is committed."""

import html, os, pathlib, re, shutil, subprocess, time, unicodedata

from law import ROOT
from tui import Terminal

COLUMNS, ROWS = 108, 34

# The completion of the plugin's help, and some looks.
INIT = """
vim.opt.rtp:append("PLUGIN")
vim.lsp.config("specls", { cmd = { "SPECLS", "server" } })
vim.api.nvim_create_autocmd("LspAttach", { callback = function(event)
  vim.lsp.completion.enable(true, event.data.client_id, event.buf, { autotrigger = true })
end })
vim.o.completeopt = "menuone,noinsert,popup"
vim.diagnostic.config({ virtual_text = { prefix = "■", spacing = 2 }, update_in_insert = true })
vim.o.termguicolors, vim.o.wrap, vim.o.number, vim.o.signcolumn, vim.o.scrolloff = true, false, true, "yes:1", 0
vim.o.showmode, vim.o.showcmd, vim.o.ruler, vim.o.shortmess, vim.o.laststatus = false, false, false, vim.o.shortmess .. "Fc", 2
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
vim.o.background = "BACKGROUND"
vim.cmd.colorscheme("catppuccin")
"""
DARK = """
for _, part in ipairs({ "", "Kind", "Extra" }) do
  vim.api.nvim_set_hl(0, "Pmenu" .. part, { bg = "#313244", fg = part == "" and "#cdd6f4" or "#7f849c" })
  vim.api.nvim_set_hl(0, "Pmenu" .. part .. "Sel", { bg = "#585b70", bold = true })
end
vim.api.nvim_set_hl(0, "StatusLine", { bg = "#181825", fg = "#a6adc8" })
"""


LIGHT = """
for kind, colour in pairs({ Warn = "#c06c00", Info = "#1e66f5" }) do
  for _, part in ipairs({ "", "VirtualText", "Sign" }) do
    vim.api.nvim_set_hl(0, "Diagnostic" .. part .. kind, { fg = colour })
  end
  vim.api.nvim_set_hl(0, "DiagnosticUnderline" .. kind, { underline = true, sp = colour })
end
"""


def menu(terminal, top=159):
    terminal.type("183G")
    terminal.sees("is empty: write it")
    terminal.type(f"{top}Gzt183GO##")
    terminal.sees("## Deployment Strategy     ")
    terminal.sees("### Deployment Pipeline")


def tab_stops(terminal):
    menu(terminal, 181)
    terminal.press("C-y")
    terminal.sees("{Local development configuration}")
    terminal.type("Minikube")
    terminal.press("Tab")
    terminal.sees("- **Setup:** Minikube")


# Background, foreground, and the colours of the buttons of a window.
MOCHA = ("#1e1e2e", "#cdd6f4", ("#f38ba8", "#f9e2af", "#a6e3a1"))
LATTE = ("#eff1f5", "#4c4f69", ("#d20f39", "#df8e1d", "#40a02b"))

PICTURES = {
    "neovim.svg": ("Neovim with specls: findings beside the lines, and the completion of a missing section", "dark", MOCHA, DARK, menu),
    "tab-stops.svg": ("Neovim with specls: a section that was completed, with a tab stop for each placeholder", "light", LATTE, LIGHT, tab_stops),
}


def record(name, work):
    """The screen, with escape sequences for its colours, and the cursor's column and row."""
    _, background, _, looks, scene = PICTURES[name]
    init = INIT.replace("PLUGIN", str(ROOT / "editors/nvim")).replace("SPECLS", os.environ["SPECLS"]).replace("BACKGROUND", background)
    (work / "init.lua").write_text(init + looks)
    shutil.copytree(ROOT / "examples", work / "examples", dirs_exist_ok=True)
    # A screen of its own would be another process, started by Neovim as it was not started here: see `outside` in editors.py.
    address = work / f"{name}.socket"
    nvim = [os.environ["NVIM"], "--clean", "-n", "-u", work / "init.lua", "--headless", "--listen", address, "examples/checkout.md"]
    with subprocess.Popen(nvim, cwd=work) as server:
        try:
            return seen(scene, [os.environ["NVIM"], "--server", address, "--remote-ui"], address)
        finally:
            server.terminate()


def seen(scene, command, address):
    end = time.time() + 10
    while not address.exists() and time.time() < end:
        time.sleep(0.1)
    terminal = Terminal(command, COLUMNS, ROWS)
    try:
        scene(terminal)
        return steady(terminal)
    finally:
        terminal.end()


def steady(terminal):
    """What is on the screen once it has been the same for two seconds."""
    seen, since = None, time.time()
    while time.time() < since + 2:
        now = terminal.screen(styled=True), terminal.cursor()
        if now != seen:
            seen, since = now, time.time()
        time.sleep(0.1)
    return seen


# ── the screen as SVG ──

CELL, ROW, SIZE = 8.4, 18, 14
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


def width(text):
    """How many columns it takes."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def runs(line, style):
    """The texts of one style in a line: column, text, style, which goes on in the next line. What is wide stands alone, as a font
    may have it narrower."""
    column = 0
    for codes, words in re.findall(r"(?:\x1b\[([\d;:]*)m)|([^\x1b]+)", line):
        if not words:
            restyle(style, codes or "0")
        for text in re.findall(r"[^\u1100-\U0010ffff]+|.", words):
            yield column, text, dict(style)
            column += width(text)


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


def svg(title, palette, screen, cursor):
    background, foreground, buttons = palette
    lines = screen.rstrip("\n").split("\n")
    across, down = COLUMNS * CELL + 32, ROWS * ROW + 60
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across:g} {down:g}" width="{across:g}" height="{down:g}"'
    yield f' font-family="{FONTS}" font-size="{SIZE}" role="img">'
    yield f"<title>{title}</title>"
    yield f'<rect width="{across:g}" height="{down:g}" rx="10" fill="{background}"/>'
    for index, colour in enumerate(buttons):
        yield f'<circle cx="{22 + 20 * index}" cy="20" r="6" fill="{colour}"/>'
    yield '<g transform="translate(16 44)">'
    style = {}
    for row, line in enumerate(lines):
        for column, text, looks in runs(line, style):
            yield from cells(row, column, text, {"fg": foreground, "bg": background, **looks}, background)
    column, row = cursor
    yield f'<rect x="{column * CELL:g}" y="{row * ROW}" width="2" height="{ROW}" fill="{foreground}"/>'
    yield "</g></svg>"


def cells(row, column, text, style, background):
    """One run: its background, its text, the line below it."""
    fg, bg = style["fg"], style["bg"]
    if "reverse" in style:
        fg, bg = bg, fg
    x, y = column * CELL, row * ROW
    if bg != background:
        yield f'<rect x="{x:g}" y="{y}" width="{width(text) * CELL:g}" height="{ROW}" fill="{bg}"/>'
    if "under" in style and text.strip():
        yield f'<path d="M{x:g} {y + ROW - 2}h{width(text) * CELL:g}" stroke="{style.get("line", fg)}"/>'
    bare = text.strip()
    if bare:
        x += (len(text) - len(text.lstrip())) * CELL
        looks = ' font-weight="bold"' * ("bold" in style) + ' font-style="italic"' * ("italic" in style)
        length = f'textLength="{width(bare) * CELL:g}" lengthAdjust="spacingAndGlyphs"'
        yield f'<text x="{x:g}" y="{y + 13.5:g}" {length} fill="{fg}"{looks} xml:space="preserve">{html.escape(bare, False)}</text>'


def main():
    work = pathlib.Path(os.environ["WORK"])
    for name, (title, _, palette, _, _) in PICTURES.items():
        (work / name).write_text("\n".join(svg(title, palette, *record(name, work))) + "\n", encoding="utf-8")


main()
