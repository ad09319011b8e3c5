"""Facebook: access tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "facebook-token",
    "a Facebook token",
    what="Access tokens of the Graph API: `EAAC` or `EAAG` and 80 or more characters.",
    opens="the pages, advertisements and profile of the account",
    references=("https://developers.facebook.com/docs/facebook-login/guides/access-tokens/",),
)

DETECTOR = Detector(
    formats=(
        Format(b"EAAC", rb"EAAC[A-Za-z0-9]{80,250}(?!\w)"),
        Format(b"EAAG", rb"EAAG[A-Za-z0-9]{80,300}(?!\w)"),
    ),
    variable="FACEBOOK_ACCESS_TOKEN",
    rotate="https://developers.facebook.com/tools/accesstoken/",
    samples=(
        Sample("EAAC<120 alnum>"),
        Sample("EAAG<160 alnum>"),
    ),
)
