"""Ollama: keys of its cloud."""

from __future__ import annotations

from pratique.secrets.detector import NAMED, Detector, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import named

RULE = token_rule(
    "ollama-key",
    "an Ollama key",
    what="Keys of ollama.com: 32 hexadecimal digits, a dot and 24 characters, given to a name that holds `ollama`.",
    opens="paid model calls on the account",
    references=("https://docs.ollama.com/cloud",),
)

DETECTOR = Detector(
    formats=(named(b"ollama", rb"[0-9a-f]{32}\.[\w-]{24}"),),
    variable="OLLAMA_API_KEY",
    rotate="https://ollama.com/settings/keys",
    rank=NAMED,
    samples=(Sample("<32 hex>.<24 alnum>", name="OLLAMA_API_KEY"),),
)
