"""Private keys in PEM, OpenSSH and PGP armour."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.secrets.detector import BLOCK, Detector, Hit, Text
from pratique.secrets.documentation import token_rule
from pratique.secrets.patterns import compiled

RULE = token_rule(
    "private-key",
    "a private key",
    what=(
        "The armour `-----BEGIN … PRIVATE KEY-----` (RFC 7468, OpenSSH, PGP) followed by key material, as lines or "
        "within a string. The armour alone, as parsers and documentation mention it, is not a key."
    ),
    opens="the hosts, signatures or sessions that trust the key",
    references=("https://www.rfc-editor.org/rfc/rfc7468",),
)

_BEGIN = b"-----BEGIN "
_LABEL = rb"-----BEGIN (?P<label>(?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?)-----"
# Headers of encrypted and PGP keys stand between the armour and the key material.
_MATERIAL = rb"""(?x)
    (?: [A-Za-z][A-Za-z-]{1,20}: [ ] [^\r\n\\]{1,120} (?: [\r\n] | \\n ) | [\s"'+,>|()-] | \\[nrt]? ){0,400}
    (?P<line> [A-Za-z0-9+/]{24,} )
    """
_LONGEST = 20_000


def _find(text: Text) -> Iterator[Hit]:
    position = text.data.find(_BEGIN)
    while position >= 0:
        armour = compiled(_LABEL).match(text.data, position)
        if armour:
            hit = _block(text.data, armour)
            if hit:
                yield hit
        position = text.data.find(_BEGIN, position + len(_BEGIN))


def _block(data: bytes, armour: re.Match[bytes]) -> Hit | None:
    """From the armour to its END line; without one, to the end of the first line of material."""
    last = armour.end() + _LONGEST
    end = data.find(b"-----END " + armour["label"] + b"-----", armour.end(), last)
    material = compiled(_MATERIAL).match(data, armour.end(), end if end >= 0 else armour.end() + 1000)
    if not material or len(set(material["line"])) < 8:
        return None
    stop = end + len(b"-----END -----") + len(armour["label"]) if end >= 0 else material.end()
    return Hit(armour.start(), stop, armour.end() - armour.start())


DETECTOR = Detector(
    find=_find,
    variable="PRIVATE_KEY_FILE",
    rotate="every host and service that trusts its public half",
    rank=BLOCK,
)
