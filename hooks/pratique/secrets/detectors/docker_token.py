"""Docker Hub: personal and organisation tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "docker-token",
    "a Docker Hub token",
    what="Personal (`dckr_pat_`) and organisation (`dckr_oat_`) access tokens.",
    opens="the images of the account, also to replace them",
    references=("https://docs.docker.com/security/access-tokens/",),
)

DETECTOR = Detector(
    formats=(
        Format(b"dckr_pat_", rb"dckr_pat_[\w-]{27,32}"),
        Format(b"dckr_oat_", rb"dckr_oat_[\w-]{32,40}"),
    ),
    variable="DOCKERHUB_TOKEN",
    rotate="https://app.docker.com/settings/personal-access-tokens",
    samples=(
        Sample("dckr_pat_<27 word>"),
        Sample("dckr_oat_<32 word>"),
    ),
)
