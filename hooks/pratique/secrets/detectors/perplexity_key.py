"""Perplexity: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "perplexity-key",
    "a Perplexity key",
    what="API keys: `pplx-` and 48 characters.",
    opens="paid model calls on the account",
    references=("https://docs.perplexity.ai",),
)

DETECTOR = Detector(
    formats=(Format(b"pplx-", rb"pplx-[A-Za-z0-9]{48,56}"),),
    variable="PERPLEXITY_API_KEY",
    rotate="https://www.perplexity.ai/account/api",
    samples=(Sample("pplx-<48 alnum>"),),
)
