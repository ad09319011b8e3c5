"""Langfuse: secret keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "langfuse-key",
    "a Langfuse secret key",
    what="Secret keys: `sk-lf-` and a UUID. Public keys (`pk-lf-`) are made to be published.",
    opens="the recorded prompts and answers of the project",
    references=("https://langfuse.com/docs/api-and-data-platform/features/public-api",),
)

DETECTOR = Detector(
    formats=(
        Format(b"sk-lf-", rb"sk-lf-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"),
        Format(b"pk-lf-", rb"pk-lf-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", public=True),
    ),
    variable="LANGFUSE_SECRET_KEY",
    rotate="https://cloud.langfuse.com",
    samples=(
        Sample("sk-lf-<uuid>"),
        Sample("pk-lf-<uuid>", public=True),
    ),
)
