"""setup.cfg: the requirements that setuptools takes from its declarative configuration.

Source: setuptools' page "Configuring setuptools using setup.cfg files"; the layout is that of
Python's configparser, which has read the file before its lines are placed here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from pratique.core.errors import SourceError
from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.manifests import _conflicts, _entries, _lines, _locks, requirements
from pratique.deps.manifests._entries import Manner
from pratique.deps.manifests._lines import Line
from pratique.deps.model import Entry, unaudited, unreadable
from pratique.deps.names import canonical

FILES = r"setup\.cfg"
EXAMPLES = ("setup.cfg",)

_OPTIONS = ("install_requires", "setup_requires", "tests_require")  # of the section [options]
_EXTRAS = "options.extras_require"  # each option of it is an extra
_COMMENTS = ("#", ";")
_OPTION = re.compile(r"(?P<option>.*?)\s*(?P<sign>[=:])\s*(?P<value>.*)$")
_FILE = "file:"
_INTERPOLATED = re.compile(r"%\([^)]*\)s|\$\{[^}]*\}")
# On a single line semicolons separate requirements, unless one introduces a marker.
_SEPARATOR = re.compile(r";(?!\s*\(*\s*(?:python_|platform_|os_name|sys_platform|implementation_|extra\b|['\"]))")


class Option(NamedTuple):
    """An option and the lines of its value, without blank ones and comments."""

    section: str
    name: str
    lines: tuple[Line, ...]


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """What the sections of setuptools ask for; SourceError when the file is no configuration file."""
    if b"require" not in source.data:
        return
    _parsed(source.text)
    manner = Manner(open_by_design=True, locked=_locks.of_project(source.path, read))
    reading = requirements.Reading(read, {source.path})
    found = list(options(source))
    names = [
        line.text for option in found if (option.section, option.name) == ("metadata", "name") for line in option.lines
    ]
    yield from _entries.of_others(_required(source, found, manner, reading), canonical(names[-1]) if names else "")


def _required(source: Source, found: list[Option], manner: Manner, reading: requirements.Reading) -> Iterator[Entry]:
    for option in found:
        if option.section == _EXTRAS or (option.section == "options" and option.name.replace("-", "_") in _OPTIONS):
            for item in _items(option):
                yield from _declared(source, item, manner, reading)


def _parsed(text: str) -> None:
    """SourceError with the line when configparser cannot read the text."""
    import configparser

    try:
        configparser.RawConfigParser().read_string(text)
    except configparser.Error as error:
        reason = str(error).replace("'<string>', ", "").replace("'<string>'", "its text").splitlines()
        raise SourceError(f"not a configuration file: {_conflicts.reason(text) or ' '.join(reason)}") from error


def options(source: Source) -> Iterator[Option]:
    """Every option of a file that configparser can read, in its order."""
    section = name = ""
    indent = 0
    value: list[Line] = []
    for line in _physical(source):
        stripped = line.stripped()
        if not stripped.text or stripped.text.startswith(_COMMENTS):
            continue
        depth = len(line.text) - len(line.text.lstrip())
        if name and depth > indent:
            value.append(stripped)
            continue
        if name:
            yield Option(section, name, tuple(value))
        indent, name, value = depth, "", []
        header = re.match(r"\[(.+)\]", stripped.text)
        if header:
            section = header[1]
        elif match := _OPTION.match(stripped.text):
            name = match["option"]
            value = [stripped.part(match.start("value"), match.end("value"))] if match["value"] else []
    if name:
        yield Option(section, name, tuple(value))


def _physical(source: Source) -> Iterator[Line]:
    """The lines as a file that is opened as text gives them."""
    everything = _lines.whole(source)
    for match in re.finditer(r"[^\r\n]+", source.text):
        yield everything.part(*match.span())


def _items(option: Option) -> Iterator[Line]:
    """The requirements, or the one directive, of the option."""
    if len(option.lines) != 1 or option.lines[0].text.startswith(_FILE):
        yield from option.lines
        return
    (line,) = option.lines
    start = 0
    for separator in [*_SEPARATOR.finditer(line.text), None]:
        end = separator.start() if separator else len(line.text)
        item = line.part(start, end).stripped()
        if item.text:
            yield item
        start = separator.end() if separator else end


def _declared(source: Source, item: Line, manner: Manner, reading: requirements.Reading) -> Iterator[Entry]:
    if item.text.startswith(_FILE):
        for target in item.text[len(_FILE) :].split(","):
            yield from _named(source, item, target.strip(), reading)
    elif _INTERPOLATED.search(item.text):
        yield unaudited(source, item.offset(0), _entries.shown(item.text), "it is put together from other values")
    else:
        for line in item.lines():
            yield _entries.requirement(source, line, manner)


def _named(source: Source, item: Line, target: str, reading: requirements.Reading) -> Iterator[Entry]:
    """What a file that a directive names declares."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), target))
    raw = reading.read(path)
    if raw is None:
        why = "does not exist in this repository, so what it names was not audited"
        yield unreadable(source, item.offset(0), f"{_entries.shown(target)} {why}")
    else:
        yield from requirements.nested(path, raw, reading)
