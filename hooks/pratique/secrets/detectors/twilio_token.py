"""Twilio: auth tokens of accounts."""

from __future__ import annotations

from pratique.core.finding import Confidence
from pratique.secrets.detector import NAMED, Detector, Format, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import named

RULE = token_rule(
    "twilio-token",
    "a Twilio auth token",
    what="Auth tokens: 32 hexadecimal digits, given to a name that holds `twilio`. Account ids (`AC`) are not secret.",
    opens="calls, messages and numbers of the account",
    references=("https://www.twilio.com/docs/iam/access-tokens",),
    confidence=Confidence.MEDIUM,
)

DETECTOR = Detector(
    formats=(
        named(b"twilio", rb"(?=[a-f]*[0-9])[0-9a-f]{32}"),
        # `Client(account_sid, "…")` of its libraries
        Format(
            b"sid",
            rb"""(?i:sid)["'\])]{0,3}\s{0,3},\s{0,20}\\{0,2}["'](?P<secret>(?=[a-f]*[0-9])[0-9a-f]{32})\\{0,2}["']\s{0,20}\)""",
            shown=0,
            context=b"twilio",
            named=True,
        ),
    ),
    variable="TWILIO_AUTH_TOKEN",
    rotate="https://console.twilio.com/us1/account/keys-credentials/api-keys",
    rank=NAMED,
    samples=(
        Sample("<32 hex>", around='# twilio\nclient = Client(ACCOUNT_SID, "{}")'),
        Sample("<32 hex>", name="TWILIO_AUTH_TOKEN"),
        Sample("<32 hex>", around="x = 1  # Twilio key {}"),
    ),
)
