"""Stripe: secret and restricted keys, and webhook signing secrets."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "stripe-key",
    "a Stripe key",
    what=(
        "Secret (`sk_`) and restricted (`rk_`) keys in live, test and prod mode and webhook signing secrets "
        "(`whsec_`). Publishable keys (`pk_`) are made to be public."
    ),
    opens="payments, customers and payouts",
    references=("https://docs.stripe.com/keys",),
)

DETECTOR = Detector(
    formats=(
        Format(b"sk_live_", rb"sk_live_[A-Za-z0-9]{16,250}"),
        Format(b"sk_test_", rb"sk_test_[A-Za-z0-9]{16,250}"),
        Format(b"sk_prod_", rb"sk_prod_[A-Za-z0-9]{16,250}"),
        Format(b"rk_live_", rb"rk_live_[A-Za-z0-9]{16,250}"),
        Format(b"rk_test_", rb"rk_test_[A-Za-z0-9]{16,250}"),
        Format(b"rk_prod_", rb"rk_prod_[A-Za-z0-9]{16,250}"),
        *(Format(kind, kind + rb"[A-Za-z0-9]{16,250}", public=True) for kind in (b"pk_live_", b"pk_test_")),
        Format(b"whsec_", rb"whsec_[A-Za-z0-9+/=]{32,64}"),
    ),
    variable="STRIPE_API_KEY",
    rotate="https://dashboard.stripe.com/apikeys",
    samples=(
        Sample("sk_live_<99 alnum>"),
        Sample("sk_test_<99 alnum>"),
        Sample("sk_prod_<99 alnum>"),
        Sample("rk_live_<99 alnum>"),
        Sample("rk_test_<99 alnum>"),
        Sample("rk_prod_<99 alnum>"),
        Sample("sk_live_<24 alnum>"),
        Sample("whsec_<32 alnum>"),
        Sample("whsec_<64 hex>"),
        Sample("pk_live_<99 alnum>", public=True),
        Sample("pk_test_<24 alnum>", public=True),
    ),
)
