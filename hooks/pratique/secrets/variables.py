"""What the environment variable is called that takes the place of a credential."""

from __future__ import annotations

import re

from pratique.secrets import names
from pratique.secrets.detector import GENERIC, Detector

# Variables of detectors that stand for many issuers: what the program itself says is better than these.
VAGUE = frozenset({"ACCESS_TOKEN", "SERVICE_URL", "SECRET"})
# The shell's own: the folder that it stands in.
_TAKEN = {"PWD": "PASSWORD"}
# What addresses are called, and keys whose names tell no more.
_SUFFIXES = ("URL", "URI", "DSN", "KEY", "SALT", "PIN", "AUTH")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SHORTEST = 3
_LONGEST = 48


def spelled(name: str) -> str:
    """The name as variables are written, `smtpPassword` as SMTP_PASSWORD; "" where it makes none."""
    upper = re.sub(r"[^A-Z0-9]+", "_", _HUMP.sub("_", name).upper()).strip("_")
    fits = _SHORTEST <= len(upper) <= _LONGEST and upper[0].isalpha()
    return upper if fits else ""


def variable(detector: Detector, own: str) -> str:
    """The issuer's usual variable; own, the program's word for it, where there is none that all use.

    A word of the program's own that names the issuer says more: `aws_secret_access_key`. One that
    names no credential (`LOCATION`, `client`) says less.
    """
    named = spelled(own)
    named = _TAKEN.get(named, named)
    issuer = detector.variable.partition("_")[0] + "_"
    if detector.rank == GENERIC or detector.variable in VAGUE or named.startswith(issuer):
        return named if names.kind(named) or named.endswith(_SUFFIXES) else detector.variable
    return detector.variable


class Names:
    """The variables of one file: each stands for one value only."""

    def __init__(self) -> None:
        self._taken: dict[str, bytes] = {}

    def choose(self, value: bytes, *wanted: str) -> str:
        """The first of the names wanted that stands for no other value, else the first with a number."""
        candidates = [name for name in wanted if name]
        numbered = (f"{candidates[0]}_{number}" for number in range(2, len(self._taken) + 3))
        for name in (*candidates, *numbered):
            if self._taken.setdefault(name, value) == value:
                return name
        raise AssertionError("there are more numbers than names taken")
