"""Resend: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "resend-key",
    "a Resend key",
    what="API keys: `re_`, eight characters, `_` and 24 more.",
    opens="sending mail in the organisation's name",
    references=("https://resend.com/docs/dashboard/api-keys/introduction",),
)

DETECTOR = Detector(
    formats=(Format(b"re_", rb"re_[A-Za-z0-9]{7,9}_(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{22,26}(?!\w)"),),
    variable="RESEND_API_KEY",
    rotate="https://resend.com/api-keys",
    samples=(Sample("re_<8 alnum>_<24 alnum>"),),
)
