"""Brevo: API and mail keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "brevo-key",
    "a Brevo key",
    what="API keys (`xkeysib-`) and mail keys (`xsmtpsib-`).",
    opens="sending mail in the organisation's name",
    references=("https://developers.brevo.com/docs/getting-started",),
)

DETECTOR = Detector(
    formats=(
        Format(b"xkeysib-", rb"xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}"),
        Format(b"xsmtpsib-", rb"xsmtpsib-[0-9a-f]{64}-[A-Za-z0-9]{16}"),
    ),
    variable="BREVO_API_KEY",
    rotate="https://app.brevo.com/settings/keys/api",
    samples=(
        Sample("xkeysib-<64 hex>-<16 alnum>"),
        Sample("xsmtpsib-<64 hex>-<16 alnum>"),
    ),
)
