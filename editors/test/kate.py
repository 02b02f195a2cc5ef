"""Drives Kate in a screen that nobody sees, with the configuration of ../kate. $WORK/checkout.md is the document, and specls is on
the PATH. What is saved there is compared with the law by `run`. Without a window manager Kate takes no shortcuts."""

import os, pathlib, shutil, signal, subprocess, time

work = pathlib.Path(os.environ["WORK"])
document = work / "checkout.md"
configuration, running = work / ".config", work / "run"
(configuration / "kate/lspclient").mkdir(parents=True)
running.mkdir(mode=0o700)
shutil.copy(pathlib.Path(__file__).resolve().parent.parent / "kate/settings.json", configuration / "kate/lspclient")
# What Kate says to the server, for the test to read: it has no other way to see that an answer came.
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


def press(*keys):
    for key in keys:
        subprocess.run(["xdotool", "key", key], env=env, check=True)
        time.sleep(0.3)


def wait(what, holds, seconds=40):
    end = time.time() + seconds
    while not holds():
        if time.time() > end:
            subprocess.run(["import", "-window", "root", work / "screen.png"], env=env)
            raise SystemExit(f"timeout: {what}; see {work}/screen.png")
        time.sleep(0.2)
    print("ok  ", what)


def has_said(words):
    return said.exists() and words.encode() in said.read_bytes()


# The screen says its number once it is there: two tests do not meet.
reading, writing = os.pipe()
env = {**os.environ, "XDG_CONFIG_HOME": str(configuration), "XDG_RUNTIME_DIR": str(running), "QT_QPA_PLATFORM": "xcb"}
try:
    start("Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp", pass_fds=[writing])
    env["DISPLAY"] = ":" + os.read(reading, 20).decode().strip()
    start("openbox")
    time.sleep(0.5)
    line = document.read_text(encoding="utf-8").split("\n## Monitoring")[0].count("\n") + 2
    start("dbus-run-session", "--", "kate", "-n", "--line", str(line), str(document))
    wait("diagnostics", lambda: has_said("still needs an answer"))
    time.sleep(2)
    press("Home", "Return", "Up", "ctrl+space")
    wait("the sections that are missing here", lambda: has_said("## Deployment Strategy"))
    time.sleep(1)
    press("Return", "ctrl+s")
    wait("the section is saved", lambda: "- **Data:** {Development data strategy}" in document.read_text(encoding="utf-8"))
finally:
    for process in reversed(processes):
        try:
            os.killpg(process.pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
