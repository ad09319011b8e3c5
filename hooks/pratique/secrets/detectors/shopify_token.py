"""Shopify: access tokens and shared secrets."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "shopify-token",
    "a Shopify token",
    what="Tokens of apps (`shpat_`, `shpca_`, `shppa_`, `shpua_`, `shprt_`) and their shared secrets (`shpss_`).",
    opens="the orders and customers of the shop",
    references=("https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens",),
)

DETECTOR = Detector(
    formats=(
        Format(b"shpat_", rb"shpat_[0-9a-fA-F]{32}"),
        Format(b"shpca_", rb"shpca_[0-9a-fA-F]{32}"),
        Format(b"shppa_", rb"shppa_[0-9a-fA-F]{32}"),
        Format(b"shpua_", rb"shpua_[0-9a-fA-F]{32}"),
        Format(b"shprt_", rb"shprt_[0-9a-fA-F]{32}"),
        Format(b"shpss_", rb"shpss_[0-9a-fA-F]{32}"),
    ),
    variable="SHOPIFY_ACCESS_TOKEN",
    rotate="the shop's settings, under Apps",
    samples=(
        Sample("shpat_<32 hex>"),
        Sample("shpca_<32 hex>"),
        Sample("shppa_<32 hex>"),
        Sample("shpua_<32 hex>"),
        Sample("shprt_<32 hex>"),
        Sample("shpss_<32 hex>"),
    ),
)
