"""RunPod: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "runpod-key",
    "a RunPod key",
    what="API keys: `rpa_` and 46 characters.",
    opens="rented graphics processors, at the account's cost",
    references=("https://docs.runpod.io/get-started/api-keys",),
)

DETECTOR = Detector(
    formats=(Format(b"rpa_", rb"rpa_(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{40,46}(?!\w)"),),
    variable="RUNPOD_API_KEY",
    rotate="https://console.runpod.io/user/settings",
    samples=(Sample("rpa_<40 upper><6 alnum>"),),
)
