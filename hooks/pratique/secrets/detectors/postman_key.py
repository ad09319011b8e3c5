"""Postman: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "postman-key",
    "a Postman key",
    what="API keys: `PMAK-`, 24 hexadecimal digits, a dash and 34 more.",
    opens="the collections and environments of the account",
    references=("https://learning.postman.com/docs/developer/postman-api/authentication/",),
)

DETECTOR = Detector(
    formats=(Format(b"PMAK-", rb"PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),),
    variable="POSTMAN_API_KEY",
    rotate="https://go.postman.co/settings/me/api-keys",
    samples=(Sample("PMAK-<24 hex>-<34 hex>"),),
)
