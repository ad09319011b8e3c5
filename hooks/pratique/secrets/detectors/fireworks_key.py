"""Fireworks AI: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "fireworks-key",
    "a Fireworks AI key",
    what="API keys: `fw_` and 24 characters.",
    opens="paid model calls on the account",
    references=("https://docs.fireworks.ai/getting-started/quickstart",),
)

DETECTOR = Detector(
    formats=(Format(b"fw_", rb"fw_(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{24}(?!\w)"),),
    variable="FIREWORKS_API_KEY",
    rotate="https://app.fireworks.ai/settings/users/api-keys",
    samples=(Sample("fw_<24 alnum>"),),
)
