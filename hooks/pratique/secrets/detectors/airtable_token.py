"""Airtable: personal access tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "airtable-token",
    "an Airtable token",
    what="Personal access tokens: `pat`, 14 characters, a dot and 64 hexadecimal digits.",
    opens="the bases shared with the token",
    references=("https://airtable.com/developers/web/guides/personal-access-tokens",),
)

DETECTOR = Detector(
    formats=(Format(b"pat", rb"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}"),),
    variable="AIRTABLE_TOKEN",
    rotate="https://airtable.com/create/tokens",
    samples=(Sample("pat<14 alnum>.<64 hex>"),),
)
