"""Mailchimp: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "mailchimp-key",
    "a Mailchimp key",
    what="API keys: 32 hexadecimal digits, a dash and the data centre (`us6`).",
    opens="mailing lists and campaigns",
    references=("https://mailchimp.com/developer/marketing/guides/quick-start/",),
)

DETECTOR = Detector(
    formats=(Format(b"-us", rb"[0-9a-f]{32}-us[0-9]{1,2}(?!\w)", before=32),),
    variable="MAILCHIMP_API_KEY",
    rotate="https://admin.mailchimp.com/account/api/",
    plugin="mailchimp.MailchimpDetector",
    samples=(
        Sample("<32 hex>-us14"),
        Sample("<32 hex>-us6"),
    ),
)
