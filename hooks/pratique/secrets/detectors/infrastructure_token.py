"""Hosting, databases, secret stores and registries."""

from __future__ import annotations

from pratique.secrets.detector import Detector
from pratique.secrets.documentation import token_rule
from pratique.secrets.formats import Format, finder

RULE = token_rule(
    "infrastructure-token",
    "a token of a hosting or infrastructure service",
    what=(
        "The prefixed tokens of Cloudflare, DigitalOcean, Render, Neon, PlanetScale, RunPod, Supabase, Vercel, "
        "Vault, Terraform Cloud, Doppler, age, Docker Hub, Pulumi, Heroku, Fly.io and RubyGems. Publishable keys "
        "(`sb_publishable_`) are made to be public."
    ),
    opens="the infrastructure or data that the service runs",
    references=("https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/",),
)

DETECTOR = Detector(
    find=finder(
        Format(b"cfut_", rb"cfut_[A-Za-z0-9_-]{40}[0-9a-f]{8}"),
        Format(b"cfat_", rb"cfat_[A-Za-z0-9_-]{40}[0-9a-f]{8}"),
        Format(b"cfk_", rb"cfk_[A-Za-z0-9_-]{40}[0-9a-f]{8}"),
        Format(b"dop_v1_", rb"dop_v1_[0-9a-f]{64}"),
        Format(b"doo_v1_", rb"doo_v1_[0-9a-f]{64}"),
        Format(b"dor_v1_", rb"dor_v1_[0-9a-f]{64}"),
        Format(b"rnd_", rb"rnd_[A-Za-z0-9]{28,32}(?!\w)"),
        Format(b"napi_", rb"napi_[A-Za-z0-9]{64}"),
        Format(b"pscale_", rb"pscale_(?:pw|tkn|oauth)_[\w=.-]{32,64}"),
        Format(b"rpa_", rb"rpa_[A-Za-z0-9]{40,46}(?!\w)"),
        Format(b"sbp_", rb"sbp_(?:v0_)?[0-9a-f]{40}"),
        Format(b"sb_secret_", rb"sb_secret_[\w-]{31,40}"),
        Format(b"vcp_", rb"vcp_[\w-]{56,60}"),
        Format(b"vci_", rb"vci_[\w-]{56,60}"),
        Format(b"vck_", rb"vck_[\w-]{56,60}"),
        Format(b"vca_", rb"vca_[\w-]{56,60}"),
        Format(b"vcr_", rb"vcr_[\w-]{56,60}"),
        Format(b"hvs.", rb"hvs\.[\w-]{24,200}"),
        Format(b"hvb.", rb"hvb\.[\w-]{100,300}"),
        Format(b"dp.", rb"dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}"),
        Format(b"AGE-SECRET-KEY-1", rb"AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}"),
        Format(b"dckr_pat_", rb"dckr_pat_[\w-]{27,32}"),
        Format(b"dckr_oat_", rb"dckr_oat_[\w-]{32,40}"),
        Format(b"pul-", rb"pul-[0-9a-f]{40}(?!\w)"),
        Format(b"HRKU-", rb"HRKU-[0-9A-Za-z_-]{36,64}"),
        Format(b"fo1_", rb"fo1_[\w-]{43}"),
        Format(b"rubygems_", rb"rubygems_[0-9a-f]{48}"),
        Format(b".atlasv1.", rb"[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,70}", before=14),
        Format(b"v1.0-", rb"v1\.0-[0-9a-f]{24}-[0-9a-f]{146}"),
    ),
    variable="SERVICE_TOKEN",
    rotate="the service's token page",
)
