"""Databricks: personal access tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "databricks-token",
    "a Databricks token",
    what="Personal access tokens: `dapi` and 32 hexadecimal digits.",
    opens="the data and clusters of the workspace",
    references=("https://docs.databricks.com/aws/en/dev-tools/auth/pat",),
)

DETECTOR = Detector(
    formats=(Format(b"dapi", rb"dapi[0-9a-f]{32}(?:-\d)?(?!\w)"),),
    variable="DATABRICKS_TOKEN",
    rotate="the workspace's user settings, under Developer, Access tokens",
    samples=(
        Sample("dapi<32 hex>"),
        Sample("dapi<32 hex>-2"),
    ),
)
