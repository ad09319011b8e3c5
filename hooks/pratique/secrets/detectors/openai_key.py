"""OpenAI: project, service-account, admin and legacy keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "openai-key",
    "an OpenAI key",
    what=(
        "Keys that hold the marker `T3BlbkFJ`, with any of the prefixes `sk-`, `sk-proj-`, `sk-svcacct-`, "
        "`sk-admin-`; and other `sk-` keys in the forms that compatible services (DeepSeek, Moonshot, Stability) "
        "give out."
    ),
    opens="paid model calls and the organisation's files",
    references=("https://platform.openai.com/docs/api-reference/authentication",),
)

DETECTOR = Detector(
    formats=(
        Format(b"sk-proj-", rb"sk-proj-[\w-]{40,250}"),
        Format(b"sk-svcacct-", rb"sk-svcacct-[\w-]{40,250}"),
        Format(b"sk-admin-", rb"sk-admin-[\w-]{40,250}"),
        Format(b"sk-None-", rb"sk-None-[\w-]{40,250}"),
        # The legacy form, and what compatible services copied from it: 32 hexadecimal or 48 alphanumeric.
        Format(b"sk-", rb"sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}"),
        Format(b"sk-", rb"sk-(?=[a-f]*[0-9])[0-9a-f]{32}(?![\w-])"),
        Format(b"sk-", rb"sk-(?=[A-Za-z]*[0-9])[A-Za-z0-9]{40,64}(?![\w-])"),
    ),
    variable="OPENAI_API_KEY",
    rotate="https://platform.openai.com/api-keys",
    samples=(
        Sample("sk-<20 alnum>T3BlbkFJ<20 alnum>"),
        Sample("sk-proj-<74 word>T3BlbkFJ<74 word>"),
        Sample("sk-proj-<20 alnum>T3BlbkFJ<20 alnum>"),
        Sample("sk-svcacct-<58 word>T3BlbkFJ<58 word>"),
        Sample("sk-admin-<58 word>T3BlbkFJ<58 word>"),
        Sample("sk-None-<20 alnum>T3BlbkFJ<20 alnum>"),
        Sample("sk-<32 hex>"),
        Sample("sk-<48 alnum>"),
    ),
)
