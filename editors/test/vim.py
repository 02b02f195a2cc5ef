"""Drives Vim with ALE and the configuration of ../vim. $WORK/checkout.md is the document, $VIM_PROGRAM the program, and specls is
on the PATH. What is saved there is compared with the law by `run`."""

import os, pathlib

from tui import Terminal

work = pathlib.Path(os.environ["WORK"])
document = work / "checkout.md"
settings = pathlib.Path(__file__).resolve().parent.parent / "vim/ale.vim"
vimrc = work / "vimrc"
vimrc.write_text(f"""set nocompatible encoding=utf-8 nomore shortmess+=I noswapfile completeopt=menuone,noinsert
set rtp^=$ALE
filetype plugin on
runtime plugin/ale.vim
source {settings}
let g:ale_echo_delay = 0
let g:ale_virtualtext_cursor = 0
autocmd FileType markdown setlocal omnifunc=ale#completion#OmniFunc
""")

vim = Terminal([os.environ["VIM_PROGRAM"], "-u", vimrc, document], columns=160, env={"TERM": "xterm-256color"})


def command(words):
    vim.press("Escape")
    vim.type(f":{words}")
    vim.press("Enter")


def value(expression):
    """What an expression is in that Vim."""
    answer = work / "answer"
    answer.unlink(missing_ok=True)
    command(f"call writefile([json_encode({expression})], '{answer}')")
    vim.wait(f"an answer to {expression}", answer.exists)
    return answer.read_text(encoding="utf-8").strip()


def go(pattern):
    command("1")
    vim.type(f"/{pattern}")
    vim.press("Enter")


try:
    vim.sees("Technical Specification: One-Page Checkout")
    go("One-Page")
    vim.sees("is missing: insert it")
    go("REQUIRED_INPUT")
    vim.sees("[REQUIRED_INPUT] still needs an answer")
    # Its column is not looked at: ALE takes UTF-16 units for bytes, and marks what is behind an emoji too far to the left.
    found = value("filter(copy(ale#engine#GetLoclist(bufnr())), {_, one -> one.text =~ 'still needs'})[0].lnum")
    assert found == value("line('.')"), found

    go("One-Page")
    command("ALECodeAction")
    vim.sees('Insert section "Implementation Details"')
    rows = [line for line in vim.screen().splitlines() if 'Insert section "Implementation Details"' in line]
    vim.type(rows[-1].strip().split(":")[0].split(".")[0].strip(") "))
    vim.press("Enter")
    vim.wait("the action inserts the section", lambda: value("search('^## Implementation Details$', 'nw') > 0") == "1")
    command("w")
    vim.wait("it is saved", lambda: "\n## Implementation Details\n" in document.read_text(encoding="utf-8"))
    command("q")
finally:
    vim.end()
