"""PlanetScale: passwords, service and OAuth tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "planetscale-token",
    "a PlanetScale token",
    what="Passwords (`pscale_pw_`), service tokens (`pscale_tkn_`) and OAuth tokens (`pscale_oauth_`).",
    opens="the databases of the organisation",
    references=("https://planetscale.com/docs/api/reference/service-tokens",),
)

DETECTOR = Detector(
    formats=(
        Format(b"pscale_pw_", rb"pscale_pw_[\w.=-]{31,63}[\w=-]"),
        Format(b"pscale_tkn_", rb"pscale_tkn_[\w.=-]{31,63}[\w=-]"),
        Format(b"pscale_oauth_", rb"pscale_oauth_[\w.=-]{31,63}[\w=-]"),
    ),
    variable="PLANETSCALE_SERVICE_TOKEN",
    rotate="https://app.planetscale.com",
    samples=(
        Sample("pscale_pw_<43 word>"),
        Sample("pscale_tkn_<43 word>"),
        Sample("pscale_oauth_<43 word>"),
    ),
)
