"""Atlassian: API tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "atlassian-token",
    "an Atlassian token",
    what="API tokens (`ATATT3`), and tokens of Bitbucket's repositories (`ATCTT3`) and applications (`ATBB`).",
    opens="the issues, pages and code of the organisation",
    references=("https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/",),
)

DETECTOR = Detector(
    formats=(
        Format(b"ATATT3", rb"ATATT3[\w=-]{150,250}"),
        Format(b"ATCTT3", rb"ATCTT3[\w=-]{150,250}"),
        Format(b"ATBB", rb"ATBB(?=[A-Za-z]*[0-9])[A-Za-z0-9]{24,32}(?!\w)"),
    ),
    variable="ATLASSIAN_API_TOKEN",
    rotate="https://id.atlassian.com/manage-profile/security/api-tokens",
    samples=(
        Sample("ATATT3<180 word>=<8 HEX>"),
        Sample("ATCTT3<180 word>=<8 HEX>"),
        Sample("ATBB<32 alnum>"),
    ),
)
