"""Together AI: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import named

RULE = token_rule(
    "together-key",
    "a Together AI key",
    what=(
        "API keys: `tgp_v1_` and 43 characters; the older 64 hexadecimal digits given to a name that holds `together`."
    ),
    opens="paid model calls on the account",
    references=("https://docs.together.ai/docs/quickstart",),
)

DETECTOR = Detector(
    formats=(
        Format(b"tgp_v1_", rb"tgp_v1_[\w-]{43}"),
        named(b"together", rb"(?=[a-f]*[0-9])[0-9a-f]{64}"),
    ),
    variable="TOGETHER_API_KEY",
    rotate="https://api.together.ai/settings/api-keys",
    samples=(
        Sample("tgp_v1_<43 word>"),
        Sample("<64 hex>", name="TOGETHER_API_KEY"),
    ),
)
