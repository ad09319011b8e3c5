"""GitLab: personal, runner, deploy, job and feed tokens."""

from __future__ import annotations

from pratique.secrets.checksums import gitlab
from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

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

_KINDS = (
    b"glpat-",
    b"gldt-",
    b"glrt-",
    b"glrtr-",
    b"glptt-",
    b"glft-",
    b"glimt-",
    b"glagent-",
    b"gloas-",
    b"glffct-",
    b"glsoat-",
    b"glwt-",
)
# The routable form ends in its version, its length and its checksum.
_BODY = rb"[\w-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{9}|\.[0-9a-z]{9})?"

DETECTOR = Detector(
    formats=(
        *(Format(kind, kind + _BODY, check=gitlab) for kind in _KINDS),
        Format(b"glcbt-", rb"glcbt-(?:[0-9a-fA-F]{1,5}_)?[\w-]{20,64}"),
        Format(b"GR1348941", rb"GR1348941[\w-]{20,64}"),
    ),
    variable="GITLAB_TOKEN",
    rotate="https://gitlab.com/-/user_settings/personal_access_tokens",
    samples=(
        Sample("glpat-<20 word>"),
        Sample("gldt-<20 word>"),
        Sample("glrt-<20 word>"),
        Sample("glrtr-<20 word>"),
        Sample("glptt-<20 word>"),
        Sample("glft-<20 word>"),
        Sample("glimt-<20 word>"),
        Sample("glagent-<20 word>"),
        Sample("gloas-<20 word>"),
        Sample("glffct-<20 word>"),
        Sample("glsoat-<20 word>"),
        Sample("glwt-<20 word>"),
        Sample("glpat-<27 word>.01.<9 lower>"),
        Sample("glrt-t3_<27 word>.01.<9 lower>"),
        Sample("glrt-t1_<20 word>"),
        Sample("glcbt-64_<20 word>"),
        Sample("GR1348941<20 word>"),
    ),
)
