"""Drives Vim with one of its clients and the configuration of ../vim. $WORK/checkout.md is the document, $VIM_PROGRAM the program,
$CLIENT the client and $PLUGIN its folder, and specls is on the PATH. What is saved there is compared with the law by `run`."""

import json, os, pathlib, re, shutil, socket

from tui import Terminal

work = pathlib.Path(os.environ["WORK"])
document = work / "checkout.md"
settings = pathlib.Path(__file__).resolve().parent.parent / "vim"


class Vim(Terminal):
    """A Vim that is typed to, and asked for values beside that."""

    def __init__(self, lines):
        address = str(work / "ears")
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(address)
        listening.listen()
        listening.settimeout(15)
        (work / "vimrc").write_text(f"""set nocompatible encoding=utf-8 nomore shortmess+=I noswapfile completeopt=menuone,noinsert
set rtp^={os.environ["PLUGIN"]}
filetype plugin on
{lines}
let ears = ch_open('unix:{address}')
""")
        super().__init__([os.environ["VIM_PROGRAM"], "-u", work / "vimrc", document], columns=160, env={"TERM": "xterm-256color"})
        self.channel = listening.accept()[0].makefile("rw", encoding="utf-8")

    def value(self, expression):
        self.channel.write(json.dumps(["expr", expression, -1]) + "\n")
        self.channel.flush()
        return json.loads(self.channel.readline())[1]

    def normal(self):
        self.press("Escape")
        self.wait("normal mode", lambda: self.value("mode()") == "n")

    def command(self, words):
        self.normal()
        self.type(f":{words}")
        self.press("Enter")

    def go(self, pattern):
        """To what is found first."""
        self.normal()
        assert self.value(f"[cursor(1, 1), search({json.dumps(pattern)}, 'c')][1]"), pattern

    def has(self, words):
        return words in "\n".join(self.value("getline(1, '$')")) + "\n"

    def waits(self, words):
        self.wait(f"has {words!r}", lambda: self.has(words))

    def fills(self, placeholder, words):
        self.go(placeholder)
        self.type(f"cf}}{words}")
        self.normal()
        self.waits(f" {words}\n")

    def completes(self, written):
        """Takes what comes first when it is asked what is missing."""
        self.press("C-x", "C-o")
        self.wait("what is missing here", lambda: "## Deployment Strategy" in str(self.value("complete_info(['items']).items")))
        self.press("C-y")
        self.waits(written)

    def fills_both(self):
        """Without tab stops."""
        self.fills("{Local development configuration}", "Minikube")
        self.fills("{Required services and tools}", "Gradle 日本")

    def picks(self, form, title):
        """What a menu on the screen has a number for."""
        self.sees(form.format(title))
        number = re.search(rf"(\d+){re.escape(form.format(title))}", self.screen())
        self.type(number[1])

    def answers(self, prompt, words):
        self.sees(prompt)
        self.press("C-u")
        self.type(words)
        self.press("Enter")


class Ale:
    vimrc = f"runtime plugin/ale.vim\nsource {settings}/ale.vim\nlet [g:ale_echo_delay, g:ale_virtualtext_cursor] = [0, 0]"
    findings = "map(copy(ale#engine#GetLoclist(bufnr())), {_, one -> [one.text, one.lnum, one.col, one.end_col + 1]})"
    next_gap = "ALENext"

    def complete(self):
        """On an empty line, and the heading alone: actions write the rest."""
        vim.completes("\n## Deployment Strategy\n")
        for part in ["Deployment Pipeline", "Infrastructure", "Release Process"]:
            vim.go("Deployment Strategy$")
            self.act(f'Insert section "{part}"')
            vim.waits(f"\n### {part}\n")
        vim.fills_both()

    def act(self, title):
        vim.command("ALECodeAction")
        vim.picks(") {}", title)
        vim.press("Enter")

    def rename(self, new):
        vim.command("ALERename")
        vim.answers("New name: ", new)


class Coc:
    vimrc = f"source {settings}/coc.vim"
    # The list is that of all specs of the workspace.
    findings = "map(filter(CocAction('diagnosticList'), {_, one -> one.file ==# expand('%:p')}), {_, one -> [one.message, one.lnum, one.col, one.end_col]})"
    next_gap = "normal ]g"

    def __init__(self):
        (work / ".vim").mkdir()
        shutil.copy(settings / "coc-settings.json", work / ".vim")

    def complete(self):
        vim.type("##")
        vim.sees("## Deployment Strategy~")
        # While coc still looks for what the second # brings, it takes nothing and opens the menu again.
        def is_taken():
            if not vim.has("### Release Process") and vim.value("coc#pum#visible()"):
                vim.press("C-y")
            return vim.has("### Release Process")

        vim.wait("the section", is_taken)
        vim.wait("the first placeholder is selected", lambda: vim.value("mode()") == "s")
        vim.type("Minikube")
        vim.press("Tab")
        vim.wait("and the next one", lambda: vim.has("- **Setup:** Minikube\n") and vim.value("mode()") == "s")
        vim.type("Gradle 日本")
        vim.waits("- **Dependencies:** Gradle 日本\n")

    def act(self, title):
        vim.normal()
        vim.type("\\ac")
        vim.wait("the menu takes keys", lambda: vim.value("coc#prompt#activated()"))
        vim.picks(". {}", title)

    def rename(self, new):
        vim.normal()
        vim.type("\\rn")
        vim.sees("│{")
        vim.wait("the prompt is empty", lambda: vim.press("BSpace") or "│{" not in vim.screen())
        vim.type(new)
        vim.press("Enter")


class VimLsp:
    vimrc = f"source {settings}/vim-lsp.vim"
    server = "lsp#internal#diagnostics#state#_get_all_diagnostics_grouped_by_server_for_uri(lsp#get_text_document_identifier().uri).specls"
    place = "lsp#utils#position#lsp_to_vim('%', one.range.{})"
    entry = f"[one.message, {place.format('start')}[0], {place.format('start')}[1], {place.format('end')}[1]]"
    findings = f"map(copy({server}.params.diagnostics), {{_, one -> {entry}}})"
    next_gap = "LspNextDiagnostic"

    def complete(self):
        """Without a plugin for snippets, as plain text."""
        vim.type("##")
        vim.completes("### Release Process")
        vim.fills_both()

    def act(self, title):
        vim.command("LspCodeAction")
        vim.sees(title)
        vim.type(title)
        vim.wait(f"only {title}", lambda: vim.screen().count("[specls] ") == 1)
        vim.press("Enter")

    def rename(self, new):
        vim.command("LspRename")
        vim.answers("new name: ", new)


CLIENTS = {"ale": Ale, "coc": Coc, "vim-lsp": VimLsp}
client = CLIENTS[os.environ["CLIENT"]]()
vim = Vim(client.vimrc)


def marked(words):
    """The text below the finding that says so."""
    found = [one for one in vim.value(client.findings) or [] if words in one[0]]
    if not found:
        return None
    _, line, start, end = found[0]
    return vim.value(f"strpart(getline({line}), {start - 1}, {end - start})")


def equal(what, got, want):
    if got != want:
        raise SystemExit(f"{vim.screen()}\n{what}: got {got!r}, want {want!r}")
    print("ok  ", what)


try:
    vim.wait("diagnostics", lambda: marked('"Deployment Strategy" is missing'))
    link = "{Link to relevant Architecture Decision Records}"
    equal("a diagnostic is at its words", marked(f"placeholder {link}"), link)
    equal("and behind an emoji", marked("still needs an answer"), "[REQUIRED_INPUT]")

    vim.go("^## Monitoring and Obs")
    vim.type("O")
    client.complete()
    vim.go("^# Technical")
    client.act('Insert section "Implementation Details"')
    vim.waits("\n## Implementation Details\n")
    vim.go("^# Technical")
    vim.wait("its finding is gone", lambda: not marked('"Implementation Details" is missing'))
    client.act("Insert all 2 missing sections")
    vim.waits("\n### Security Implementation\n")
    vim.wait("nothing is missing", lambda: not marked("is missing: insert it"))
    vim.go("^### Alerting")
    client.act('Fill "Alerting"')
    vim.waits("- **Critical Alerts:**")

    vim.command("1")
    vim.command(client.next_gap)
    vim.wait("the next gap", lambda: vim.value("strpart(getline('.'), col('.') - 1)") == link)
    old, new = "{Growth expectations}", "{Growth 日本}"
    vim.go(old)
    client.rename(new)
    vim.wait("an input is renamed in all its places", lambda: vim.has(new) and not vim.has(old))
    vim.command("w")
    vim.wait("all is saved", lambda: not vim.value("&modified"))
    vim.command("q")
finally:
    vim.end()
