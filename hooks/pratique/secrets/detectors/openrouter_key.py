"""OpenRouter: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "openrouter-key",
    "an OpenRouter key",
    what="API keys: `sk-or-v1-` and 64 hexadecimal digits.",
    opens="paid model calls on the account",
    references=("https://openrouter.ai/docs/api-reference/authentication",),
)

DETECTOR = Detector(
    formats=(Format(b"sk-or-v1-", rb"sk-or-v1-[0-9a-f]{64}"),),
    variable="OPENROUTER_API_KEY",
    rotate="https://openrouter.ai/settings/keys",
    samples=(Sample("sk-or-v1-<64 hex>"),),
)
