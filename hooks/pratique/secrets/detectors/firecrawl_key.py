"""Firecrawl: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "firecrawl-key",
    "a Firecrawl key",
    what="API keys: `fc-` and 32 hexadecimal digits.",
    opens="paid crawls of the account",
    references=("https://docs.firecrawl.dev/introduction",),
)

DETECTOR = Detector(
    formats=(Format(b"fc-", rb"fc-(?=[a-f]*[0-9])[0-9a-f]{32}(?!\w)"),),
    variable="FIRECRAWL_API_KEY",
    rotate="https://www.firecrawl.dev/app/api-keys",
    samples=(Sample("fc-<32 hex>"),),
)
