"""What one requirement declares, wherever it is written: from a text with its place to an entry."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pratique.core.hook import Read
from pratique.core.redact import mask, visible
from pratique.core.source import Source
from pratique.deps.manifests import _origins, _pep508
from pratique.deps.manifests._lines import Line
from pratique.deps.model import Entry, Requirement, unaudited, unreadable

HASHES = "its --hash values belong to this version; let the tool that wrote the file write it again"
ADDRESS = r"(?i)(?:[a-z][a-z0-9]*\+)?[a-z][a-z0-9]+://|file:"
_LOCAL_ADDRESS = re.compile(r"(?:[A-Za-z0-9._-]+\s*(?:\[[^\]]*\])?\s*@\s*)?file:(?://)?(?=\.)")  # pip: file:./folder
_PATH = (
    r"\.{1,2}(?:[/\\\[]|$)|[/~\\]|[A-Za-z]:[/\\]|[^\s@;=<>!~\[]*[/\\]"
    rf"|[^\s@;=<>!~\[]+(?:{'|'.join(map(re.escape, _pep508.ARCHIVES))})(?:\s|;|$)"
)
_VARIABLE = re.compile(r"\$\{[A-Z0-9_]+\}")  # as pip takes them from the environment
_WORD = r"[\w.\[\],-]+\s*"
# What is written in the place of a requirement, and what to do about it; the first that fits is said.
_HINTS = (
    (r"[<=>|]{7}(?:\s|$)", "this is the marker of a merge conflict that is not resolved"),
    (r"[\"']", "a requirement has no quotes around it"),
    (r"\Z", "there is nothing in it"),
    (r"[\w.-]+\s+v?\d", "an operator is missing; an exact version is pinned with =="),
    (r"[^;]*\$", "pip fills in variables only where they are written as ${NAME}, in capitals"),
    (r"-", "options and other files belong into a requirements file"),
    (r"(?:python\S* -m )?(?:uv )?pip\S* install\b", "the requirement stands alone, without the command"),
    (r".*[\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]", "a dash in it is not the hyphen-minus of the keyboard"),
    (r"[^#]*\S#", "a comment needs a space in front of its #"),
    (rf"{_WORD}@", "what follows the @ must be an address; an exact version is pinned with =="),
    (rf"{_WORD}=>", "the operator is >="),
    (rf"{_WORD}=<", "the operator is <="),
    (rf"{_WORD}=\s*[^=\s]", "an exact version is pinned with =="),
    (rf"{_WORD}~\s*\d", "the operator is ~="),
    (rf"{_WORD}~=\s*\d+\s*(?:,|;|$)", "~= needs a version of at least two numbers"),
    (rf"{_WORD}[<>=!~]=?\s*[\w.*+!-]+(?:\s|\s*[,;])\s*[A-Za-z][\w.-]*\s*(?:[<>=!~]|$)", "write one requirement a line"),
    (r".*\\\s*$", "a backslash continues a line only as its very last character"),
)
_IN_PARTS = "the version is part of an address or of several lines, or it is written twice"
_SHOWN = 60  # characters of a line that makes no sense
_PROJECT = ("pyproject.toml", "setup.cfg", "setup.py")


class Manner(NamedTuple):
    """How the requirements of a manifest are to be taken; the fields are those of Requirement."""

    open_by_design: bool = False
    locked: bool = False
    held: str = ""


def requirement(source: Source, line: Line, manner: Manner) -> Entry:
    """The entry for a requirement, an archive, a repository or a folder."""
    if line.text.endswith(";") and len(line.text) > 1:  # pip takes no marker for any machine
        line = line.part(0, len(line.text) - 1).stripped()
    text = line.text
    parsed = _pep508.plain_pin(text)
    if parsed is None and (re.match(ADDRESS, text) or re.match(_PATH, text)):
        return unnamed(source, line.part(0, len(text.partition(";")[0].rstrip())), manner)
    try:
        parsed = parsed or _pep508.parse(text)
        if parsed.url and ":" not in parsed.url:
            raise ValueError("no address")
    except ValueError as error:
        return _no_requirement(source, line, error)
    start, end = line.span(0, len(text))
    if parsed.url and not parsed.version:
        return unaudited(source, start, parsed.name, _why_unaudited(parsed.url))
    at, lower_at = parsed.version_at, parsed.lower_at
    editable = at is not None and line.is_whole(*at)
    return Requirement(
        source,
        parsed.name,
        start,
        max(start, end),
        parsed.version,
        parsed.specifier,
        version_span=line.span(*at) if at and editable else None,
        held=manner.held or (_IN_PARTS if parsed.version and not editable else ""),
        open_by_design=manner.open_by_design,
        locked=manner.locked,
        lower=parsed.lower,
        lower_span=line.span(*lower_at) if lower_at and line.is_whole(*lower_at) else None,
    )


def _no_requirement(source: Source, line: Line, error: ValueError) -> Entry:
    if _VARIABLE.search(line.text):
        return unaudited(source, line.offset(0), shown(line.text), "an environment variable is part of it")
    return unreadable(source, line.offset(0), no_requirement(line.text, error))


def no_requirement(text: str, error: ValueError) -> str:
    """What is to be said of a text that PEP 508 does not know: the likely mistake, else what the parser says."""
    hint = next((hint for pattern, hint in _HINTS if re.match(pattern, text)), str(error))
    return f"not a requirement: {shown(text)[:_SHOWN] or 'an empty text'}: {hint}"


def of_others(entries: Iterable[Entry], own: str) -> Iterator[Entry]:
    """The entries without those that stand for extras of the project itself: `all = ["self[docs,tests]"]`."""
    for entry in entries:
        if not (own and isinstance(entry, Requirement) and entry.name == own and not entry.specifier):
            yield entry


def unnamed(source: Source, target: Line, manner: Manner) -> Entry:
    """The entry for an archive, a repository or a folder in the place of a name."""
    name, version = _pep508.archive(target.text)
    start, end = target.span(0, len(target.text))
    if version:
        held = "the version is part of an address"
        specifier = f"@ {shown(target.text)}"
        return Requirement(
            source, name, start, end, version, specifier, held=held, open_by_design=manner.open_by_design
        )
    return unaudited(source, start, shown(target.text), _why_unaudited(target.text))


def _why_unaudited(target: str) -> str:
    """What is to be said of an address or a path that states no version."""
    if target.lower().startswith("file:") or not re.match(ADDRESS, target):
        return _origins.LOCAL
    return _origins.REPOSITORY if re.match(r"(?i)[a-z]+\+", target) else _origins.NO_VERSION


def is_own_project(target: str, folders: tuple[str, ...], read: Read) -> bool:
    """Whether the path is that of a folder of the repository, from one of the folders, whose manifest speaks for it."""
    if re.match(ADDRESS, target):
        return False
    path = target.partition("[")[0].replace("\\", "/")
    candidates = (posixpath.normpath(posixpath.join(base, path, name)) for base in folders for name in _PROJECT)
    return any(read(candidate) is not None for candidate in candidates)


def asks_for_own_project(text: str, folders: tuple[str, ...], read: Read) -> bool:
    """`is_own_project` for what stands in the place of a requirement: there a name alone is that of a distribution."""
    text = _LOCAL_ADDRESS.sub("", text.partition(";")[0].strip(), count=1)
    return re.match(_PATH, text) is not None and is_own_project(text, folders, read)


def shown(target: str) -> str:
    """The address or path without the password that it may carry."""
    return visible(mask(target))
