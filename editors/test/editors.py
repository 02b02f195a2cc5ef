"""The editors that `run` drives: what each needs, how it is started, and what it must save."""

import functools, os, pathlib, shutil, subprocess, sys, tempfile

import law

HERE = pathlib.Path(__file__).resolve().parent
VSCODE = HERE.parent / "vscode"
SPECLS = pathlib.Path(os.environ.get("SPECLS", law.ROOT / "target/debug/specls")).resolve()

FILLED = [
    ("{Local development configuration}", "Minikube"),
    ("{Required services and tools}", "Gradle 日本"),
    ("{Growth expectations}", "{Growth 日本}"),
]


class Skip(Exception):
    """This machine lacks what a test needs."""


class Unpublished(Skip):
    """And no registry has it, so that it cannot be required."""


def installed(part="terminal"):
    """The folder of editors."""
    run = subprocess.run([HERE / "install", part], capture_output=True, text=True)
    if run.returncode == 3:
        raise Skip(run.stderr.strip())
    if run.returncode:
        raise SystemExit(f"the editors cannot be installed; NO_EDITORS=1 leaves them out of .ci/run\n{run.stderr}")
    return pathlib.Path(run.stdout.strip())


def needs(*programs):
    if absent := [program for program in programs if not shutil.which(program)]:
        raise Skip(f"this machine has no {', no '.join(absent)}")


def document(work, ending="\n"):
    """Writes what is to be worked on into the test's folder, and returns it."""
    text = law.document().replace("\n", ending)
    (work / "checkout.md").write_bytes(text.encode())
    return text


def outside(root, program, work, env="", arguments=""):
    """A program of the tree that runs outside of it, by the tree's own loader: it sees this machine's files."""
    script = work / program
    loader = f"{root}/lib64/ld-linux-x86-64.so.2 --library-path {root}/usr/lib/x86_64-linux-gnu"
    script.write_text(f'#!/bin/sh\nexec env {env} {loader} {root}/usr/bin/{program} {arguments} "$@"\n')
    script.chmod(0o755)
    return script


def path(work):
    """The PATH with specls on it, as the configurations say."""
    folder = work / "bin"
    folder.mkdir()
    (folder / "specls").symlink_to(SPECLS)
    return f"{folder}:{os.environ['PATH']}"


def drive(editor, command, work, env=()):
    version = subprocess.run([SPECLS, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    own = {"WORK": str(work), "SPECLS": str(SPECLS), "VERSION": version, "LANG": "C.UTF-8", "HOME": str(work), **dict(env)}
    try:
        run = subprocess.run(command, env={**os.environ, **own}, capture_output=True, text=True, timeout=300)
    except subprocess.TimeoutExpired as late:
        print((late.stdout or b"").decode(), (late.stderr or b"").decode())
        raise
    if os.environ.get("VERBOSE") or run.returncode:
        print(run.stdout + run.stderr)
    if run.returncode:
        raise AssertionError(f"{editor} failed with {run.returncode}")


def neovim(root, work):
    runtime = f"VIMRUNTIME={root}/usr/share/nvim/runtime"
    return outside(root, "nvim", work, runtime, f'--cmd "set rtp+={root}/usr/lib/nvim"')


def nvim(work, ending="\n", env=None, more=(("{JWT, OAuth2, etc.}", "OAuth2"),)):
    root = installed()
    text = document(work, ending)
    program = neovim(root, work)
    drive("Neovim", [program, "-l", HERE / "nvim.lua"], work, {"NVIM": str(program), **(env or {})})
    return law.replaced(law.fixed(SPECLS, text), *FILLED, *more)


def nvim_readme(work):
    """Without the plugin, by the lines of the README."""
    return nvim(work, env={"PLAIN": "1", "PATH": path(work)}, more=())


# What a completion is made of, beside Neovim.
COMPLETIONS = {"autotrigger": [], "autocomplete": [], "nvim-cmp": ["nvim-cmp", "cmp-nvim-lsp"], "blink.cmp": ["blink.cmp"], "mini.nvim": ["mini.nvim"]}


def complete(work, completion, ending="\n"):
    """Neovim with a completion, by the lines of the plugin's help."""
    root = installed()
    folder = pathlib.Path(os.environ.get("SPECLS_NVIM_PLUGINS") or "/")
    if absent := [name for name in COMPLETIONS[completion] if not (folder / name).is_dir()]:
        raise Unpublished(f"SPECLS_NVIM_PLUGINS names no folder with {' and '.join(absent)} in it, see editors/nvim/README.md")
    text = document(work, ending)
    program = neovim(root, work)
    drive("Neovim", [program, "-l", HERE / "complete.lua"], work, {"NVIM": str(program), "COMPLETION": completion})
    return law.replaced(law.fixed(SPECLS, text), *FILLED[:2], ("**Status:** Review", "**Status:** Approved"))


def pictures(work):
    """What docs/images shows is what Neovim shows today."""
    needs("tmux")
    root = installed()
    program = neovim(root, work)
    drive("Neovim", [sys.executable, HERE / "picture.py"], work, {"NVIM": str(program)})
    folder = law.ROOT / "docs/images"
    for made in sorted(work.glob("*.svg")):
        committed = folder / made.name
        if os.environ.get("UPDATE_DOCS"):
            shutil.copy(made, committed)
        elif not committed.exists() or made.read_bytes() != committed.read_bytes():
            raise AssertionError(
                f"docs/images/{made.name} is out of date: UPDATE_DOCS=1 editors/test/run pictures, and look at it ({made} is the new one)"
            )


def helix(work, ending="\n"):
    needs("tmux")
    root = installed()
    text = document(work, ending)
    program = outside(root, "hx", work, f"HELIX_RUNTIME={root}/usr/lib/hx/runtime")
    drive("Helix", [sys.executable, HERE / "helix.py"], work, {"HELIX": str(program), "PATH": path(work)})
    return law.replaced(law.fixed(SPECLS, text), *FILLED)


def emacs(work, client="specls-eglot", ending="\n"):
    """Emacs runs inside of the tree: it looks for its Lisp where it was built for."""
    root = installed()
    text = document(work, ending)
    inside = pathlib.Path(tempfile.mkdtemp(prefix="specls-", dir=root / "tmp"))
    shutil.copy(work / "checkout.md", inside)
    (inside / "bin").mkdir()
    shutil.copy(SPECLS, inside / "bin/specls")
    shutil.copy(HERE.parent / f"emacs/{client}.el", inside)
    shutil.copy(HERE / "emacs.el", inside)
    seen = f"/tmp/{inside.name}"
    env = {"WORK": seen, "HOME": seen, "CLIENT": client, "PATH": f"{seen}/bin:/usr/bin:/bin"}
    try:
        drive(client, [shutil.which("chroot"), root, "emacs", "--batch", "-l", f"{seen}/emacs.el"], work, env)
    finally:
        shutil.copy(inside / "checkout.md", work)
        shutil.rmtree(inside)
    return law.replaced(law.fixed(SPECLS, text), *FILLED)


def lsp_mode(work):
    filled = [("{Standard deployment process}", "Über Nacht"), ("{How to revert deployments}", "Zurück")]
    return law.replaced(emacs(work, "specls-lsp-mode"), *filled)


def vim(work, client="ale", plugin=None, ending="\n"):
    """With ALE unless said otherwise."""
    needs("tmux")
    root = installed()
    text = document(work, ending)
    program = outside(root, "vim", work, f"VIMRUNTIME={root}/usr/share/vim/vim92")
    env = {"VIM_PROGRAM": str(program), "PATH": path(work), "CLIENT": client, "PLUGIN": plugin or f"{root}/usr/share/vim-ale"}
    drive(f"Vim with {client}", [sys.executable, HERE / "vim.py"], work, env)
    return law.replaced(law.fixed(SPECLS, text), *FILLED)


def named(variable, plugin):
    """The folder of a plugin that this machine has, if a variable names it."""
    folder = os.environ.get(variable)
    if not folder:
        raise Unpublished(f"{plugin} is in no registry: name its folder in {variable}, see editors/vim/README.md")
    if not pathlib.Path(folder, "plugin").is_dir():
        raise SystemExit(f"{variable}={folder} is not the folder of {plugin}: it has no folder plugin")
    return folder


def coc(work, ending="\n"):
    folder = named("COC", "the release of coc.nvim")
    return vim(work, "coc", folder, ending)


def vim_lsp(work, ending="\n"):
    folder = named("VIM_LSP", "vim-lsp")
    return vim(work, "vim-lsp", folder, ending)


def kate(work):
    """Kate inserts plain text: see ../kate/README.md."""
    needs("kate", "Xvfb", "openbox", "xdotool", "dbus-run-session")
    text = document(work)
    drive("Kate", [sys.executable, HERE / "kate.py"], work, {"PATH": path(work)})
    return law.replaced(law.fixed(SPECLS, text), ("{Growth expectations}", "{Growth in a year}"))


def npm(*script):
    if not (VSCODE / "node_modules").is_dir():
        raise Skip("editors/vscode has no node_modules: run npm ci there")
    subprocess.run(["npm", "run", "--silent", *script], cwd=VSCODE, stdout=subprocess.DEVNULL, check=True)


@functools.cache
def vsix():
    """The extension's package: VSIX, which has the program in it, or one that is made for the test and has not."""
    if given := os.environ.get("VSIX"):
        return pathlib.Path(given).resolve()
    made = VSCODE / "dist/specls.vsix"
    npm("package", "--", "--out", made)
    return made


def vscode_test(script, work):
    """Each starts an editor of its own, and a page with it."""
    env = {"CODE_SERVER": str(installed("vscode")), "VSIX": str(vsix()), "BUNDLED": os.environ.get("VSIX", "")}
    drive("VS Code", ["node", VSCODE / "test/real" / script], work, env)


def vscode(work, ending="\n"):
    text = document(work, ending)
    vscode_test("keys.mjs", work)
    return law.replaced(law.fixed(SPECLS, text), *FILLED)


def vscode_host(work):
    """Inside the extension host, with the extension as it is built in its folder: it looks at what is saved itself."""
    # A package that has to be made builds it, too, in another way.
    vsix()
    npm("build")
    vscode_test("host.mjs", work)


def vscode_page(work):
    """As a newcomer, and for the pictures: it looks at what is saved itself."""
    vscode_test("page.mjs", work)


def crlf(editor):
    """The same in a document whose lines end in CRLF."""
    return functools.partial(editor, ending="\r\n")


def completing(completion):
    return functools.partial(complete, completion=completion)


EDITORS = {
    "nvim": nvim,
    "nvim-crlf": crlf(nvim),
    "nvim-readme": nvim_readme,
    "nvim-complete": completing("autotrigger"),
    "nvim-complete-crlf": crlf(completing("autotrigger")),
    "nvim-autocomplete": completing("autocomplete"),
    "nvim-autocomplete-crlf": crlf(completing("autocomplete")),
    "nvim-cmp": completing("nvim-cmp"),
    "nvim-cmp-crlf": crlf(completing("nvim-cmp")),
    "nvim-blink": completing("blink.cmp"),
    "nvim-blink-crlf": crlf(completing("blink.cmp")),
    "nvim-mini": completing("mini.nvim"),
    "nvim-mini-crlf": crlf(completing("mini.nvim")),
    "pictures": pictures,
    "helix": helix,
    "helix-crlf": crlf(helix),
    "eglot": emacs,
    "eglot-crlf": crlf(emacs),
    "lsp-mode": lsp_mode,
    "vim": vim,
    "vim-crlf": crlf(vim),
    "coc": coc,
    "coc-crlf": crlf(coc),
    "vim-lsp": vim_lsp,
    "vim-lsp-crlf": crlf(vim_lsp),
    "kate": kate,
    "vscode": vscode,
    "vscode-crlf": crlf(vscode),
    "vscode-host": vscode_host,
    "vscode-page": vscode_page,
}
