"""npm: access tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector
from pratique.secrets.documentation import token_rule
from pratique.secrets.formats import Format, finder

RULE = token_rule(
    "npm-token",
    "an npm token",
    what="Granular and classic access tokens (`npm_`), anywhere, and the older UUID form in `:_authToken=` lines.",
    opens="publishing packages in the name of the account",
    references=("https://docs.npmjs.com/about-access-tokens",),
)

DETECTOR = Detector(
    find=finder(
        Format(b"npm_", rb"npm_[A-Za-z0-9]{36}(?!\w)"),
        Format(
            b"_authToken=", rb":_authToken=(?P<secret>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})", before=1, shown=0
        ),
    ),
    variable="NPM_TOKEN",
    rotate="https://docs.npmjs.com/revoking-access-tokens",
)
