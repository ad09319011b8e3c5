"""Groq: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "groq-key",
    "a Groq key",
    what="API keys: `gsk_` and 52 characters.",
    opens="paid model calls on the account",
    references=("https://console.groq.com/docs/quickstart",),
)

DETECTOR = Detector(
    formats=(Format(b"gsk_", rb"gsk_[A-Za-z0-9]{48,56}"),),
    variable="GROQ_API_KEY",
    rotate="https://console.groq.com/keys",
    samples=(
        Sample("gsk_<20 alnum>WGdyb3FY<24 alnum>"),
        Sample("gsk_<52 alnum>"),
    ),
)
