"""EasyPost: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "easypost-key",
    "an EasyPost key",
    what="API keys: `EZAK` and 54 letters and digits. Keys for tests begin with `EZTK`; they buy nothing.",
    opens="postage bought on the account, and the addresses of its customers",
    references=("https://docs.easypost.com/docs/authentication",),
)

DETECTOR = Detector(
    formats=(Format(b"EZAK", rb"EZAK[A-Za-z0-9]{54}"),),
    variable="EASYPOST_API_KEY",
    rotate="https://www.easypost.com/account/api-keys",
    samples=(Sample("EZAK<54 alnum>"),),
)
