"""Doppler: personal, service and audit tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "doppler-token",
    "a Doppler token",
    what=(
        "Tokens: `dp.`, two to five letters for the kind (`pt`, `st`, `ct`, `sa`, `scim`, `audit`), the "
        "configuration of a service token, and 40 to 44 characters."
    ),
    opens="the secrets kept in Doppler",
    references=("https://docs.doppler.com/reference/auth-token-formats",),
)

DETECTOR = Detector(
    formats=(Format(b"dp.", rb"dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}"),),
    variable="DOPPLER_TOKEN",
    rotate="https://dashboard.doppler.com/workplace/tokens",
    samples=(
        Sample("dp.pt.<43 alnum>"),
        Sample("dp.st.prd_main.<43 alnum>"),
        Sample("dp.scim.<43 alnum>"),
    ),
)
