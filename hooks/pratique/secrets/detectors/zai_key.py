"""Z.ai (Zhipu, BigModel): API keys."""

from __future__ import annotations

from pratique.secrets.detector import NAMED, Detector, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import named

RULE = token_rule(
    "zai-key",
    "a Z.ai key",
    what=(
        "API keys: 32 hexadecimal digits, a dot and 16 characters, given to a name that holds `zai`, `z_ai`, "
        "`zhipu`, `bigmodel` or `glm`."
    ),
    opens="paid model calls on the account",
    references=("https://docs.z.ai/guides/overview/quick-start",),
)

DETECTOR = Detector(
    formats=(
        named(b"zai", rb"[0-9a-f]{32}\.[A-Za-z0-9]{16}"),
        named(b"z.ai", rb"[0-9a-f]{32}\.[A-Za-z0-9]{16}"),
        named(b"z_ai", rb"[0-9a-f]{32}\.[A-Za-z0-9]{16}"),
        named(b"zhipu", rb"[0-9a-f]{32}\.[A-Za-z0-9]{16}"),
        named(b"bigmodel", rb"[0-9a-f]{32}\.[A-Za-z0-9]{16}"),
        named(b"glm", rb"[0-9a-f]{32}\.[A-Za-z0-9]{16}"),
    ),
    variable="ZAI_API_KEY",
    rotate="https://z.ai/manage-apikey/apikey-list",
    rank=NAMED,
    samples=(
        Sample("<32 hex>.<16 alnum>", around="use this for Z.ai: {}"),
        Sample("<32 hex>.<16 alnum>", around="use this for ZaiClient: {}"),
        Sample("<32 hex>.<16 alnum>", name="ZAI_API_KEY"),
        Sample("<32 hex>.<16 alnum>", name="Z_AI_API_KEY"),
        Sample("<32 hex>.<16 alnum>", name="ZHIPUAI_API_KEY"),
        Sample("<32 hex>.<16 alnum>", name="BIGMODEL_API_KEY"),
        Sample("<32 hex>.<16 alnum>", name="GLM_API_KEY"),
    ),
)
