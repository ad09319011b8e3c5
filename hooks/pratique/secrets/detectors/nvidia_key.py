"""NVIDIA: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "nvidia-key",
    "an NVIDIA key",
    what="API keys: `nvapi-` and 60 to 70 characters.",
    opens="paid model calls on the account",
    references=("https://docs.nvidia.com/ngc/gpu-cloud/ngc-private-registry-user-guide/index.html",),
)

DETECTOR = Detector(
    formats=(Format(b"nvapi-", rb"nvapi-[\w-]{60,70}"),),
    variable="NVIDIA_API_KEY",
    rotate="https://build.nvidia.com/settings/api-keys",
    samples=(Sample("nvapi-<64 word>"),),
)
