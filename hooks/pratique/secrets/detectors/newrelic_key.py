"""New Relic: user keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "newrelic-key",
    "a New Relic key",
    what=(
        "User keys: `NRAK-` and 27 characters; query keys (`NRIQ-`). Browser keys (`NRJS-`) are made to be published."
    ),
    opens="the recorded data of the account",
    references=("https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",),
)

DETECTOR = Detector(
    formats=(
        Format(b"NRAK-", rb"NRAK-[A-Z0-9]{27}"),
        Format(b"NRIQ-", rb"NRIQ-[A-Za-z0-9_-]{32}"),
        Format(b"NRJS-", rb"NRJS-[0-9a-f]{19}", public=True),
    ),
    variable="NEW_RELIC_API_KEY",
    rotate="https://one.newrelic.com/api-keys",
    samples=(
        Sample("NRAK-<27 upper>"),
        Sample("NRIQ-<32 alnum>"),
        Sample("NRJS-<19 hex>", public=True),
    ),
)
