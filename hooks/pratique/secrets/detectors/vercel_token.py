"""Vercel: access tokens and keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import named

RULE = token_rule(
    "vercel-token",
    "a Vercel token",
    what=(
        "Tokens that begin with `vcp_`, `vci_`, `vca_`, `vck_` or `vcr_`, and the older 24 characters given to a "
        "name that holds `vercel`."
    ),
    opens="the deployments of the account, and their environment variables",
    references=("https://vercel.com/docs/rest-api#authentication",),
)

DETECTOR = Detector(
    formats=(
        Format(b"vcp_", rb"vcp_[\w-]{56,60}"),
        Format(b"vci_", rb"vci_[\w-]{56,60}"),
        Format(b"vca_", rb"vca_[\w-]{56,60}"),
        Format(b"vck_", rb"vck_[\w-]{56,60}"),
        Format(b"vcr_", rb"vcr_[\w-]{56,60}"),
        named(b"vercel", rb"(?=[a-z]*[A-Z0-9])(?=[A-Za-z]*[0-9])[A-Za-z0-9]{24}"),
    ),
    variable="VERCEL_TOKEN",
    rotate="https://vercel.com/account/settings/tokens",
    samples=(
        Sample("vcp_<56 word>"),
        Sample("vci_<56 word>"),
        Sample("vca_<56 word>"),
        Sample("vck_<56 word>"),
        Sample("vcr_<56 word>"),
        Sample("<24 alnum>", name="VERCEL_TOKEN"),
    ),
)
