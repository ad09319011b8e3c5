"""Hash functions for which collisions can be made, however the program comes by their names.

(RFC 6151, RFC 6194; docs.python.org/3/library/hashlib.html)
"""

import re

from pratique.lint.flow.model import Argument, Model, Sink

_WEAK = re.compile(r"(?i)(?:md2|md4|md5|sha|sha-?1|rsa-md5|rsa-sha1|ripemd)\Z")
_FUNCTIONS = frozenset({"hashlib.md5", "hashlib.sha1"})
_WHAT = "a hash function that is broken"
_UNLESS: tuple[tuple[Argument, object], ...] = (("usedforsecurity", False),)
_NAMED: tuple[tuple[str, Argument], ...] = (
    ("hashlib.new", 0),
    ("hashlib.new", "name"),
    ("hashlib.file_digest", 1),
    ("hashlib.file_digest", "digest"),
)

MODEL = Model(
    sinks=(
        *(Sink(name, "weak-hash", (), unless=_UNLESS, what=_WHAT, passes=True) for name in sorted(_FUNCTIONS)),
        *(
            Sink(name, "weak-hash", (), when=((which, known),), unless=_UNLESS, what=_WHAT, passes=True)
            for name, which in _NAMED
            for known in (_WEAK, _FUNCTIONS)
        ),
    ),
)
