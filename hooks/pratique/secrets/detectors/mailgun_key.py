"""Mailgun: API keys."""

from __future__ import annotations

from pratique.core.finding import Confidence
from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import named

RULE = token_rule(
    "mailgun-key",
    "a Mailgun key",
    what=(
        "API keys: `key-` and 32 hexadecimal digits; three groups of hexadecimal digits given to a name that holds "
        "`mailgun`."
    ),
    opens="sending mail in the organisation's name",
    references=("https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/rbac-mgmt",),
    confidence=Confidence.MEDIUM,
)

DETECTOR = Detector(
    formats=(
        Format(b"key-", rb"key-(?=[a-f]*[0-9])[0-9a-f]{32}(?![\w-])"),
        named(b"mailgun", rb"[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}"),
    ),
    variable="MAILGUN_API_KEY",
    rotate="https://app.mailgun.com/settings/api_security",
    samples=(
        Sample("key-<32 hex>"),
        Sample("<32 hex>-<8 hex>-<8 hex>", name="MAILGUN_API_KEY"),
    ),
)
