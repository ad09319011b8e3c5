"""GitHub: personal, OAuth, installation and refresh tokens."""

from __future__ import annotations

from pratique.secrets.checksums import base62_tail
from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

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
    formats=(
        Format(b"ghp_", rb"ghp_[A-Za-z0-9]{36,251}", check=base62_tail),
        Format(b"gho_", rb"gho_[A-Za-z0-9]{36,251}", check=base62_tail),
        Format(b"ghu_", rb"ghu_[A-Za-z0-9]{36,251}", check=base62_tail),
        Format(b"ghr_", rb"ghr_[A-Za-z0-9]{36,251}", check=base62_tail),
        Format(b"ghs_", rb"ghs_[A-Za-z0-9._-]{35,1200}[A-Za-z0-9]", check=base62_tail),
        Format(b"github_pat_", rb"github_pat_[A-Za-z0-9]{20,24}_[A-Za-z0-9]{50,70}"),
    ),
    variable="GITHUB_TOKEN",
    rotate="https://github.com/settings/tokens",
    samples=(
        Sample("ghp_<36 alnum>"),
        Sample("gho_<36 alnum>"),
        Sample("ghu_<36 alnum>"),
        Sample("ghs_<36 alnum>"),
        Sample("ghr_<36 alnum>"),
        Sample("ghs_<7 digits>_<jwt>"),
        Sample("github_pat_<22 alnum>_<59 alnum>"),
    ),
)
