"""Cerebras: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "cerebras-key",
    "a Cerebras key",
    what="API keys: `csk-` and 48 characters.",
    opens="paid model calls on the account",
    references=("https://inference-docs.cerebras.ai/quickstart",),
)

DETECTOR = Detector(
    formats=(Format(b"csk-", rb"csk-[a-z0-9]{48}(?!\w)"),),
    variable="CEREBRAS_API_KEY",
    rotate="https://cloud.cerebras.ai",
    samples=(Sample("csk-<48 lower>"),),
)
