"""Mapbox: secret tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "mapbox-token",
    "a Mapbox secret token",
    what="Secret tokens: `sk.` and two parts of base64. Public tokens (`pk.`) are made to be published.",
    opens="the maps and uploads of the account, and its tokens",
    references=("https://docs.mapbox.com/help/dive-deeper/access-tokens/",),
)

DETECTOR = Detector(
    formats=(
        Format(b"sk.eyJ", rb"sk\.eyJ[\w-]{30,160}\.[\w-]{20,26}"),
        Format(b"pk.eyJ", rb"pk\.eyJ[\w-]{30,160}\.[\w-]{20,26}", public=True),
    ),
    variable="MAPBOX_SECRET_TOKEN",
    rotate="https://console.mapbox.com/account/access-tokens/",
    samples=(
        Sample("sk.eyJ<64 alnum>.<22 word>"),
        Sample("pk.eyJ<64 alnum>.<22 word>", public=True),
    ),
)
