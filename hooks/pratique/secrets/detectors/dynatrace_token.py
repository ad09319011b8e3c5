"""Dynatrace: access tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "dynatrace-token",
    "a Dynatrace token",
    what="Access tokens: `dt0c01.` (or `dt0s01.` …), 24 characters, a dot and 64 more.",
    opens="the recorded data of the environment",
    references=(
        "https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens",
    ),
)

DETECTOR = Detector(
    formats=(
        Format(b"dt0c01.", rb"dt0c01\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}"),
        Format(b"dt0s01.", rb"dt0s01\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}"),
        Format(b"dt0s02.", rb"dt0s02\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}"),
        Format(b"dt0s08.", rb"dt0s08\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}"),
    ),
    variable="DYNATRACE_API_TOKEN",
    rotate="the environment's page of access tokens",
    samples=(
        Sample("dt0c01.<24 upper>.<64 upper>"),
        Sample("dt0s01.<24 upper>.<64 upper>"),
        Sample("dt0s02.<24 upper>.<64 upper>"),
        Sample("dt0s08.<24 upper>.<64 upper>"),
    ),
)
