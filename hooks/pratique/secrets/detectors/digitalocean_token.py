"""DigitalOcean: personal, OAuth and refresh tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "digitalocean-token",
    "a DigitalOcean token",
    what="Tokens: `dop_v1_`, `doo_v1_` or `dor_v1_` and 64 hexadecimal digits.",
    opens="the servers, disks and databases of the account",
    references=("https://docs.digitalocean.com/reference/api/create-personal-access-token/",),
)

DETECTOR = Detector(
    formats=(
        Format(b"dop_v1_", rb"dop_v1_[0-9a-f]{64}"),
        Format(b"doo_v1_", rb"doo_v1_[0-9a-f]{64}"),
        Format(b"dor_v1_", rb"dor_v1_[0-9a-f]{64}"),
    ),
    variable="DIGITALOCEAN_TOKEN",
    rotate="https://cloud.digitalocean.com/account/api/tokens",
    samples=(
        Sample("dop_v1_<64 hex>"),
        Sample("doo_v1_<64 hex>"),
        Sample("dor_v1_<64 hex>"),
    ),
)
