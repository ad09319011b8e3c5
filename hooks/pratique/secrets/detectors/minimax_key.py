"""MiniMax: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "minimax-key",
    "a MiniMax key",
    what="API keys: `sk-api-` and about 119 characters.",
    opens="paid model calls on the account",
    references=("https://platform.minimax.io/docs/guides/quickstart",),
)

DETECTOR = Detector(
    formats=(Format(b"sk-api-", rb"sk-api-[\w-]{100,140}"),),
    variable="MINIMAX_API_KEY",
    rotate="https://platform.minimax.io",
    samples=(Sample("sk-api-<119 word>"),),
)
