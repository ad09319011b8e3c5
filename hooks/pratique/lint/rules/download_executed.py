"""Programs that are fetched from the network and run as they come."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    below,
    below_here,
    calls,
    code,
    home,
    is_test,
    name_of,
    string_parts,
)

RULE = Rule(
    name="download-executed",
    summary="code from the network is run without checking that it is the right one",
    help=(
        "Compare its digest with one that you know before it is run: "
        "if hashlib.sha256(data).hexdigest() != EXPECTED: raise ValueError(url)."
    ),
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(494, 829, 94),
    what=(
        "exec and eval of what requests, httpx or urllib has fetched; command lines that pipe curl or wget into a "
        "shell or an interpreter; and a file that a function downloads and then runs, as a program or by a shell or "
        "Python, without anything about a digest or a signature. Archives that are unpacked, packages that an "
        "installer verifies and tests are left alone."
    ),
    why=(
        "Whoever controls the server, its name, or, without TLS, the way to it, runs code here, today or after the "
        "next change there. Nothing notices that the file is another one."
    ),
    assistants="The installation guides of most tools say curl | sh, and programs are written the same way.",
    remedy=(
        "Pin a version and its digest, and compare before running; or install a package from an index with hashes. "
        "Settings belong in JSON or TOML, which run nothing. There is no fix: the digest has to come from people."
    ),
    prompt="Never run code that was downloaded without comparing its pinned SHA-256; read remote settings as JSON.",
    references=(
        "https://cwe.mitre.org/data/definitions/494.html",
        "https://docs.python.org/3/library/hashlib.html",
    ),
    bad=(
        Bad(
            """\
import requests

SETTINGS = {}
exec(requests.get("https://config.example.com/settings.py", timeout=9).text, SETTINGS)
""",
            why="settings as a program",
        ),
        Bad(
            """\
import subprocess


def install():
    subprocess.run("curl -fsSL https://get.example.com/install.sh | sh", shell=True, check=True)
""",
            why="the usual pipe",
        ),
        Bad(
            """\
import os
import subprocess
import urllib.request


def install(folder):
    script = os.path.join(folder, "install.sh")
    urllib.request.urlretrieve("https://get.example.com/install.sh", script)
    subprocess.run(["/bin/sh", script], check=True)
""",
            why="downloaded, then run",
        ),
        Bad(
            """\
import subprocess

import requests


def agent(path):
    answer = requests.get("https://get.example.com/agent", timeout=30)
    with open(path, "wb") as file:
        file.write(answer.content)
    subprocess.Popen([path, "--daemon"])
""",
            why="a program that is written and started",
        ),
    ),
    good=(
        Good(
            """\
import hashlib
import subprocess

import requests

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def agent(path):
    answer = requests.get("https://get.example.com/agent", timeout=30)
    if hashlib.sha256(answer.content).hexdigest() != DIGEST:
        raise ValueError("not the agent")
    with open(path, "wb") as file:
        file.write(answer.content)
    subprocess.Popen([path, "--daemon"])
""",
            why="the digest is compared",
        ),
        Good(
            """\
import subprocess
import urllib.request


def unpack(folder, archive):
    urllib.request.urlretrieve("https://data.example.com/faces.tar.gz", archive)
    subprocess.run(["tar", "-xzf", archive, "-C", folder], check=True)
""",
            why="data, unpacked by a program of this machine",
        ),
        Good(
            """\
import requests

SETTINGS = requests.get("https://config.example.com/settings.json", timeout=9).json()
""",
            why="data",
        ),
        Good(
            """\
import subprocess


def rows(target):
    subprocess.run(["curl", "-fsS", "https://data.example.com/rows.csv", "-o", target], check=True)
    return subprocess.run(["wc", "-l", target], check=True, capture_output=True).stdout
""",
            why="data, counted",
        ),
    ),
)

_CLIENTS = ("requests", "httpx", "requests.Session()", "httpx.Client()")
_VERBS = ("get", "post", "request")
_FETCHED = {
    f"{client}.{verb}().{part}"
    for client in _CLIENTS
    for verb in _VERBS
    for part in ("text", "content", "read()", "content.decode()", "text.strip()")
} | {f"urllib.request.urlopen().read(){end}" for end in ("", ".decode()")}
_EXEC = {"exec", "eval", "builtins.exec", "builtins.eval"}
_FETCHING = {
    "urllib.request.urlretrieve", "urllib.request.urlopen", "wget.download",
    *(f"{client}.{verb}" for client in _CLIENTS for verb in _VERBS),
}  # fmt: skip
_RUNNERS = {
    *(f"subprocess.{name}" for name in ("run", "call", "check_call", "check_output", "Popen")),
    "os.system", "os.popen", "os.startfile", "os.execv", "os.execl", "os.execvp", "os.execlp",
    "asyncio.create_subprocess_exec",
}  # fmt: skip
_PIPE = re.compile(
    r"\b(?:curl|wget)\b[^|;&\n]*\|\s*(?:sudo\s+(?:-\w+\s+)*)?(?:/(?:usr/)?bin/)?(?:env\s+)?"
    r"(?:(?:ba|z|da|k)?sh|python[\d.]*|perl|ruby|node)\b"
)
_INTERPRETERS = re.compile(
    r"(?:.*/)?(?:(?:ba|z|da|k)?sh|python[\d.]*|perl|ruby|node|sudo|dpkg|rpm|installer|msiexec|powershell|pwsh|cmd)"
    r"(?:\.exe)?(?:\s|$)"
)
_CHECKED = re.compile(r"(?i)sha\d|hashlib|md5|digest|checksum|gpg|signature|verif|cosign|minisign|sigstore")


def check_call(call: Call) -> Iterator[Report]:
    if is_test(call.file):
        return
    if call.names & _EXEC and call.positional and call.positional[0].value.names & _FETCHED:
        yield Report(call.node, f"{call.method}() runs what a server has sent")
    elif call.names & _RUNNERS and any(map(_PIPE.search, _lines(call))):
        yield Report(call.node, "what curl or wget fetches is run as it comes")
    elif call.names & _RUNNERS and call.args:
        programs, function = set(_programs(call)), home(call)
        if not programs or function is None or _CHECKED.search(code(function)):
            return
        if programs & _downloads(call, function):
            yield Report(call.node, "a file is downloaded and run, whatever it holds")


def _lines(call: Call) -> Iterator[str]:
    """The texts among what the call runs, with a space for each value that is put into one."""
    given = call.argument("args", 0)
    for value in [given.value, *given.value.elements] if given is not None else []:
        parts = string_parts(value)
        if parts is not None:
            yield "".join(part if isinstance(part, str) else " " for part in parts)
        elif isinstance(value.constant, str):
            yield value.constant


def _downloads(call: Call, function: cst.CSTNode) -> set[str]:
    """The variables that hold where the function puts what it downloads."""
    found: set[str] = set()
    opened: set[str] = set()
    fetches = False
    for node in below_here(function):
        if not isinstance(node, cst.Call):
            continue
        names = call.value(node.func).names
        fetches = fetches or bool(names & _FETCHING)
        if names & {"urllib.request.urlretrieve", "wget.download"} and len(node.args) > 1:
            found |= _variables(node.args[1].value)
        elif names & {"open"} and len(node.args) > 1 and "w" in str(call.value(node.args[1].value).constant):
            opened |= _variables(node.args[0].value)
        elif name_of(node.func) in ("write_bytes", "write_text") and isinstance(node.func, cst.Attribute):
            opened |= _variables(node.func.value)
    return found | (opened if fetches else set())


def _variables(node: cst.BaseExpression) -> set[str]:
    return {node.value} if isinstance(node, cst.Name) else set()


def _programs(call: Call) -> Iterator[str]:
    """The variables that the command runs: its program, or what follows an interpreter."""
    given = call.argument("args", 0)
    if given is None:
        return
    command = given.value
    parts = list(command.elements) if command.elements else list(string_parts(command) or [command])
    for place, part in enumerate(parts[:4]):
        if isinstance(part, str) or isinstance(part.constant, str):
            text = part if isinstance(part, str) else str(part.constant)
            if place == 0 and text.strip() and not _INTERPRETERS.match(text):
                return
        elif not (part.names & {"sys.executable"}):
            yield from (node.value for node in below(part.node) if isinstance(node, cst.Name))
            return


TRIGGERS: Triggers = (
    calls("exec", "eval", needs=("requests", "httpx", "urlopen")),
    calls(*sorted(_RUNNERS), near=(r"urlretrieve|urlopen|\brequests\b|httpx|\.content\b|\.text\b|wget\.download",)),
    calls(*sorted(_RUNNERS), anywhere=(r"\b(?:curl|wget)\b[^\n]*\|",)),
)
CHECKS: Checks = {Call: check_call}
SUPERSEDES = ("eval-of-variable", "subprocess-shell-true")
