"""SendGrid: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "sendgrid-key",
    "a SendGrid key",
    what="API keys: `SG.`, 22 characters, a dot, 43 characters.",
    opens="sending mail in the organisation's name",
    references=("https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",),
)

DETECTOR = Detector(
    formats=(Format(b"SG.", rb"SG\.[\w-]{22}\.[\w-]{43}(?![\w-])"),),
    variable="SENDGRID_API_KEY",
    rotate="https://app.sendgrid.com/settings/api_keys",
    plugin="sendgrid.SendGridDetector",
    samples=(Sample("SG.<22 word>.<43 word>"),),
)
