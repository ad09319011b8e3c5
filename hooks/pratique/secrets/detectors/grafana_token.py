"""Grafana: service account and Cloud tokens."""

from __future__ import annotations

from pratique.secrets.checksums import grafana
from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "grafana-token",
    "a Grafana token",
    what="Service account tokens (`glsa_`) with their checksum and Cloud access policy tokens (`glc_`).",
    opens="the dashboards and data sources of the organisation",
    references=("https://grafana.com/docs/grafana/latest/administration/service-accounts/",),
)

DETECTOR = Detector(
    formats=(
        Format(b"glsa_", rb"glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}", check=grafana),
        Format(b"glc_eyJ", rb"glc_eyJ[A-Za-z0-9+/=]{60,400}"),
    ),
    variable="GRAFANA_TOKEN",
    rotate="the Grafana server's page of service accounts",
    samples=(
        Sample("glsa_<32 alnum>_<8 hex>"),
        Sample("glc_eyJ<120 alnum>"),
    ),
)
