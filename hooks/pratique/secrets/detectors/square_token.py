"""Square: OAuth secrets and access tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "square-token",
    "a Square token",
    what="OAuth secrets: `sq0csp-` and 43 characters.",
    opens="payments and orders of the seller",
    references=("https://developer.squareup.com/docs/oauth-api/overview",),
)

DETECTOR = Detector(
    formats=(Format(b"sq0csp-", rb"sq0csp-[\w-]{43}(?![\w-])"),),
    variable="SQUARE_SECRET",
    rotate="https://developer.squareup.com/apps",
    plugin="square_oauth.SquareOAuthDetector",
    samples=(Sample("sq0csp-<43 word>"),),
)
