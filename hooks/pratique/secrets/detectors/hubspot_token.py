"""HubSpot: tokens of private apps."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "hubspot-token",
    "a HubSpot token",
    what="Tokens of private apps: `pat-`, the region, and a UUID.",
    opens="the contacts and content of the account",
    references=("https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview",),
)

DETECTOR = Detector(
    formats=(Format(b"pat-", rb"pat-[a-z]{2}\d-[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"),),
    variable="HUBSPOT_ACCESS_TOKEN",
    rotate="https://app.hubspot.com/private-apps",
    samples=(Sample("pat-eu1-<8 hex>-<4 hex>-<4 hex>-<4 hex>-<12 hex>"),),
)
