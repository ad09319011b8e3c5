"""xAI: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "xai-key",
    "an xAI key",
    what="API keys: `xai-` and 80 characters.",
    opens="paid model calls on the account",
    references=("https://docs.x.ai/docs/overview",),
)

DETECTOR = Detector(
    formats=(Format(b"xai-", rb"xai-[\w-]{70,120}"),),
    variable="XAI_API_KEY",
    rotate="https://console.x.ai",
    samples=(Sample("xai-<80 alnum>"),),
)
