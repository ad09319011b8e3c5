"""Deepgram: API keys."""

from __future__ import annotations

from pratique.core.finding import Confidence
from pratique.secrets.detector import NAMED, Detector, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import named

RULE = token_rule(
    "deepgram-key",
    "a Deepgram key",
    what="API keys: 40 hexadecimal digits, given to a name that holds `deepgram`.",
    opens="transcription at the account's cost, and its recordings",
    references=("https://developers.deepgram.com/docs/create-additional-api-keys",),
    confidence=Confidence.MEDIUM,
)

DETECTOR = Detector(
    formats=(named(b"deepgram", rb"(?=[a-f]*[0-9])[0-9a-f]{40}"),),
    variable="DEEPGRAM_API_KEY",
    rotate="https://console.deepgram.com",
    rank=NAMED,
    samples=(Sample("<40 hex>", name="DEEPGRAM_API_KEY"),),
)
