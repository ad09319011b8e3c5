"""Figma: personal access tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "figma-token",
    "a Figma token",
    what="Personal access tokens: `figd_` and 38 to 42 characters.",
    opens="the files of the account",
    references=("https://developers.figma.com/docs/rest-api/authentication/",),
)

DETECTOR = Detector(
    formats=(Format(b"figd_", rb"figd_[\w-]{38,42}"),),
    variable="FIGMA_TOKEN",
    rotate="https://www.figma.com/settings",
    samples=(Sample("figd_<40 word>"),),
)
