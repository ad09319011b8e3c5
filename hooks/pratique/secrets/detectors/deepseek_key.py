"""DeepSeek: API keys."""

from __future__ import annotations

from pratique.secrets.detector import NAMED, Detector, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import named

RULE = token_rule(
    "deepseek-key",
    "a DeepSeek key",
    what="API keys: `sk-` and 32 hexadecimal digits, given to a name that holds `deepseek`.",
    opens="paid model calls on the account",
    references=("https://api-docs.deepseek.com",),
)

DETECTOR = Detector(
    formats=(named(b"deepseek", rb"sk-[0-9a-f]{32}", shown=3),),
    variable="DEEPSEEK_API_KEY",
    rotate="https://platform.deepseek.com/api_keys",
    rank=NAMED,
    samples=(Sample("sk-<32 hex>", name="DEEPSEEK_API_KEY"),),
)
