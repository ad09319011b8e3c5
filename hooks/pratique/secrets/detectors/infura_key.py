"""Infura: keys of its nodes."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "infura-key",
    "an Infura key",
    what="Keys in the addresses of its nodes: `infura.io/v3/` and 32 hexadecimal digits.",
    opens="paid calls to its nodes on the account",
    references=("https://docs.metamask.io/services/get-started/infura/",),
)

DETECTOR = Detector(
    formats=(Format(b"infura.io/v3/", rb"infura\.io/(?:ws/)?v3/(?P<secret>[0-9a-f]{32})(?!\w)", shown=0),),
    variable="INFURA_API_KEY",
    rotate="https://developer.metamask.io",
    samples=(Sample("<32 hex>", around="https://mainnet.infura.io/v3/{}"),),
)
