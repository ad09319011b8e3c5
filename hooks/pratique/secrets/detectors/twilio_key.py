"""Twilio: API keys."""

from __future__ import annotations

from pratique.core.finding import Severity
from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "twilio-key",
    "a Twilio API key",
    what="API key ids (`SK` and 32 hexadecimal digits). Account ids (`AC`) are not secret.",
    opens="calls, messages and numbers of the account, together with its secret",
    references=("https://www.twilio.com/docs/iam/api-keys",),
    severity=Severity.HIGH,
)

DETECTOR = Detector(
    formats=(Format(b"SK", rb"SK(?=[a-f]*[0-9])[0-9a-f]{32}(?!\w)"),),
    variable="TWILIO_API_KEY",
    rotate="https://console.twilio.com/us1/account/keys-credentials/api-keys",
    plugin="twilio.TwilioKeyDetector",
    samples=(Sample("SK<32 hex>"),),
)
