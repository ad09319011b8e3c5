"""Netlify: access tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "netlify-token",
    "a Netlify token",
    what="Tokens that begin with `nfp_`, `nfc_`, `nfo_`, `nfu_` or `nfb_`, and 36 to 40 letters and digits.",
    opens="the sites of the account, and their environment variables",
    references=("https://docs.netlify.com/api/get-started/",),
)

DETECTOR = Detector(
    formats=(
        *(
            Format(b"nf" + kind + b"_", rb"nf" + kind + rb"_[A-Za-z0-9]{36,40}")
            for kind in (b"p", b"c", b"o", b"u", b"b")
        ),
    ),
    variable="NETLIFY_AUTH_TOKEN",
    rotate="https://app.netlify.com/user/applications",
    samples=(
        *(Sample(f"nf{kind}_<36 alnum>") for kind in "pcoub"),
        Sample("nfp_<40 alnum>"),
    ),
)
