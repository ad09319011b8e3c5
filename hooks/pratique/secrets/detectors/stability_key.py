"""Stability AI: API keys."""

from __future__ import annotations

from pratique.secrets.detector import NAMED, Detector, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import named

RULE = token_rule(
    "stability-key",
    "a Stability AI key",
    what="API keys: `sk-` and 48 characters, given to a name that holds `stability`.",
    opens="paid model calls on the account",
    references=("https://platform.stability.ai/docs/api-reference",),
)

DETECTOR = Detector(
    formats=(named(b"stability", rb"sk-[A-Za-z0-9]{48}", shown=3),),
    variable="STABILITY_API_KEY",
    rotate="https://platform.stability.ai/account/keys",
    rank=NAMED,
    samples=(Sample("sk-<48 alnum>", name="STABILITY_API_KEY"),),
)
