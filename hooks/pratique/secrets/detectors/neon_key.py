"""Neon: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "neon-key",
    "a Neon key",
    what="API keys: `napi_` and 64 characters.",
    opens="the databases of the account",
    references=("https://neon.com/docs/manage/api-keys",),
)

DETECTOR = Detector(
    formats=(Format(b"napi_", rb"napi_[A-Za-z0-9]{60,68}(?!\w)"),),
    variable="NEON_API_KEY",
    rotate="https://console.neon.tech/app/settings/api-keys",
    samples=(Sample("napi_<64 lower>"),),
)
