"""Google: API keys, Gemini keys and OAuth client secrets."""

from __future__ import annotations

from pratique.core.finding import Severity
from pratique.secrets.detector import Detector
from pratique.secrets.documentation import token_rule
from pratique.secrets.formats import Format, finder

RULE = token_rule(
    "google-key",
    "a Google key",
    what=(
        "API keys (`AIza`), the Gemini keys of 2026 (`AQ.Ab8RN6`), OAuth client secrets (`GOCSPX-`) and OAuth "
        "access tokens (`ya29.`)."
    ),
    opens="the services enabled in the Google Cloud project, at its cost",
    references=("https://cloud.google.com/docs/authentication/api-keys",),
    severity=Severity.HIGH,
)

DETECTOR = Detector(
    find=finder(
        Format(b"AIza", rb"AIza[\w-]{35}(?![A-Za-z0-9_])"),
        Format(b"AQ.Ab8RN6", rb"AQ\.Ab8RN6[\w-]{40,60}"),
        Format(b"GOCSPX-", rb"GOCSPX-[\w-]{28}"),
        Format(b"ya29.", rb"ya29\.[\w-]{60,500}"),
    ),
    variable="GOOGLE_API_KEY",
    rotate="https://console.cloud.google.com/apis/credentials",
)
