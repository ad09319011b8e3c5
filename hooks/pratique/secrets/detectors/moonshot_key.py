"""Moonshot AI (Kimi): API keys."""

from __future__ import annotations

from pratique.secrets.detector import NAMED, Detector, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import named

RULE = token_rule(
    "moonshot-key",
    "a Moonshot key",
    what="API keys: `sk-` and 48 characters, given to a name that holds `moonshot` or `kimi`.",
    opens="paid model calls on the account",
    references=("https://platform.moonshot.ai/docs/overview",),
)

DETECTOR = Detector(
    formats=(
        named(b"moonshot", rb"sk-[\w-]{48}", shown=3),
        named(b"kimi", rb"sk-[\w-]{48}", shown=3),
    ),
    variable="MOONSHOT_API_KEY",
    rotate="https://platform.moonshot.ai/console/api-keys",
    rank=NAMED,
    samples=(
        Sample("sk-<48 word>", name="MOONSHOT_API_KEY"),
        Sample("sk-<48 alnum>", name="KIMI_API_KEY"),
    ),
)
