"""Amazon Web Services: access key ids, secret keys, session and Bedrock keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector
from pratique.secrets.documentation import token_rule
from pratique.secrets.formats import Format, finder

_SECRET = rb"""(?x)
    (?i: aws[\w.-]{0,16}secret | secret[_-]?access ) [\w-]{0,20}
    [\\"'\]]{0,3} [\s:=,>]{1,8} [\\"']{0,2}
    (?P<secret> [A-Za-z0-9/+]{40} ) (?![A-Za-z0-9/+=])
"""

RULE = token_rule(
    "aws-key",
    "an AWS key",
    what=(
        "Access key ids (`AKIA`, `ASIA`, `ABIA`, `ACCA`), secret access keys (40 base64 characters beside a name "
        "that says so) and Bedrock API keys (`ABSK`, `bedrock-api-key-`)."
    ),
    opens="the AWS account, with all permissions of the user",
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
    ),
)

DETECTOR = Detector(
    find=finder(
        Format(b"AKIA", rb"AKIA[A-Z0-9]{16}(?![A-Za-z0-9])"),
        Format(b"ASIA", rb"ASIA[A-Z0-9]{16}(?![A-Za-z0-9])"),
        Format(b"ABIA", rb"ABIA[A-Z0-9]{16}(?![A-Za-z0-9])"),
        Format(b"ACCA", rb"ACCA[A-Z0-9]{16}(?![A-Za-z0-9])"),
        Format(b"ABSK", rb"ABSK[A-Za-z0-9+/]{100,270}={0,2}"),
        Format(b"bedrock-api-key-", rb"bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/=_-]{20,2000}"),
        # The secret half has no prefix: its name has to stand before it.
        Format(b"ecret", _SECRET, before=24, shown=0),
        Format(b"SECRET", _SECRET, before=24, shown=0),
    ),
    variable="AWS_ACCESS_KEY_ID",
    rotate="https://console.aws.amazon.com/iam/home#/security_credentials",
)
