"""GitHub: personal, OAuth, installation and refresh tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector
from pratique.secrets.documentation import token_rule
from pratique.secrets.formats import Format, finder

RULE = token_rule(
    "github-token",
    "a GitHub token",
    what=(
        "Classic tokens (`ghp_`, `gho_`, `ghu_`, `ghs_`, `ghr_`), the stateless installation tokens of 2026 "
        "(`ghs_` followed by a JWT) and fine-grained personal tokens (`github_pat_`)."
    ),
    opens="the repositories and actions of the account that made it",
    references=(
        "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats",
    ),
)

DETECTOR = Detector(
    find=finder(
        Format(b"ghp_", rb"ghp_[A-Za-z0-9]{36,251}"),
        Format(b"gho_", rb"gho_[A-Za-z0-9]{36,251}"),
        Format(b"ghu_", rb"ghu_[A-Za-z0-9]{36,251}"),
        Format(b"ghr_", rb"ghr_[A-Za-z0-9]{36,251}"),
        Format(b"ghs_", rb"ghs_[A-Za-z0-9._-]{36,1200}"),
        Format(b"github_pat_", rb"github_pat_[A-Za-z0-9]{20,24}_[A-Za-z0-9]{50,70}"),
    ),
    variable="GITHUB_TOKEN",
    rotate="https://github.com/settings/tokens",
)
