"""Plaid: access tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "plaid-token",
    "a Plaid access token",
    what=(
        "Access tokens of accounts: `access-production-` or `access-development-` and a UUID. Those of the sandbox "
        "reach no account."
    ),
    opens="the bank account that its owner linked",
    references=("https://plaid.com/docs/api/tokens/",),
)

DETECTOR = Detector(
    formats=(
        Format(b"access-production-", rb"access-production-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"),
        Format(b"access-development-", rb"access-development-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"),
        Format(b"access-sandbox-", rb"access-sandbox-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", public=True),
    ),
    variable="PLAID_ACCESS_TOKEN",
    rotate="https://plaid.com/docs/api/items/#itemaccess_tokeninvalidate",
    samples=(
        Sample("access-production-<uuid>"),
        Sample("access-development-<uuid>"),
        Sample("access-sandbox-<uuid>", public=True),
    ),
)
