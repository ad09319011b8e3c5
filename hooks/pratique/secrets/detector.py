"""What a detector file states, and the text it is given: the public face of this room for detectors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

# Ranks decide which detector speaks when several claim the same bytes; the lowest wins. NAMED: its
# issuer's name stands beside it, which tells more than a prefix that several issuers share.
BLOCK, NAMED, ISSUER, CARRIER, GENERIC = range(5)

# What is known of a hit beyond its form. PROVEN: its checksum is right, or it stood encoded in a text
# that says so; no plugin need confirm it. DOUBTED: it should have a checksum and has another.
# PUBLIC: made to be published; it is not reported, and nothing else may take it for a secret.
UNPROVEN, PROVEN, DOUBTED, PUBLIC = range(4)

# No token of a known format is shorter than this, or holds other characters than these.
SHORTEST_TOKEN = 20
_ALPHABET = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.+/=~:%@\\"
_TOKEN_BYTES = bytes(byte if byte in _ALPHABET else 0x20 for byte in range(256))
_STRETCH = 1 << 18  # bytes that are split at once: the list of their words takes up to ten times that


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
        return b" ".join(run for runs in words(self.data, _TOKEN_BYTES) for run in runs if len(run) >= SHORTEST_TOKEN)


def words(data: bytes, table: bytes) -> Iterator[list[bytes]]:
    """The words of what `translate` makes of the data; a large text is never in one list of them all."""
    start, size = 0, _STRETCH
    while start < len(data):
        spaced = data[start : start + size].translate(table)
        end = len(spaced) if start + size >= len(data) else spaced.rfind(b" ") + 1
        if end:
            yield spaced[:end].split()
            start += end
        size = _STRETCH if end else 2 * size  # a word may be longer


class Hit(NamedTuple):
    """A credential at bytes [start, end), of which the first `shown` bytes are a public prefix."""

    start: int
    end: int
    shown: int = 0
    standing: int = UNPROVEN


Find = Callable[[Text], Iterator[Hit]]
# Whether the bytes of a token carry the right checksum; None where that cannot be told.
Check = Callable[[bytes], "bool | None"]


class Format(NamedTuple):
    """One token format that a fixed piece of text, the needle, gives away.

    needle: literal bytes within every token; for a format that only a name beside it gives away, the
    name, in lower case. pattern: the whole token; group "secret" narrows it.
    before: how many bytes of a match may precede the needle (0: the token begins with it).
    shown: how many leading bytes are public; by default the needle's, where it comes first.
    context: a lower-case word that the file must hold, for formats that are weak on their own.
    named: whether the needle is such a name, in any letter case. behind: the pattern where it stands behind the token.
    check: the issuer's checksum. public: the token is made to be published.
    """

    needle: bytes
    pattern: bytes
    before: int = 0
    shown: int = -1
    context: bytes = b""
    named: bool = False
    check: Check | None = None
    public: bool = False
    behind: bytes = b""

    @property
    def prefix(self) -> int:
        """How many leading bytes of a hit may be shown."""
        return self.shown if self.shown >= 0 else 0 if self.before or self.named else len(self.needle)


class Sample(NamedTuple):
    """What tokens of a format look like, for the tests to make some.

    spec: fixed text and, in angle brackets, random parts: a length and an alphabet, `<40 alnum>`
    (see tests/support/tokens.py). name: a name that has to stand before it as that of its value.
    public: such a token must not be reported. around: text of the file, `{}` for the token.
    """

    spec: str
    name: str = ""
    public: bool = False
    around: str = "{}"


def _nothing(_: Text) -> Iterator[Hit]:
    return iter(())


class Detector(NamedTuple):
    """How one issuer's credentials are recognised and put right.

    formats: the issuer's token formats; find: what recognises credentials that no format describes;
    each yields every credential of a text, in any order. variable: the environment variable that
    conventionally holds it. rotate: the issuer's page (or words) on revoking it. rank: see above.
    plugin: "module.Class" below detect_secrets.plugins that has to confirm a hit, or "".
    samples: what the formats are tested with, at least one for each.
    """

    variable: str
    rotate: str
    formats: tuple[Format, ...] = ()
    find: Find = _nothing
    rank: int = ISSUER
    plugin: str = ""
    samples: tuple[Sample, ...] = ()
