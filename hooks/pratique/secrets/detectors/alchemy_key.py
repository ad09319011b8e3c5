"""Alchemy: keys of its nodes."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "alchemy-key",
    "an Alchemy key",
    what="Keys in the addresses of its nodes: `alchemy.com/v2/` and 21 to 40 characters.",
    opens="paid calls to its nodes on the account",
    references=("https://www.alchemy.com/docs/create-an-api-key",),
)

DETECTOR = Detector(
    formats=(Format(b"alchemy.com/v2/", rb"alchemy\.com/v2/(?P<secret>[\w-]{21,40})(?![\w-])", shown=0),),
    variable="ALCHEMY_API_KEY",
    rotate="https://dashboard.alchemy.com/apps",
    samples=(Sample("<32 word>", around="https://eth-mainnet.g.alchemy.com/v2/{}"),),
)
