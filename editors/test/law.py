"""What the documents that the editors save must be, made from the command line alone."""

import pathlib, subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def document():
    """One of our examples, with more of what editors count differently ahead of findings."""
    text = (ROOT / "examples/checkout.md").read_text(encoding="utf-8")
    for old, new in [
        ("At most 512 MiB", "✅ 😀 日本: {Growth expectations}, 512 MiB"),
        ("PCI DSS 4.0, SAQ A", "😀 PCI DSS 4.0, 日本 A"),
    ]:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def fixed(specls, text):
    """With all that is missing inserted, by `specls check --fix`."""
    command = [specls, "check", "--no-config", "--stdin", "--stdin-path", "checkout.md", "--fix", "--fail-on", "never"]
    run = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return run.stdout.decode()


def replaced(text, *pairs):
    """With words in place of others, each of which is there."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def section(text, heading):
    """A section from its heading to the next of its level."""
    level = heading.split(" ")[0] + " "
    start = text.index(heading + "\n")
    end = text.find("\n" + level, start)
    return text[start : len(text) if end < 0 else end + 1]
