"""File names that a shell fills in where a program takes them for options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import libcst as cst

from pratique.lint.api import (
    Argument,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
    code,
    command_lines,
    string_parts,
)

RULE = Rule(
    name="wildcard-in-command",
    summary="file names that a shell fills in can become options of the program",
    help="Write ./* instead of *, or put -- before it.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(155, 88, 78),
    what=(
        "Commands that a shell runs in which tar, rsync, chown, chgrp, chmod, zip, 7z, scp or find gets a word that "
        "begins with * or ?, and no -- before it. Words in quotes, patterns below a folder (logs/*), the patterns of "
        "options such as --exclude and -name, and lists without a shell are left alone, as are lines that hold values "
        "nothing is known of: those are subprocess-shell-true."
    ),
    why=(
        "The shell puts the names of all files there. Who may create files in the folder makes one that is named "
        "--checkpoint-action=exec=sh, which tar runs, or --reference=x, by which chown gives every file to its owner."
    ),
    assistants="tar czf backup.tar.gz * is how the command is typed, in a folder whose files are one's own.",
    remedy=(
        "The fix writes ./*, which no program takes for an option. An archive then has ./ before its names. A list of "
        "arguments without a shell, made by pathlib's glob, is better still."
    ),
    prompt="Give programs lists of files that begin with ./, and no shell's wildcards.",
    references=(
        "https://www.gnu.org/software/tar/manual/html_node/checkpoints.html",
        "https://cwe.mitre.org/data/definitions/155.html",
        "https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap12.html",
    ),
    foreign=("B609", "S609"),
    bad=(
        Bad(
            """\
import os
import shlex


def backup(name):
    os.system(f"tar czf {shlex.quote(name)} *")  # nightly
""",
            why="tar runs what an option says",
            fixed="""\
import os
import shlex


def backup(name):
    os.system(f"tar czf {shlex.quote(name)} ./*")  # nightly
""",
        ),
        Bad(
            """\
import shlex
import subprocess


def own(user):
    subprocess.run("cd /srv && chown " + shlex.quote(user) + " *.txt", shell=True, check=True)
""",
            why="the second of two commands",
        ),
        Bad(
            """\
import shlex
import subprocess


def copy(host):
    subprocess.check_call("rsync -a *.csv " + shlex.quote(host), shell=True)
""",
            why="rsync starts the program that -e names",
        ),
        Bad(
            """\
import subprocess

COMMAND = "sudo chmod 600 *"


def close():
    subprocess.getoutput(COMMAND)
""",
            why="a constant of the file, through sudo",
        ),
    ),
    good=(
        Good(
            """\
import subprocess

subprocess.run(["tar", "czf", "backup.tar.gz", "*"], check=True)
""",
            why="no shell: the file is named *",
        ),
        Good(
            """\
import subprocess
from pathlib import Path


def backup(folder: Path):
    names = [f"./{path.name}" for path in folder.glob("*.txt")]
    subprocess.run(["tar", "czf", "/srv/backup.tar.gz", *names], cwd=folder, check=True)
""",
            why="a list of paths",
        ),
        Good(
            """\
import subprocess

subprocess.run(["chmod", "-R", "600", "."], shell=False)
""",
            why="a folder",
        ),
    ),
)

_PROGRAMS = {"tar", "bsdtar", "gtar", "rsync", "chown", "chgrp", "chmod", "zip", "7z", "7za", "scp", "find"}
_BEFORE = {"sudo", "doas", "nohup", "nice", "ionice", "time", "env", "exec", "command"}
_PATTERNS = re.compile(r"--?(?:exclude|include|filter|name|iname|path|ipath|wholename|regex|x|i)\Z")
_SEPARATORS = re.compile(r"(&&|\|\||[;|&\n]|\$\(|`)")
_HOLE = "\ue000"  # stands for a value, which is quoted; private use, in no command
_REASON = "names in an archive or a message begin with ./"


def check_call(call: Call) -> Iterator[Report]:
    command = command_lines.shell_command(call)
    if command is None or isinstance(command.value.literal.node, (cst.List, cst.Tuple)):
        return
    parts = string_parts(command.value)
    if parts is None or not command_lines.is_quoted(command.value):
        return
    line = "".join(part if isinstance(part, str) else _HOLE for part in parts)
    found = [word for segment in _SEPARATORS.split(line) for word in _expanded(segment)]
    if found:
        yield Report(call.node, f"the shell puts file names in the place of {found[0]}", repair=_below(command, found))


def _expanded(segment: str) -> Iterator[str]:
    """The words of one command in whose place the shell puts names that may begin with a dash."""
    words = [word for word in segment.split() if "=" not in word or word.startswith("-")]
    while words and words[0] in _BEFORE:
        words = words[1:]
    if not words or words[0].rpartition("/")[2] not in _PROGRAMS:
        return
    for before, word in pairwise(words):
        if word == "--":
            return
        if word[0] in "*?" and "'" not in word and '"' not in word and not _PATTERNS.match(before):
            yield word


def _below(command: Argument, found: list[str]) -> Repair | None:
    """The patterns below the current folder, where the call itself spells them out."""
    node = command.node
    written = node.parts if isinstance(node, cst.FormattedString) else (node,)
    changes = [Replace(part, _with_folder(code(part), found)) for part in written if _is_text(part)]
    changed = tuple(change for change in changes if change.text != code(change.node))
    return Repair("write ./ before the pattern", changed, safe=False, reason=_REASON) if changed else None


def _is_text(node: cst.CSTNode) -> bool:
    return isinstance(node, (cst.SimpleString, cst.FormattedStringText))


def _with_folder(text: str, found: list[str]) -> str:
    for word in dict.fromkeys(found):
        text = re.sub(rf"(?<=\s){re.escape(word)}(?![\w*?.])", f"./{word}", text)
    return text


SUPERSEDES = ("subprocess-shell-true",)
_ANYWHERE = (r"\b(?:tar|bsdtar|gtar|rsync|chown|chgrp|chmod|zip|7za?|scp|find)\s[^\n]*\s[*?]",)
TRIGGERS: Triggers = (
    calls(
        *sorted(command_lines.RUNNERS),
        given=("shell@8=bool", "shell@8=int", "shell@8=str"),
        unless=("shell@8=False",),
        anywhere=_ANYWHERE,
    ),
    calls(*sorted(command_lines.ALWAYS), anywhere=_ANYWHERE),
)
CHECKS: Checks = {Call: check_call}
