"""Work and monitoring services."""

from __future__ import annotations

from pratique.secrets.detector import Detector
from pratique.secrets.documentation import token_rule
from pratique.secrets.formats import Format, finder

RULE = token_rule(
    "saas-token",
    "a token of an online service",
    what=(
        "The prefixed tokens of Notion, Linear, Figma, Sentry, Grafana, Postman, Shopify, PostHog, New Relic, "
        "Brevo, Mailgun, Atlassian, Facebook, Dynatrace, Resend and Airtable. Sentry DSNs and PostHog project "
        "keys (`phc_`) are made to be public."
    ),
    opens="the data that the organisation keeps in the service",
    references=("https://cwe.mitre.org/data/definitions/798.html",),
)

DETECTOR = Detector(
    find=finder(
        Format(b"ntn_", rb"ntn_[0-9]{11}[A-Za-z0-9]{35}"),
        Format(b"lin_api_", rb"lin_api_[A-Za-z0-9]{40}"),
        Format(b"figd_", rb"figd_[\w-]{38,42}"),
        Format(b"sntryu_", rb"sntryu_[0-9a-f]{64}"),
        Format(b"sntrys_eyJ", rb"sntrys_eyJ[\w=+/-]{60,400}"),
        Format(b"glsa_", rb"glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}"),
        Format(b"glc_eyJ", rb"glc_eyJ[A-Za-z0-9+/=]{60,400}"),
        Format(b"PMAK-", rb"PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
        Format(b"shpat_", rb"shpat_[0-9a-fA-F]{32}"),
        Format(b"shpca_", rb"shpca_[0-9a-fA-F]{32}"),
        Format(b"shppa_", rb"shppa_[0-9a-fA-F]{32}"),
        Format(b"shpss_", rb"shpss_[0-9a-fA-F]{32}"),
        Format(b"phx_", rb"phx_[A-Za-z0-9]{41,49}"),
        Format(b"phs_", rb"phs_[A-Za-z0-9]{41,49}"),
        Format(b"secret_", rb"secret_[A-Za-z0-9]{43}(?!\w)"),
        Format(b"NRAK-", rb"NRAK-[A-Z0-9]{27}"),
        Format(b"xkeysib-", rb"xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}"),
        Format(b"key-", rb"key-[0-9a-f]{32}(?![\w-])"),
        Format(b"ATATT3", rb"ATATT3[\w=-]{150,250}"),
        Format(b"EAAC", rb"EAAC[A-Za-z0-9]{80,250}(?!\w)"),
        Format(b"dt0c01.", rb"dt0c01\.[A-Z0-9]{24}\.[A-Z0-9]{64}"),
        Format(b"re_", rb"re_[A-Za-z0-9]{7,9}_[A-Za-z0-9]{22,26}(?!\w)"),
        Format(b"pat", rb"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}"),
    ),
    variable="SERVICE_TOKEN",
    rotate="the service's token page",
)
