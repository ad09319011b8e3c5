"""What the commands of a script install, as entries with their places."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pratique.core.errors import SourceError
from pratique.core.finding import Problem
from pratique.core.source import Source
from pratique.deps.manifests import _entries, _installers, _pep508, _shell, requirements
from pratique.deps.manifests._entries import Manner
from pratique.deps.manifests._installers import Argument
from pratique.deps.manifests._lines import Line
from pratique.deps.manifests._shell import Command
from pratique.deps.model import Entry, Requirement, Unaudited, unaudited

# One of these words is in every file that has such a command.
MENTIONS = re.compile(rb"(?i)pip|\buvx?\b|\bpoetry\b|\bpdm\b|\brye\b|easy_install")

_SHELLS = re.compile(
    r"(?:.*/)?(?:ba|z|da|k|a|fi)?sh\Z|(?:.*/)?(?:su|runuser|pwsh|powershell)(?:\.exe)?\Z|cmd(?:\.exe)?\Z"
)
_SCRIPT_OPTION = re.compile(r"-[a-z]*c\Z|--command\Z|-Command\Z|/[cC]\Z")
_STANDARD_INPUT = ("-", "/dev/stdin", "/dev/fd/0")
_AT = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?@(?![^@]*://)(?P<version>.+)\Z", re.DOTALL)
_GLOB = re.compile(r"[^\s=<>!~;@]*[*?][^\s=<>!~;@]*\Z")  # names of files, not the prefix of a version
_LATEST = "latest"
_DEEPEST = 5  # scripts within scripts

# Paths in the repository that a path in a command may mean, the likeliest first.
Resolve = Callable[[str], Sequence[str]]


class Context(NamedTuple):
    """The file with the script, and where the paths in it lead."""

    source: Source
    manner: Manner
    reading: requirements.Reading
    resolve: Resolve


def entries(context: Context, script: Line) -> Iterator[Entry]:
    """What the script installs, in the order of its commands."""
    yield from _script(context, script, (), 0)


def command_entries(context: Context, script: Line, command: Command) -> Iterator[Entry]:
    """What one command installs; script: the text that holds its words."""
    yield from _command(context, script, command, (), 0)


def with_documents(context: Context, script: Line, documents: Sequence[Line]) -> Iterator[Entry]:
    """What a script installs whose here-documents stand apart from it: scripts where no command reads them."""
    commands = list(_shell.commands(script.text))
    if not commands:
        for document in documents:
            yield from _script(context, document, (), 0)
    for command in commands:
        yield from _command(context, script, command, (), 0, documents)


def _script(context: Context, script: Line, folders: tuple[str, ...], depth: int) -> Iterator[Entry]:
    """folders: those that `cd` went to so far."""
    for command in _shell.commands(script.text):
        if len(command.words) == 2 and command.words[0].text in ("cd", "pushd"):
            folders = (posixpath.join(folders[0] if folders else "", command.words[1].text), *folders)
        yield from _command(context, script, command, folders, depth)


def _command(
    context: Context,
    script: Line,
    command: Command,
    folders: tuple[str, ...],
    depth: int,
    documents: Sequence[Line] = (),
) -> Iterator[Entry]:
    """documents: the here-documents that the command may read."""
    documents = documents or [script.part(start, end) for start, end in command.documents]
    for inner in _scripts_of(script, command, documents) if depth < _DEEPEST else ():
        yield from _script(context, inner, folders, depth + 1)
    arguments = list(_installers.arguments(command.words))
    for argument in arguments:
        if argument.word.text:
            yield from _argument(context, script, documents, argument, folders)
    words = [word.text for word in command.words]
    if not arguments and "xargs" in words and "install" in words:
        start = script.offset(command.words[0].indices[0])
        yield unaudited(context.source, start, " ".join(words), "what xargs adds to it is known only when it runs")


def _scripts_of(script: Line, command: Command, documents: Sequence[Line]) -> Iterator[Line]:
    """The scripts that the command has a shell run: the value of -c, a here-document, what eval is given."""
    if len(command.words) == 2 and command.words[0].text == "eval" and command.words[1].indices:
        yield script.gathered(command.words[1].indices)
    shells = [index for index, word in enumerate(command.words) if _SHELLS.match(word.text)]
    if not shells:
        return
    options = [i for i in range(shells[0] + 1, len(command.words) - 1) if _SCRIPT_OPTION.match(command.words[i].text)]
    if options and command.words[options[0] + 1].indices:
        yield script.gathered(command.words[options[0] + 1].indices)
    elif all(word.text.startswith("-") for word in command.words[shells[0] + 1 :]):
        yield from documents


def _argument(
    context: Context, script: Line, documents: Sequence[Line], argument: Argument, folders: tuple[str, ...]
) -> Iterator[Entry]:
    source, word = context.source, argument.word
    line = script.gathered(word.indices).stripped()
    if not line.text:
        return
    if argument.role == _installers.FILE and word.text in _STANDARD_INPUT and documents:
        for document in documents:
            for given in document.lines():
                yield from requirements.written(source, given, context.manner, context.reading)
    elif word.unknown or _GLOB.match(word.text):
        yield unaudited(source, line.offset(0), _entries.shown(line.text), "part of it is known only when it runs")
    elif argument.role == _installers.FILE:
        written = script.text[word.indices[0] : word.indices[-1] + 1].strip("\"'")
        yield from _file(context, line, written, folders)
    elif _is_own_project(context, argument, line.text, folders):
        return  # its own manifest speaks for it
    elif argument.role == _installers.EDITABLE:
        yield _entries.unnamed(source, line, context.manner)
    else:
        yield _at(context, line) if argument.at and _AT.match(line.text) else _named(context, line)


def _is_own_project(context: Context, argument: Argument, target: str, folders: tuple[str, ...]) -> bool:
    asked = _entries.is_own_project if argument.role == _installers.EDITABLE else _entries.asks_for_own_project
    return asked(target, tuple(_paths(context, ".", folders)), context.reading.read)


def _named(context: Context, line: Line) -> Entry:
    entry = _entries.requirement(context.source, line, context.manner)
    if isinstance(entry, (Requirement, Unaudited)):
        return entry
    why = "it is not a requirement (PEP 508)"  # what is said of a script must not stop a commit: it may be no fault
    return unaudited(context.source, line.offset(0), _entries.shown(line.text), why)


def _at(context: Context, line: Line) -> Entry:
    """The entry for a name with a version behind an @, as tools take it on their command lines."""
    from pratique.deps.manifests import _constraints
    from pratique.deps.names import canonical

    match = _AT.match(line.text)
    assert match is not None
    name, (start, end) = canonical(match["name"]), line.span(0, len(line.text))
    manner = context.manner
    empty = Requirement(context.source, name, start, end, open_by_design=manner.open_by_design, locked=manner.locked)
    if match["version"] == _LATEST:
        return empty
    pinned = _pep508.plain_pin(f"{name}=={match['version']}")
    if pinned:
        at = match.span("version")
        span = line.span(*at) if line.is_whole(*at) else None
        return empty._replace(version=pinned.version, specifier=pinned.specifier, version_span=span)
    try:
        constraint = _constraints.parse(match["version"])
    except ValueError as error:
        return unaudited(context.source, start, _entries.shown(line.text), str(error))
    return empty._replace(version=constraint.version, specifier=constraint.specifier, held="it is written with @")


def _paths(context: Context, target: str, folders: tuple[str, ...]) -> Iterator[str]:
    for folder in (*folders, ""):
        yield from context.resolve(posixpath.join(folder, target))


def _file(context: Context, line: Line, written: str, folders: tuple[str, ...]) -> Iterator[Entry]:
    """What a file of requirements declares that a command names; written: with the backslashes that a shell drops."""
    source = context.source
    if re.match(_entries.ADDRESS, line.text):
        yield unaudited(source, line.offset(0), _entries.shown(line.text), "a file on another machine is not fetched")
        return
    targets = dict.fromkeys((line.text, line.text.replace("\\", "/"), written.replace("\\", "/")))
    for path in dict.fromkeys(path for target in targets for path in _paths(context, target, folders)):
        raw = context.reading.read(path)
        if raw is not None:
            yield from _content(context, path, raw)
            return
    why = "no such file is in the repository where the command would look for it"
    yield unaudited(source, line.offset(0), _entries.shown(line.text), why)


def _content(context: Context, path: str, raw: bytes) -> Iterator[Entry]:
    """What the file declares, as requirements unless its name says that it is something else."""
    from pratique.deps import manifests

    reader = manifests.reader_for(path)
    if reader is None or reader.FILES == requirements.FILES:
        yield from requirements.nested(path, raw, context.reading)
    elif path not in context.reading.seen:
        context.reading.seen.add(path)
        try:
            yield from reader.entries(Source.load(path, raw), context.reading.read)
        except SourceError as error:
            yield Problem(path, "", str(error))
