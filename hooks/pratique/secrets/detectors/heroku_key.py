"""Heroku: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "heroku-key",
    "a Heroku key",
    what="API keys: `HRKU-` and a UUID or 60 characters.",
    opens="the applications of the account, and their configuration",
    references=("https://devcenter.heroku.com/articles/authentication",),
)

DETECTOR = Detector(
    formats=(Format(b"HRKU-", rb"HRKU-[0-9A-Za-z_-]{36,64}"),),
    variable="HEROKU_API_KEY",
    rotate="https://dashboard.heroku.com/account/applications",
    samples=(
        Sample("HRKU-<60 word>"),
        Sample("HRKU-<uuid>"),
    ),
)
