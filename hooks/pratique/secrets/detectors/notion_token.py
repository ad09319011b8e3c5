"""Notion: integration tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "notion-token",
    "a Notion token",
    what="Integration tokens: `ntn_`, eleven digits and 35 characters; the older `secret_` and 43.",
    opens="the pages and databases shared with the integration",
    references=("https://developers.notion.com/reference/authentication",),
)

DETECTOR = Detector(
    formats=(
        Format(b"ntn_", rb"ntn_[0-9]{11}[A-Za-z0-9]{35}"),
        Format(b"secret_", rb"secret_(?=[A-Za-z]*[0-9])[A-Za-z0-9]{43}(?!\w)"),
    ),
    variable="NOTION_TOKEN",
    rotate="https://www.notion.so/profile/integrations",
    samples=(
        Sample("ntn_<11 digits><35 alnum>"),
        Sample("secret_<43 alnum>"),
    ),
)
