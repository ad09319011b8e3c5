"""Render: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "render-key",
    "a Render key",
    what="API keys: `rnd_` and 28 or more characters.",
    opens="the services and databases of the account",
    references=("https://render.com/docs/api",),
)

DETECTOR = Detector(
    formats=(Format(b"rnd_", rb"rnd_(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{28,40}(?!\w)"),),
    variable="RENDER_API_KEY",
    rotate="https://dashboard.render.com/settings#api-keys",
    samples=(
        Sample("rnd_<28 alnum>"),
        Sample("rnd_<32 alnum>"),
    ),
)
