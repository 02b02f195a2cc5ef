"""Drives Helix with the configuration of ../helix. $WORK/checkout.md is the document, $HELIX the program, and specls is on the
PATH. What is saved there is compared with the law by `run`."""

import os, pathlib, shutil, time

from tui import Terminal

work = pathlib.Path(os.environ["WORK"])
document = work / "checkout.md"
configuration = work / ".config/helix"
configuration.mkdir(parents=True)
shutil.copy(pathlib.Path(__file__).resolve().parent.parent / "helix/languages.toml", configuration)
(configuration / "config.toml").write_text('[editor]\nidle-timeout = 50\nend-of-line-diagnostics = "disable"\n')

helix = Terminal([os.environ["HELIX"], document], columns=160, env={"TERM": "xterm-256color"})


def command(words):
    helix.type(f":{words}")
    helix.press("Enter")


def go(pattern):
    """Selects what is found first."""
    helix.press("Escape")
    helix.type(f"gg/{pattern}")
    helix.press("Enter")
    helix.loses("search:")


def action(first, title, then):
    """Picks the action of a title: Helix has selected the first one."""
    helix.type(" a")
    helix.sees(title)
    rows = helix.screen().splitlines()
    row = lambda words: next(number for number, line in enumerate(rows) if f" {words}" in line)
    for _ in range(row(title) - row(first)):
        helix.press("C-n")
    helix.press("Enter")
    command("w")
    helix.wait(f"{title} has done it", lambda: then in document.read_text(encoding="utf-8"))


try:
    helix.sees("Marché web shop")
    helix.sees("● ")

    # The box below the line points to the column of the finding: behind an emoji to the cell of the bracket.
    go(r"\[REQUIRED_INPUT\]")
    helix.sees("[REQUIRED_INPUT] still needs an answer")
    lines = helix.screen().splitlines()
    at = next(number for number, line in enumerate(lines) if "**Compliance:**" in line)
    wide = lambda text: sum(2 if ord(c) > 0x2E80 else 1 for c in text)
    cell = wide(lines[at].split("[REQUIRED_INPUT]")[0])
    assert lines[at + 1].strip().startswith(("└", "┌")), lines[at + 1]
    assert {"└": lines[at + 1].find("└"), "┌": lines[at + 1].rfind("┘")}[lines[at + 1].strip()[0]] == cell, helix.screen()
    print("ok   behind an emoji the message points to its finding")

    go("^## Monitoring and Obs")
    helix.type("O##")
    helix.sees("## Deployment Strategy")
    helix.press("Tab")
    helix.sees("## Implementation Details")
    helix.press("Enter")
    helix.sees("{Local development configuration}")
    helix.type("Minikube")
    helix.sees("- **Setup:** Minikube")
    helix.press("Tab")
    helix.type("Gradle 日本")
    helix.sees("- **Dependencies:** Gradle 日本")

    go("Technical Specification")
    first = 'Insert section "Implementation Details"'
    action(first, first, "\n## Implementation Details")
    go("Technical Specification")
    first = 'Insert section "Maintenance and Support"'
    action(first, "Insert all 2 missing sections", "\n## Maintenance and Support")
    go("### Alerting")
    first = 'Fill "Alerting"'
    action(first, first, "- **Critical Alerts:**")

    # `]g` of Vim: from gap to gap is from finding to finding.
    helix.type("gg]d")
    helix.sees("{Link to relevant Architecture Decision Records} is not filled in")
    go("Growth expectations")
    helix.type(" r")
    helix.sees("rename-to:")
    helix.press("C-u")
    helix.type("{Growth 日本}")
    helix.press("Enter")
    helix.sees("日本: {Growth 日本}, 512")
    command("w")
    helix.wait("all is saved", lambda: document.read_text(encoding="utf-8").count("{Growth 日本}") == 2)
    command("q")
finally:
    helix.end()
