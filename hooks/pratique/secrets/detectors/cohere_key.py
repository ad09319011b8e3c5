"""Cohere: API keys."""

from __future__ import annotations

from pratique.core.finding import Confidence
from pratique.secrets.detector import NAMED, Detector, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import named

RULE = token_rule(
    "cohere-key",
    "a Cohere key",
    what="API keys: 40 letters and digits, given to a name that holds `cohere` or `CO_API_KEY`.",
    opens="paid model calls on the account",
    references=("https://docs.cohere.com/reference/about",),
    confidence=Confidence.MEDIUM,
)

DETECTOR = Detector(
    formats=(
        named(b"cohere", rb"(?=[0-9a-f]*[A-Zg-z])(?=[A-Za-z]*[0-9])[A-Za-z0-9]{40}"),
        named(b"co_api", rb"(?=[0-9a-f]*[A-Zg-z])(?=[A-Za-z]*[0-9])[A-Za-z0-9]{40}"),
    ),
    variable="COHERE_API_KEY",
    rotate="https://dashboard.cohere.com/api-keys",
    rank=NAMED,
    samples=(
        Sample("<40 alnum>", name="COHERE_API_KEY"),
        Sample("<40 alnum>", name="CO_API_KEY"),
    ),
)
