"""Devin: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "devin-key",
    "a Devin key",
    what="Keys of a user (`apk_user_`) and of a service (`cog_`).",
    opens="agents and the repositories that they may change",
    references=("https://docs.devin.ai/api-reference/overview",),
)

DETECTOR = Detector(
    formats=(
        Format(b"apk_user_", rb"apk_user_[A-Za-z0-9_=-]{120,180}"),
        Format(b"apk_", rb"apk_[A-Za-z0-9=-]{120,180}"),
        Format(b"cog_", rb"cog_[a-z0-9]{52}(?!\w)"),
    ),
    variable="DEVIN_API_KEY",
    rotate="https://app.devin.ai/settings/api-keys",
    samples=(
        Sample("apk_user_<140 alnum>"),
        Sample("apk_<140 alnum>"),
        Sample("cog_<52 lower>"),
    ),
)
