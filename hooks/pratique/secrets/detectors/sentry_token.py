"""Sentry: user and organisation tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "sentry-token",
    "a Sentry token",
    what="User tokens (`sntryu_`) and organisation tokens (`sntrys_`). A DSN is made to be published.",
    opens="the errors of the organisation, with the data recorded in them",
    references=("https://docs.sentry.io/account/auth-tokens/",),
)

DETECTOR = Detector(
    formats=(
        Format(b"sntryu_", rb"sntryu_[0-9a-f]{64}"),
        Format(b"sntrys_eyJ", rb"sntrys_eyJ[A-Za-z0-9+/=_-]{60,400}"),
        Format(
            b".ingest.",
            rb"https?://[0-9a-f]{32}@o[0-9]{1,12}\.ingest\.(?:[a-z]{2}\.)?sentry\.io/[0-9]+",
            before=58,
            public=True,
        ),
    ),
    variable="SENTRY_AUTH_TOKEN",
    rotate="https://sentry.io/settings/account/api/auth-tokens/",
    samples=(
        Sample("sntryu_<64 hex>"),
        Sample("sntrys_eyJ<120 alnum>_<43 alnum>"),
        Sample("https://<32 hex>@o<6 digits>.ingest.us.sentry.io/<7 digits>", public=True),
    ),
)
