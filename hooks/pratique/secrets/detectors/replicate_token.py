"""Replicate: API tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "replicate-token",
    "a Replicate token",
    what="API tokens: `r8_` and 37 characters.",
    opens="paid model calls on the account",
    references=("https://replicate.com/docs/topics/security/api-tokens",),
)

DETECTOR = Detector(
    formats=(Format(b"r8_", rb"r8_[A-Za-z0-9]{37,40}(?!\w)"),),
    variable="REPLICATE_API_TOKEN",
    rotate="https://replicate.com/account/api-tokens",
    samples=(Sample("r8_<37 alnum>"),),
)
