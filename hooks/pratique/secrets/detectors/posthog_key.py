"""PostHog: personal and feature flag keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "posthog-key",
    "a PostHog key",
    what=(
        "Personal API keys (`phx_`) and keys for feature flags (`phs_`). Project keys (`phc_`) are made to be "
        "published."
    ),
    opens="the recorded behaviour of users",
    references=("https://posthog.com/docs/api",),
)

DETECTOR = Detector(
    formats=(
        Format(b"phx_", rb"phx_[A-Za-z0-9]{41,49}"),
        Format(b"phs_", rb"phs_[A-Za-z0-9]{41,49}"),
        Format(b"phc_", rb"phc_[A-Za-z0-9]{32,60}", public=True),
    ),
    variable="POSTHOG_PERSONAL_API_KEY",
    rotate="https://app.posthog.com/settings/user-api-keys",
    samples=(
        Sample("phx_<43 alnum>"),
        Sample("phs_<43 alnum>"),
        Sample("phc_<43 alnum>", public=True),
    ),
)
