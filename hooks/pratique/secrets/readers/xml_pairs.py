"""Property lists: a key and its string as elements one behind the other."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.secrets import names
from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled
from pratique.secrets.reader import Assignment, Reader, has_extension

_PAIR = rb"<key>(?P<name>[^<>\r\n]{2,60})</key>\s{0,40}<string>(?P<value>[^<>\s]{5,300})</string>"


def _find(text: Text) -> Iterator[Assignment]:
    for match in compiled(_PAIR).finditer(text.data):
        kind = names.kind(match["name"].decode("utf-8", "replace"))
        if kind:
            yield Assignment(kind, *match.span("value"), True)


READER = Reader(has_extension(".plist", ".mobileconfig", ".xml"), _find)
