"""Fly.io: access tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "flyio-token",
    "a Fly.io token",
    what="Access tokens: `fo1_` and 43 characters, macaroons (`fm2_`).",
    opens="the machines and volumes of the organisation",
    references=("https://fly.io/docs/security/tokens/",),
)

DETECTOR = Detector(
    formats=(
        Format(b"fo1_", rb"fo1_[\w-]{43}"),
        Format(b"fm2_", rb"fm2_[A-Za-z0-9+/]{100,2000}={0,3}"),
    ),
    variable="FLY_API_TOKEN",
    rotate="https://fly.io/user/personal_access_tokens",
    samples=(
        Sample("fo1_<43 word>"),
        Sample("fm2_<200 base64>"),
    ),
)
