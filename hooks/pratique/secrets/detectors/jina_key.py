"""Jina AI: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "jina-key",
    "a Jina AI key",
    what="API keys: `jina_` and 60 characters.",
    opens="paid calls on the account",
    references=("https://jina.ai/api-dashboard/key-manager",),
)

DETECTOR = Detector(
    formats=(Format(b"jina_", rb"jina_[\w-]{60}(?![\w-])"),),
    variable="JINA_API_KEY",
    rotate="https://jina.ai/api-dashboard/key-manager",
    samples=(Sample("jina_<32 hex><28 word>"),),
)
