"""Model and inference services besides the three largest."""

from __future__ import annotations

from pratique.secrets.detector import Detector
from pratique.secrets.documentation import token_rule
from pratique.secrets.formats import Format, finder

RULE = token_rule(
    "ai-service-key",
    "a key of an AI service",
    what=(
        "The prefixed keys of xAI, Groq, Replicate, Perplexity, OpenRouter, Cerebras, MiniMax, Together, "
        "Fireworks, NVIDIA, Tavily, Firecrawl, Pinecone, LangSmith, Langfuse, Weights & Biases, Devin, "
        "Databricks, Cursor and ElevenLabs."
    ),
    opens="paid calls and stored data of the service",
    references=("https://cwe.mitre.org/data/definitions/798.html",),
)

DETECTOR = Detector(
    find=finder(
        Format(b"xai-", rb"xai-[\w-]{70,120}"),
        Format(b"gsk_", rb"gsk_[A-Za-z0-9]{48,56}"),
        Format(b"r8_", rb"r8_[A-Za-z0-9]{37,40}(?!\w)"),
        Format(b"pplx-", rb"pplx-[A-Za-z0-9]{48,56}"),
        Format(b"sk-or-v1-", rb"sk-or-v1-[0-9a-f]{64}"),
        Format(b"csk-", rb"csk-[a-z0-9]{48}(?!\w)"),
        Format(b"sk-api-", rb"sk-api-[\w-]{100,140}"),
        Format(b"tgp_v1_", rb"tgp_v1_[\w-]{43}"),
        Format(b"fw_", rb"fw_(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{24}(?!\w)"),
        Format(b"nvapi-", rb"nvapi-[\w-]{60,70}"),
        Format(b"tvly-", rb"tvly-(?:dev-|prod-)?[A-Za-z0-9]{32}(?!\w)"),
        Format(b"fc-", rb"fc-[0-9a-f]{32}(?!\w)"),
        Format(b"pcsk_", rb"pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63}"),
        Format(b"lsv2_", rb"lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}"),
        Format(b"sk-lf-", rb"sk-lf-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"),
        Format(b"wandb_v1_", rb"wandb_v1_[\w-]{70,80}"),
        Format(b"apk_user_", rb"apk_user_[\w-]{120,180}"),
        Format(b"cog_", rb"cog_[a-z0-9]{52}(?!\w)"),
        Format(b"dapi", rb"dapi[0-9a-f]{32}(?:-\d)?(?!\w)"),
        Format(b"key_", rb"key_[0-9a-f]{64}(?!\w)"),
        Format(b"sk_", rb"sk_[0-9a-f]{48}(?!\w)"),
    ),
    variable="AI_SERVICE_API_KEY",
    rotate="the service's key page",
)
