"""Hugging Face: user and organisation tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "huggingface-token",
    "a Hugging Face token",
    what="User tokens (`hf_`) and organisation tokens (`api_org_`).",
    opens="models, data sets and inference of the account",
    references=("https://huggingface.co/docs/hub/security-tokens",),
)

DETECTOR = Detector(
    formats=(
        Format(b"hf_", rb"hf_(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{34,40}(?!\w)"),
        Format(b"api_org_", rb"api_org_[A-Za-z0-9]{34,40}(?!\w)"),
    ),
    variable="HF_TOKEN",
    rotate="https://huggingface.co/settings/tokens",
    samples=(
        Sample("hf_<34 letters>"),
        Sample("hf_<34 alnum>"),
        Sample("api_org_<34 letters>"),
    ),
)
