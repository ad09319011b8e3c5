"""Anthropic: API, admin and OAuth keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "anthropic-key",
    "an Anthropic key",
    what=(
        "Keys that begin with `sk-ant-api03-` or `sk-ant-admin01-` and the OAuth tokens `sk-ant-oat01-` and "
        "`sk-ant-ort01-`; the two digits may differ."
    ),
    opens="paid model calls and the workspaces of the organisation",
    references=("https://docs.anthropic.com/en/api/overview#authentication",),
)

DETECTOR = Detector(
    formats=(Format(b"sk-ant-", rb"sk-ant-(?:api|admin|oat|ort|sid)\d\d-[\w-]{40,200}", shown=13),),
    variable="ANTHROPIC_API_KEY",
    rotate="https://console.anthropic.com/settings/keys",
    samples=(
        Sample("sk-ant-api03-<93 word>AA"),
        Sample("sk-ant-admin01-<93 word>AA"),
        Sample("sk-ant-oat01-<93 word>AA"),
        Sample("sk-ant-ort01-<93 word>AA"),
    ),
)
