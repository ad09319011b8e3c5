"""npm: access tokens."""

from __future__ import annotations

from pratique.secrets.checksums import base62_tail
from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "npm-token",
    "an npm token",
    what="Granular and classic access tokens (`npm_`), anywhere, and the older UUID form in `:_authToken=` lines.",
    opens="publishing packages in the name of the account",
    references=("https://docs.npmjs.com/about-access-tokens",),
)

DETECTOR = Detector(
    formats=(
        Format(b"npm_", rb"npm_[A-Za-z0-9]{36}(?!\w)", check=base62_tail),
        Format(
            b"_authToken=", rb":_authToken=(?P<secret>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})", before=1, shown=0
        ),
    ),
    variable="NPM_TOKEN",
    rotate="https://docs.npmjs.com/revoking-access-tokens",
    samples=(
        Sample("npm_<36 alnum>"),
        Sample("<uuid>", around="//registry.internal/:_authToken={}"),
    ),
)
