"""ElevenLabs: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "elevenlabs-key",
    "an ElevenLabs key",
    what="API keys: `sk_` and 48 hexadecimal digits.",
    opens="speech at the account's cost, and the voices cloned on it",
    references=("https://elevenlabs.io/docs/api-reference/authentication",),
)

DETECTOR = Detector(
    formats=(Format(b"sk_", rb"sk_[0-9a-f]{48}(?!\w)"),),
    variable="ELEVENLABS_API_KEY",
    rotate="https://elevenlabs.io/app/settings/api-keys",
    samples=(Sample("sk_<48 hex>"),),
)
