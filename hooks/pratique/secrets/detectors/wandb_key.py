"""Weights & Biases: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import named

RULE = token_rule(
    "wandb-key",
    "a Weights & Biases key",
    what=(
        "API keys: `wandb_v1_` and 77 characters; the older 40 hexadecimal digits given to a name that holds `wandb`."
    ),
    opens="the runs, models and data of the account",
    references=("https://docs.wandb.ai/support/find_api_key",),
)

DETECTOR = Detector(
    formats=(
        Format(b"wandb_v1_", rb"wandb_v1_[\w-]{70,90}"),
        named(b"wandb", rb"(?=[a-f]*[0-9])[0-9a-f]{40}"),
    ),
    variable="WANDB_API_KEY",
    rotate="https://wandb.ai/settings",
    samples=(
        Sample("wandb_v1_<77 word>"),
        Sample("<40 hex>", name="WANDB_API_KEY"),
    ),
)
