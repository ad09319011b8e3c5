"""Tavily: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "tavily-key",
    "a Tavily key",
    what="API keys: `tvly-`, with or without `dev-` or `prod-`, and 32 characters.",
    opens="paid searches of the account",
    references=("https://docs.tavily.com/documentation/quickstart",),
)

DETECTOR = Detector(
    formats=(Format(b"tvly-", rb"tvly-(?:dev-|prod-)?(?=[a-z-]*[A-Z0-9])[A-Za-z0-9-]{30,64}(?!\w)"),),
    variable="TAVILY_API_KEY",
    rotate="https://app.tavily.com",
    samples=(
        Sample("tvly-<32 alnum>"),
        Sample("tvly-dev-<32 alnum>"),
    ),
)
