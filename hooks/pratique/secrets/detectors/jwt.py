"""JSON Web Tokens with a signature."""

from __future__ import annotations

from pratique.core.finding import Severity
from pratique.secrets.detector import CARRIER, Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "jwt",
    "a signed JSON Web Token",
    what="Three base64url parts of which the first two are JSON objects (RFC 7519), confirmed by decoding them.",
    opens="whatever the service that signed it grants its bearer, until it expires",
    references=("https://www.rfc-editor.org/rfc/rfc7519",),
    severity=Severity.HIGH,
)

DETECTOR = Detector(
    formats=(Format(b"eyJ", rb"eyJ[\w-]{12,2000}\.eyJ[\w-]{8,3000}\.[\w-]{20,1400}"),),
    variable="ACCESS_TOKEN",
    rotate="the service that issued it",
    rank=CARRIER,
    plugin="jwt.JwtTokenDetector",
    samples=(Sample("<jwt>"),),
)
