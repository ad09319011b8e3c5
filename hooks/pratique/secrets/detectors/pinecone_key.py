"""Pinecone: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "pinecone-key",
    "a Pinecone key",
    what="API keys: `pcsk_`, five or six characters, `_` and 63 more.",
    opens="the vectors, and the text stored with them",
    references=("https://docs.pinecone.io/guides/projects/manage-api-keys",),
)

DETECTOR = Detector(
    formats=(Format(b"pcsk_", rb"pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63}"),),
    variable="PINECONE_API_KEY",
    rotate="https://app.pinecone.io",
    samples=(
        Sample("pcsk_<6 alnum>_<63 alnum>"),
        Sample("pcsk_<5 alnum>_<63 alnum>"),
    ),
)
