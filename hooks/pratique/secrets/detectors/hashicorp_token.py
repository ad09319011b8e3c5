"""HashiCorp: Vault and Terraform tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "hashicorp-token",
    "a HashiCorp token",
    what=(
        "Vault's service (`hvs.`), batch (`hvb.`) and recovery (`hvr.`) tokens and the tokens of HCP Terraform "
        "(`.atlasv1.`)."
    ),
    opens="the secrets kept in Vault, or the infrastructure that Terraform runs",
    references=("https://developer.hashicorp.com/vault/docs/concepts/tokens",),
)

DETECTOR = Detector(
    formats=(
        Format(b"hvs.", rb"hvs\.[\w-]{24,200}"),
        Format(b"hvb.", rb"hvb\.[\w-]{100,300}"),
        Format(b"hvr.", rb"hvr\.[\w-]{24,200}"),
        Format(b".atlasv1.", rb"[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,70}", before=14),
    ),
    variable="VAULT_TOKEN",
    rotate="https://developer.hashicorp.com/vault/docs/commands/token/revoke",
    samples=(
        Sample("hvs.<95 word>"),
        Sample("hvs.<24 alnum>"),
        Sample("hvb.<160 word>"),
        Sample("hvr.<95 word>"),
        Sample("<14 alnum>.atlasv1.<67 alnum>"),
    ),
)
