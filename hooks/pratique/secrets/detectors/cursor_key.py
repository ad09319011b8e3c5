"""Cursor: API keys."""

from __future__ import annotations

from pratique.core.finding import Confidence
from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "cursor-key",
    "a Cursor key",
    what="API keys: `key_` and 64 hexadecimal digits.",
    opens="paid agents and the repositories that they may change",
    references=("https://cursor.com/docs/account/teams/admin-api",),
    confidence=Confidence.MEDIUM,
)

DETECTOR = Detector(
    formats=(Format(b"key_", rb"(?<![_-])key_[0-9a-f]{64}(?!\w)"),),
    variable="CURSOR_API_KEY",
    rotate="https://cursor.com/dashboard",
    samples=(Sample("key_<64 hex>"),),
)
