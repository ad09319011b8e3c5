"""AssemblyAI: API keys."""

from __future__ import annotations

from pratique.core.finding import Confidence
from pratique.secrets.detector import NAMED, Detector, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import named

RULE = token_rule(
    "assemblyai-key",
    "an AssemblyAI key",
    what="API keys: 32 letters and digits, given to a name that holds `assemblyai`, `assembly_ai` or `aai`.",
    opens="transcription at the account's cost, and its recordings",
    references=("https://www.assemblyai.com/docs",),
    confidence=Confidence.MEDIUM,
)

DETECTOR = Detector(
    formats=(
        named(b"assemblyai", rb"(?=[A-Za-z]*[0-9])[A-Za-z0-9]{32}"),
        named(b"assembly_ai", rb"(?=[A-Za-z]*[0-9])[A-Za-z0-9]{32}"),
        named(b"aai.settings", rb"(?=[A-Za-z]*[0-9])[A-Za-z0-9]{32}"),
    ),
    variable="ASSEMBLYAI_API_KEY",
    rotate="https://www.assemblyai.com/app/api-keys",
    rank=NAMED,
    samples=(
        Sample("<32 alnum>", name="ASSEMBLYAI_API_KEY"),
        Sample("<32 hex>", name="ASSEMBLY_AI_KEY"),
        Sample("<32 hex>", name="aai.settings.api_key"),
    ),
)
