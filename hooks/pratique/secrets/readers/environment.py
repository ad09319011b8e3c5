"""Lines that set environment variables: of dotenv files, whose values go on to the line's end, and of systemd."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.secrets import names
from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled
from pratique.secrets.reader import Assignment, Reader

_NAME = rb"(?P<name>[A-Za-z_][\w.-]{1,60})"
_DOTENV = (
    rb"(?m)^[ \t]*(?:export[ ]+)?"
    + _NAME
    + rb"[ \t]*=[ \t]*(?P<value>[^\s\"'#][^\r\n]{3,300}?)[ \t]*(?:[ \t]#[^\r\n]*)?\r?$"
)
# systemd.exec(5): the quotes stand around the whole assignment.
_UNIT = rb"(?m)^[ \t]*Environment=[\"']" + _NAME + rb"=(?P<value>[^\"'\r\n]{4,300})[\"']"


def _is_dotenv(name: str) -> bool:
    return name.startswith(".env") or name.endswith(".env") or ".env." in name


def _is_unit(name: str) -> bool:
    return name.endswith((".service", ".container", ".conf"))


def _find(text: Text) -> Iterator[Assignment]:
    name = text.path.rsplit("/", 1)[-1].lower()
    for match in compiled(_DOTENV if _is_dotenv(name) else _UNIT).finditer(text.data):
        kind = names.kind(match["name"].decode())
        if kind:
            yield Assignment(kind, *match.span("value"), True)


READER = Reader(lambda name: _is_dotenv(name) or _is_unit(name), _find)
