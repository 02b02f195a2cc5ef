"""Drives a program in a terminal of its own: keys go in, what the screen shows comes out. Needs tmux."""

import os, subprocess, time


class Terminal:
    def __init__(self, command, columns=120, rows=36, env=None):
        self.socket = f"specls-test-{os.getpid()}"
        variables = [word for name, value in (env or {}).items() for word in ("-e", f"{name}={value}")]
        size = ["-x", str(columns), "-y", str(rows)]
        self._tmux("-f", "/dev/null", "new-session", "-d", "-s", "s", *size, *variables, *map(str, command))
        # Without its line at the bottom the program gets a row more.
        self._tmux("set-option", "-g", "status", "off")
        self._tmux("resize-window", "-t", "s", *size)
        self._tmux("set-option", "-g", "escape-time", "0")
        self._tmux("set-option", "-g", "remain-on-exit", "on")

    def _tmux(self, *words):
        run = subprocess.run(["tmux", "-u", "-L", self.socket, *words], capture_output=True, text=True)
        if run.returncode:
            raise SystemExit(f"tmux {words[0]}: {run.stderr}")
        return run.stdout

    def screen(self, styled=False):
        """What is on it, with escape sequences for its looks where they are wanted."""
        return self._tmux("capture-pane", "-p", "-t", "s", *(["-e", "-N"] if styled else []))

    def cursor(self):
        """Its column and row."""
        return tuple(map(int, self._tmux("display-message", "-p", "-t", "s", "#{cursor_x} #{cursor_y}").split()))

    def type(self, text):
        """Text, key by key."""
        for character in text:
            self._tmux("send-keys", "-t", "s", "-l", "--", character)
            time.sleep(0.005)

    def press(self, *names):
        """Keys by tmux's names: Enter, Escape, Tab, C-n, M-x."""
        for name in names:
            self._tmux("send-keys", "-t", "s", name)
            time.sleep(0.05)

    def wait(self, what, holds, seconds=15):
        end = time.time() + seconds
        while not holds():
            if time.time() > end:
                raise SystemExit(f"{self.screen()}\ntimeout: {what}")
            time.sleep(0.1)
        print("ok  ", what)

    def sees(self, words, seconds=15):
        self.wait(f"sees {words!r}", lambda: words in self.screen(), seconds)

    def loses(self, words, seconds=15):
        self.wait(f"no longer sees {words!r}", lambda: words not in self.screen(), seconds)

    def end(self):
        subprocess.run(["tmux", "-L", self.socket, "kill-server"], capture_output=True)
