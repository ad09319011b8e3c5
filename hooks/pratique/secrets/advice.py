"""What a finding tells its reader: which credential it is, and exactly what to do about it."""

from __future__ import annotations

import re

from pratique.secrets.detector import Detector, Hit, Text
from pratique.secrets.replacements import advice
from pratique.secrets.variables import variable

_OWN_NAME = re.compile(
    rb"""(?x) ([A-Za-z_][A-Za-z0-9_-]{2,48}) \\?["']? \]? \s{0,4} (?: : [^=\r\n]{1,40} )?
    [:=,]{1,2} \s{0,4} [(\\]? \s{0,4} [rbuf]{0,2} \\?["']? \Z"""
)


def message(summary: str, where: Detector) -> str:
    """One line: what it is, that it counts as leaked, and where it is revoked."""
    return f"{summary}; revoke it ({where.rotate}), it counts as leaked once committed"


def help_text(text: Text, hit: Hit, detector: Detector, name: str = "") -> str:
    """The next step, with the replacement as this kind of file writes it; name: the variable, where it is known."""
    return f"{advice(text, hit, name or _variable(text, hit.start, detector))}, and revoke the old value."


def _variable(text: Text, start: int, detector: Detector) -> str:
    """The issuer's usual variable; where there is none, the name that the text itself uses."""
    named = _OWN_NAME.search(text.data, max(0, start - 100), start)
    return variable(detector, named[1].decode("ascii") if named else "")
