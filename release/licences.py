"""The licences of what is linked into the program. Most of them ask that their text comes along."""

import collections, json, pathlib, re

from parts import ROOT, fail, run

HEAD = """\
The program specls is licensed under MIT or Apache-2.0. Parts of the Rust packages below are linked into it. Each text is
followed by those that come under it; where a package offers a choice of licences, its texts are all here.
"""


def third_party(target):
    """The texts, each once, with the packages that come under it."""
    packages = linked(target)
    texts, silent = collections.defaultdict(list), []
    for package in packages:
        name = f"{package['name']} {package['version']} ({package['license']})"
        found = licence_texts(pathlib.Path(package["manifest_path"]).parent)
        for text in found:
            texts[text].append(name)
        if not found:
            silent.append(name)
    parts = [f"{text}\n\n{listed(names)}" for text, names in sorted(texts.items(), key=lambda entry: entry[1])]
    if silent:
        parts.append(f"These come without a text of their own, under the licence that is named:\n\n{listed(silent)}")
    return f"\n{'=' * 80}\n\n".join([HEAD, *parts])


def listed(names):
    return "".join(f"  - {name}\n" for name in names)


def linked(target):
    """The packages that are linked into the program, by name: not those that tests and builds alone need."""
    found = json.loads(run("cargo", "metadata", "--locked", "--format-version=1", f"--filter-platform={target}", cwd=ROOT))
    nodes = {node["id"]: node for node in found["resolve"]["nodes"]}
    seen, waiting = set(), [found["resolve"]["root"]]
    while waiting:
        for dependency in nodes[waiting.pop()]["deps"]:
            normal = any(kind["kind"] is None for kind in dependency["dep_kinds"])
            if normal and dependency["pkg"] not in seen:
                seen.add(dependency["pkg"])
                waiting.append(dependency["pkg"])
    packages = [package for package in found["packages"] if package["id"] in seen]
    if not packages:
        fail(f"cargo metadata names no dependency of specls for {target}")
    return sorted(packages, key=lambda package: (package["name"], package["version"]))


def licence_texts(folder):
    """A package's licences and notices, without blank lines around and white space at the ends of lines."""
    files = sorted(path for path in folder.iterdir() if re.match(r"licen[cs]e|copying|notice|unlicense", path.name, re.I))
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in files if path.is_file()]
    return ["\n".join(line.rstrip() for line in text.strip().splitlines()) for text in texts]
