"""The comment block of PEP 723 in a script, apart from the reader: most Python files have none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pratique.core.errors import SourceError
from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.manifests import _entries, _lines, _origins
from pratique.deps.manifests._entries import Manner
from pratique.deps.manifests._lines import Line
from pratique.deps.model import Entry, Requirement, unaudited, unreadable

if TYPE_CHECKING:
    from pratique.deps.manifests import _sources

# Lists of requirements in the block: the specification's own, and those of uv ("Settings").
_PLACES = (
    ("dependencies",),
    ("tool", "uv", "constraint-dependencies"),
    ("tool", "uv", "override-dependencies"),
    ("tool", "uv", "build-constraint-dependencies"),
)
_ELSEWHERE = "the version is that of the place in tool.uv.sources"

# The expression of the specification, with each of the ways to end a line.
_BLOCK = re.compile(
    r"^# /// (?P<type>[a-zA-Z0-9-]+)\r?$\s(?P<content>(?:^#(?:| [^\r\n]*)\r?$\s)+)^# ///\r?$", re.MULTILINE
)
_OPENED = re.compile(r"^# /// script\r?$(?!\s# ///\r?$)", re.MULTILINE)
_LINE = re.compile(r"\bline ([0-9]+)")  # of the document in the comment
_UNCLOSED = "the block that `# /// script` opens is not closed: each of its lines begins with `# `, and `# ///` ends it"


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """What the block asks for; nothing where there is none."""
    blocks = [match for match in _BLOCK.finditer(source.text) if match["type"] == "script"]
    everything = _lines.whole(source)
    opened = _OPENED.search(source.text)
    if not blocks and opened:
        yield unreadable(source, everything.offset(opened.start()), _UNCLOSED)
    for repeated in blocks[1:]:
        yield unreadable(
            source, everything.offset(repeated.start()), "a second block `# /// script`: tools refuse both"
        )
    if blocks:
        yield from _declared(source, _content(everything, blocks[0].span("content")), read)


def _content(everything: Line, span: tuple[int, int]) -> Line:
    """The document in the comment: each line without the prefix that makes it one."""
    kept: list[int] = []
    for match in re.finditer(r"^# ?(.*\n?)", everything.text[span[0] : span[1]], re.MULTILINE):
        kept += range(span[0] + match.start(1), span[0] + match.end(1))
    return everything.gathered(kept)


def _declared(source: Source, content: Line, read: Read) -> Iterator[Entry]:
    from pratique.deps.manifests import _toml

    try:
        document = _toml.load(Source(source.path, content.text.encode()))
    except SourceError as error:
        first = source.line_index(content.offset(0))
        message = _LINE.sub(lambda match: f"line {int(match[1]) + first}", str(error))
        yield unreadable(source, content.offset(0), f"the block `# /// script` is {message}")
        return
    manner = Manner(open_by_design=True, locked=read(f"{source.path}.lock") is not None)
    sources: _sources.Sources = {}
    try:
        sources = {name: origin for name, origin in _own(document, source, read).items() if origin}
    except ValueError as error:
        yield unreadable(source, content.offset(0), f"tool.uv.sources {error}")
    for path in _PLACES:
        wanted = _toml.value(document, path)
        if isinstance(wanted, list):
            for entry in _listed(source, content, path, wanted, manner):
                yield from _placed(entry, sources)
        elif wanted is not None:
            yield unreadable(source, content.offset(0), f"{'.'.join(path)} must be a list of requirements")


def _own(document: dict[str, Any], source: Source, read: Read) -> dict[str, _origins.Origin | None]:
    from pratique.deps.manifests import _sources

    return _sources.own(document, _origins.Base(source.path, read))


def _placed(entry: Entry, sources: _sources.Sources) -> Iterator[Entry]:
    """The entry as uv's sources have it: what comes from elsewhere is no release of an index."""
    origin = sources.get(entry.name) if isinstance(entry, Requirement) else None
    if origin is None or not isinstance(entry, Requirement):
        yield entry
    elif origin.version:
        yield entry._replace(version=origin.version, version_span=None, held=_ELSEWHERE, lower="", lower_span=None)
    elif origin.why != _origins.OWN:
        yield unaudited(entry.source, entry.start, entry.name, origin.why)


def _listed(source: Source, content: Line, path: tuple[str, ...], wanted: list[Any], manner: Manner) -> Iterator[Entry]:
    from pratique.deps.manifests import _toml

    texts = {text.path: text for text in _toml.strings(content.text)}
    for index, item in enumerate(wanted):
        text = texts.get((*path, index))
        if text is None:
            message = f"item {index + 1} of {'.'.join(path)} is not a requirement"
            yield unreadable(source, content.offset(0), message)
            continue
        line = content.part(text.start, text.end)
        if not text.verbatim:
            line = Line(str(item), line.pieces, False)
        yield _entries.requirement(source, line.stripped(), manner)
