"""What a detector file states, and the text it is given: the public face of this room for detectors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

# Ranks decide which detector speaks when several claim the same bytes; the lowest wins.
BLOCK, ISSUER, CARRIER, GENERIC = range(4)

# No token of a known format is shorter than this, or holds other characters than these.
SHORTEST_TOKEN = 20
_ALPHABET = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.+/=~:%"
_TOKEN_BYTES = bytes(byte if byte in _ALPHABET else 0x20 for byte in range(256))


@dataclass(frozen=True)
class Text:
    """The UTF-8 view of a file (or of a piece of a large one) and its path."""

    path: str
    data: bytes

    @cached_property
    def lower(self) -> bytes:
        """The data in ASCII lower case; offsets are those of data."""
        return self.data.lower()

    @cached_property
    def long_runs(self) -> bytes:
        """The runs of 20 or more characters that tokens are made of, a tenth of ordinary text."""
        return b" ".join(run for run in self.data.translate(_TOKEN_BYTES).split() if len(run) >= SHORTEST_TOKEN)


class Hit(NamedTuple):
    """A credential at bytes [start, end), of which the first `shown` bytes are a public prefix."""

    start: int
    end: int
    shown: int = 0


Find = Callable[[Text], Iterator[Hit]]


class Detector(NamedTuple):
    """How one issuer's credentials are recognised and put right.

    find: yields every credential of a text, in any order. variable: the environment variable that
    conventionally holds it. rotate: the issuer's page (or words) on revoking it. rank: see above.
    plugin: "module.Class" below detect_secrets.plugins that has to confirm a hit, or "".
    """

    find: Find
    variable: str
    rotate: str
    rank: int = ISSUER
    plugin: str = ""
