"""GitLab: personal, runner, deploy, job and feed tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector
from pratique.secrets.documentation import token_rule
from pratique.secrets.formats import Format, finder

RULE = token_rule(
    "gitlab-token",
    "a GitLab token",
    what=(
        "GitLab's prefixed tokens (`glpat-`, `gldt-`, `glrt-`, `glcbt-`, `glptt-`, `glft-`, `glimt-`, `glagent-`,"
        " `gloas-`, `glffct-`, `glsoat-`, `GR1348941`), also the routable form with its checksum."
    ),
    opens="the projects and registries that the token covers",
    references=("https://docs.gitlab.com/security/tokens/",),
)

DETECTOR = Detector(
    find=finder(
        Format(b"glpat-", rb"glpat-[\w-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{9}|\.[0-9a-z]{9})?"),
        Format(b"gldt-", rb"gldt-[\w-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?"),
        Format(b"glrt-", rb"glrt-[\w-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?"),
        Format(b"glptt-", rb"glptt-[\w-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?"),
        Format(b"glft-", rb"glft-[\w-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?"),
        Format(b"glimt-", rb"glimt-[\w-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?"),
        Format(b"glagent-", rb"glagent-[\w-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?"),
        Format(b"gloas-", rb"gloas-[\w-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?"),
        Format(b"glffct-", rb"glffct-[\w-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?"),
        Format(b"glsoat-", rb"glsoat-[\w-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?"),
        Format(b"glcbt-", rb"glcbt-(?:[0-9a-fA-F]{1,5}_)?[\w-]{20,64}"),
        Format(b"GR1348941", rb"GR1348941[\w-]{20,64}"),
    ),
    variable="GITLAB_TOKEN",
    rotate="https://gitlab.com/-/user_settings/personal_access_tokens",
)
