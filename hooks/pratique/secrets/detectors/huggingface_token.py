"""Hugging Face: user and organisation tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector
from pratique.secrets.documentation import token_rule
from pratique.secrets.formats import Format, finder

RULE = token_rule(
    "huggingface-token",
    "a Hugging Face token",
    what="User tokens (`hf_`) and organisation tokens (`api_org_`).",
    opens="models, data sets and inference of the account",
    references=("https://huggingface.co/docs/hub/security-tokens",),
)

DETECTOR = Detector(
    find=finder(
        Format(b"hf_", rb"hf_(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{34,40}(?!\w)"),
        Format(b"api_org_", rb"api_org_[A-Za-z0-9]{34,40}(?!\w)"),
    ),
    variable="HF_TOKEN",
    rotate="https://huggingface.co/settings/tokens",
)
