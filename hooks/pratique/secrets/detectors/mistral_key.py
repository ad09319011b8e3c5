"""Mistral: API keys."""

from __future__ import annotations

from pratique.core.finding import Confidence
from pratique.secrets.detector import NAMED, Detector, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import named

RULE = token_rule(
    "mistral-key",
    "a Mistral key",
    what="API keys: 32 letters and digits, given to a name that holds `mistral`.",
    opens="paid model calls on the account",
    references=("https://docs.mistral.ai/getting-started/quickstart",),
    confidence=Confidence.MEDIUM,
)

DETECTOR = Detector(
    formats=(named(b"mistral", rb"(?=[A-Za-z]*[0-9])[A-Za-z0-9]{32}"),),
    variable="MISTRAL_API_KEY",
    rotate="https://console.mistral.ai/api-keys",
    rank=NAMED,
    samples=(Sample("<32 alnum>", name="MISTRAL_API_KEY"),),
)
