"""What the scripts of a release share: names, the version, and the programs that they call."""

import hashlib, os, pathlib, re, shutil, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
EXTENSION = ROOT / "editors/vscode"

# The targets that a release is built for, and what VS Code calls each.
PLATFORMS = {
    "x86_64-unknown-linux-gnu": "linux-x64",
    "aarch64-unknown-linux-gnu": "linux-arm64",
    "x86_64-unknown-linux-musl": "alpine-x64",
    "aarch64-unknown-linux-musl": "alpine-arm64",
    "x86_64-apple-darwin": "darwin-x64",
    "aarch64-apple-darwin": "darwin-arm64",
    "x86_64-pc-windows-msvc": "win32-x64",
    "aarch64-pc-windows-msvc": "win32-arm64",
}

# What other people's licences ask to be given on with the program.
LICENCES = "THIRD-PARTY-LICENSES.txt"


def arguments(script, *names):
    """The arguments of a script, or its description where they are not as many."""
    if len(sys.argv) != len(names) + 1:
        raise SystemExit(f"usage: {script} {' '.join(names)}\n\n{sys.modules['__main__'].__doc__}")
    return sys.argv[1:]


def run(*command, **options):
    """Runs a program, found on PATH as a shell would find it, and returns what it prints."""
    program = shutil.which(command[0]) or fail(f"{command[0]} is not on PATH")
    options = {"check": True, "encoding": "utf-8", "stdout": subprocess.PIPE, **options}
    try:
        return subprocess.run([program, *command[1:]], **options).stdout
    except subprocess.CalledProcessError as error:
        fail(f"{' '.join(map(str, command))} failed with {error.returncode}\n{error.stdout or ''}")


def fail(message):
    raise SystemExit(f"error: {message}")


def version():
    """The version of specls, as Cargo.toml says it."""
    return re.search(r'^version = "(.+)"$', (ROOT / "Cargo.toml").read_text(encoding="utf-8"), re.M)[1]


def date():
    """The date of all that is packed, in seconds: that of the commit, so that the same sources make the same archive."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or run("git", "log", "-1", "--format=%ct", cwd=ROOT))


def platform(target):
    known = "\n  ".join(PLATFORMS)
    return PLATFORMS.get(target) or fail(f"no release is built for {target}; it is for\n  {known}")


def archive_name(target):
    return f"specls-{version()}-{target}" + (".zip" if "windows" in target else ".tar.gz")


def vsix_name(target):
    return f"specls-{version()}-{platform(target)}.vsix"


def program_name(target):
    return "specls.exe" if "windows" in target else "specls"


def target_of(archive):
    """The target that an archive of this version is for, from its name."""
    for target in PLATFORMS:
        if archive.name == archive_name(target):
            return target
    fail(f"{archive} is not named as an archive of specls {version()}, such as {archive_name(next(iter(PLATFORMS)))}")


def checksum_line(file):
    """A file's SHA-256, as `sha256sum` prints it."""
    return f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"


def hold_checksums(file):
    """Reads a file of checksums with the command that docs/installing.md names, and returns what it says."""
    tool = ["sha256sum"] if shutil.which("sha256sum") else ["shasum", "-a", "256"]
    return run(*tool, "--check", file.name, cwd=file.parent).strip()


def write(path, text):
    """Writes a text with line feeds, on every system."""
    path.write_bytes(text.encode())
