"""`.netrc` and its like: whatever follows the word for it is a password (ftp(1), msmtp(1), fetchmail(1))."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.secrets import names
from pratique.secrets.detector import Text
from pratique.secrets.filekind import NETRC, file_kind
from pratique.secrets.patterns import compiled
from pratique.secrets.reader import Assignment, Reader

_PASSWORD = rb"""(?<![^\s])pass(?:word)?[ \t]{1,20}(?P<quote>["']?)(?P<value>[^\s]{5,128}?)(?P=quote)(?=[\s;]|\Z)"""


def _find(text: Text) -> Iterator[Assignment]:
    for match in compiled(_PASSWORD).finditer(text.data):
        yield Assignment(names.GIVEN, *match.span("value"), True)


READER = Reader(lambda name: file_kind(name) == NETRC, _find)
