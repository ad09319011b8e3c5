"""Linear: API keys and OAuth tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "linear-key",
    "a Linear key",
    what="API keys (`lin_api_`) and OAuth tokens (`lin_oauth_`).",
    opens="the issues and documents of the workspace",
    references=("https://linear.app/developers/graphql",),
)

DETECTOR = Detector(
    formats=(
        Format(b"lin_api_", rb"lin_api_[A-Za-z0-9]{40}"),
        Format(b"lin_oauth_", rb"lin_oauth_[0-9a-f]{64}"),
    ),
    variable="LINEAR_API_KEY",
    rotate="https://linear.app/settings/account/security",
    samples=(
        Sample("lin_api_<40 alnum>"),
        Sample("lin_oauth_<64 hex>"),
    ),
)
