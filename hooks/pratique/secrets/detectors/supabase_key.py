"""Supabase: access tokens and secret keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "supabase-key",
    "a Supabase key",
    what=(
        "Access tokens (`sbp_`) and secret keys (`sb_secret_`). Publishable keys (`sb_publishable_`) are made to "
        "be published."
    ),
    opens="the database behind the project, past its row policies",
    references=("https://supabase.com/docs/guides/api/api-keys",),
)

DETECTOR = Detector(
    formats=(
        Format(b"sbp_", rb"sbp_(?:v0_)?[0-9a-f]{40}"),
        Format(b"sb_secret_", rb"sb_secret_[\w-]{31,40}"),
        Format(b"sb_publishable_", rb"sb_publishable_[\w-]{20,60}", public=True),
    ),
    variable="SUPABASE_SECRET_KEY",
    rotate="https://supabase.com/dashboard/account/tokens",
    samples=(
        Sample("sbp_<40 hex>"),
        Sample("sbp_v0_<40 hex>"),
        Sample("sb_secret_<31 word>"),
        Sample("sb_publishable_<31 word>", public=True),
    ),
)
