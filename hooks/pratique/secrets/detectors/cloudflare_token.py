"""Cloudflare: API tokens, global and origin keys, Turnstile secrets."""

from __future__ import annotations

from pratique.secrets.checksums import cloudflare
from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import named

RULE = token_rule(
    "cloudflare-token",
    "a Cloudflare token",
    what=(
        "API tokens (`cfut_`, `cfat_`) and global keys (`cfk_`) of 2026 with their checksum, origin CA keys "
        "(`v1.0-`), older tokens (40 characters) and global keys (37 hexadecimal digits) given to a name that "
        "holds `cloudflare` or `cf_`, and Turnstile secrets. Turnstile's site keys are made to be published."
    ),
    opens="the zones, DNS records and workers of the account",
    references=("https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/",),
)

DETECTOR = Detector(
    formats=(
        Format(b"cfut_", rb"cfut_[A-Za-z0-9_-]{40}[0-9a-f]{8}", check=cloudflare),
        Format(b"cfat_", rb"cfat_[A-Za-z0-9_-]{40}[0-9a-f]{8}", check=cloudflare),
        Format(b"cfk_", rb"cfk_[A-Za-z0-9_-]{40}[0-9a-f]{8}", check=cloudflare),
        Format(b"v1.0-", rb"v1\.0-[0-9a-f]{24}-[0-9a-f]{146}"),
        named(b"cloudflare", rb"(?=[A-Za-z_-]*[0-9])(?=[0-9a-f]*[A-Zg-z])[A-Za-z0-9_-]{40}"),
        named(b"cf_api", rb"(?=[A-Za-z_-]*[0-9])(?=[0-9a-f]*[A-Zg-z])[A-Za-z0-9_-]{40}"),
        named(b"cloudflare", rb"(?=[a-f]*[0-9])[0-9a-f]{37}"),
        named(b"cf_api", rb"(?=[a-f]*[0-9])[0-9a-f]{37}"),
        Format(b"0x4AAAAAA", rb"0x4AAAAAA[\w-]{26}(?![\w-])", shown=9),
        Format(b"0x4AAAAAA", rb"0x4AAAAAA[\w-]{12,16}(?![\w-])", public=True),
    ),
    variable="CLOUDFLARE_API_TOKEN",
    rotate="https://dash.cloudflare.com/profile/api-tokens",
    samples=(
        Sample("cfut_<40 alnum><8 hex>"),
        Sample("cfat_<40 word><8 hex>"),
        Sample("cfk_<40 alnum><8 hex>"),
        Sample("v1.0-<24 hex>-<146 hex>"),
        Sample("<40 word>", name="CLOUDFLARE_API_TOKEN"),
        Sample("<40 word>", name="CF_API_TOKEN"),
        Sample("<37 hex>", name="CLOUDFLARE_API_KEY"),
        Sample("<37 hex>", name="CF_API_KEY"),
        Sample("0x4AAAAAAA<25 word>"),
        Sample("0x4AAAAAAA<14 word>", public=True),
    ),
)
