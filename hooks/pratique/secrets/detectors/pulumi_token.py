"""Pulumi: access tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "pulumi-token",
    "a Pulumi token",
    what="Access tokens: `pul-` and 40 hexadecimal digits.",
    opens="the stacks of the organisation, and their state",
    references=("https://www.pulumi.com/docs/administration/access-identity/access-tokens/",),
)

DETECTOR = Detector(
    formats=(Format(b"pul-", rb"pul-[0-9a-f]{40}(?!\w)"),),
    variable="PULUMI_ACCESS_TOKEN",
    rotate="https://app.pulumi.com/account/tokens",
    samples=(Sample("pul-<40 hex>"),),
)
