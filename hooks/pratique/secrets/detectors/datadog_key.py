"""Datadog: API and application keys."""

from __future__ import annotations

from pratique.core.finding import Confidence
from pratique.secrets.detector import NAMED, Detector, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import named

RULE = token_rule(
    "datadog-key",
    "a Datadog key",
    what="API keys (32 hexadecimal digits) and application keys (40), given to a name that holds `datadog`.",
    opens="the metrics, logs and monitors of the account",
    references=("https://docs.datadoghq.com/account_management/api-app-keys/",),
    confidence=Confidence.MEDIUM,
)

DETECTOR = Detector(
    formats=(named(b"datadog", rb"(?=[a-f]*[0-9])[0-9a-f]{32}(?:[0-9a-f]{8})?"),),
    variable="DATADOG_API_KEY",
    rotate="https://app.datadoghq.com/organization-settings/api-keys",
    rank=NAMED,
    samples=(Sample("<32 hex>", name="DATADOG_API_KEY"),),
)
