"""Drives Kate in a screen that nobody sees, with the configuration of ../kate. $WORK/checkout.md is the document, and specls is on
the PATH. What is saved there is compared with the law by `run`. Without a window manager Kate takes no shortcuts."""

import json, os, pathlib, shutil, signal, subprocess, time

work = pathlib.Path(os.environ["WORK"])
document = work / "checkout.md"
configuration, running = work / ".config", work / "run"
(configuration / "kate/lspclient").mkdir(parents=True)
running.mkdir(mode=0o700)
shutil.copy(pathlib.Path(__file__).resolve().parent.parent / "kate/settings.json", configuration / "kate/lspclient")
# What the server says to Kate, for the test to read: it has no other way to see that an answer came.
program, said = work / "bin/specls", work / "said"
real = program.resolve()
program.unlink()
program.write_text(f'#!/bin/sh\n{real} "$@" | tee {said}\n')
program.chmod(0o755)
(configuration / "katerc").write_text(f"""[Kate Plugins]
lspclientplugin=true

[General]
Show welcome view for new window=false

[lspclient]
AllowedServerCommandLines={program} server
Diagnostics=true
""")

processes = []


def start(*command, **more):
    process = subprocess.Popen(command, env=env, cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, **more)
    processes.append(process)


def end(process):
    """Ends a program and all that it started, which would write to a folder that `run` removes."""
    try:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        while True:
            os.killpg(process.pid, 0)
            time.sleep(0.05)
    except ProcessLookupError:
        pass


def xdotool(*words):
    return subprocess.run(["xdotool", *words], env=env, capture_output=True, text=True)


def press(*keys):
    for key in keys:
        xdotool("key", key)
        time.sleep(0.1)


def type_text(text):
    xdotool("type", "--delay", "30", "--", text)


def wait(what, holds, seconds=40):
    end = time.time() + seconds
    while not (held := holds()):
        if time.time() > end:
            raise SystemExit(f"timeout: {what}\n{document.read_text(encoding='utf-8')}")
        time.sleep(0.1)
    print("ok  ", what)
    return held


def messages():
    """What the server has said so far."""
    rest = said.read_bytes() if said.exists() else b""
    while (parts := rest.partition(b"\r\n\r\n"))[2]:
        length = int(parts[0].split(b":")[1])
        if len(parts[2]) < length:
            return
        yield json.loads(parts[2][:length])
        rest = parts[2][length:]


def window(name):
    return xdotool("search", "--onlyvisible", "--name", name).stdout


def is_missing(section):
    """Whether the newest diagnostics say so."""
    newest = [message["params"]["diagnostics"] for message in messages() if message.get("method") == "textDocument/publishDiagnostics"]
    return bool(newest) and any(f'"{section}" is missing' in one["message"] for one in newest[-1])


def saves(what, holds):
    """Saves until the file shows it: Kate does what it was told a moment later."""
    def shows():
        press("ctrl+s")
        return holds(document.read_text(encoding="utf-8"))

    wait(what, shows)


def go(words, column):
    """To a column of the first line that begins so in the file, which is saved."""
    lines = document.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith(words))
    press("F7")
    time.sleep(0.3)
    type_text(f"goto {line}")
    press("Return", "Home", *["Right"] * column)


def actions(count):
    """The titles of the newest code actions, once there are more answers than that."""
    results = [message["result"] for message in messages() if isinstance(message.get("result"), list)]
    lists = [[one["title"] for one in result] for result in results if result and "title" in result[0]]
    return lists[-1] if len(lists) > count else None


def act(number, title, then):
    """Takes an action of the menu, of which the test has taken so many."""
    press("alt+Return")
    titles = wait(f"a menu with {title}", lambda: actions(number))
    time.sleep(0.5)
    press(*["Down"] * (titles.index(title) + 1), "Return")
    saves(title, lambda text: then in text)


# The screen says its number once it is there: two tests do not meet.
reading, writing = os.pipe()
env = {**os.environ, "XDG_CONFIG_HOME": str(configuration), "XDG_RUNTIME_DIR": str(running), "QT_QPA_PLATFORM": "xcb"}
try:
    start("Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp", pass_fds=[writing])
    env["DISPLAY"] = ":" + os.read(reading, 20).decode().strip()
    start("openbox")
    line = document.read_text(encoding="utf-8").split("\n## Monitoring")[0].count("\n") + 2
    start("dbus-run-session", "--", "kate", "-n", "--line", str(line), str(document))
    wait("diagnostics", lambda: is_missing("Deployment Strategy"))
    time.sleep(1)
    press("Home", "Return", "Up", "ctrl+space")
    wait("the sections that are missing here", lambda: any("## Deployment Strategy" in str(message.get("result")) for message in messages()))
    time.sleep(0.5)
    press("Return")
    saves("the section is saved", lambda text: "- **Data:** {Development data strategy}" in text)
    wait("and no longer missing", lambda: not is_missing("Deployment Strategy"))

    go("- **Scalability:**", len("- **Scalability:** {Gro"))
    press("F2")
    wait("a dialog", lambda: window("Rename"))
    type_text("{Growth in a year}")
    press("Return")
    saves("an input is renamed in all its places", lambda text: text.count("{Growth in a year}") == 2)

    go("# Technical", 0)
    act(0, 'Insert section "Implementation Details"', "\n## Implementation Details\n")
    wait("its finding is gone", lambda: not is_missing("Implementation Details"))
    go("# Technical", 0)
    act(1, "Insert all 2 missing sections", "\n### Security Implementation\n")
    wait("nothing is missing", lambda: not is_missing("Maintenance and Support"))
    go("### Alerting", 0)
    act(2, 'Fill "Alerting" as in the template', "- **Critical Alerts:**")
finally:
    for process in reversed(processes):
        end(process)
