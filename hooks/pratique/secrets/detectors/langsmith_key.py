"""LangSmith: personal and service keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "langsmith-key",
    "a LangSmith key",
    what="Keys: `lsv2_pt_` or `lsv2_sk_`, 32 hexadecimal digits, `_` and ten more.",
    opens="the recorded prompts and answers of the workspace",
    references=("https://docs.langchain.com/langsmith/create-account-api-key",),
)

DETECTOR = Detector(
    formats=(Format(b"lsv2_", rb"lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}"),),
    variable="LANGSMITH_API_KEY",
    rotate="https://smith.langchain.com/settings",
    samples=(
        Sample("lsv2_pt_<32 hex>_<10 hex>"),
        Sample("lsv2_sk_<32 hex>_<10 hex>"),
    ),
)
