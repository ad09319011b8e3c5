"""Amazon Web Services: access key ids, secret keys, session and Bedrock keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import GIVEN

# The secret half has no prefix: its name has to stand before it.
_VALUE = rb"(?P<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])"
_SECRET = rb"(?i:aws[\w.-]{0,16}secret|secret[_-]?access)[\w-]{0,20}" + GIVEN + _VALUE
# The only argument of a client, or `AWS: …` in a message; a path would have no digit or no capital.
_BARE = (
    rb"(?i:boto3?|aws)(?:[\w.]{0,24}\(\s{0,20}\\{0,3}[\"']|[A-Za-z0-9]{0,16}:[ ])"
    rb"(?=[A-Za-z/+]*[0-9])(?=[a-z0-9/+]*[A-Z])" + _VALUE
)

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
    formats=(
        Format(b"AKIA", rb"AKIA[A-Z0-9]{16}(?![A-Za-z0-9])"),
        Format(b"ASIA", rb"ASIA[A-Z0-9]{16}(?![A-Za-z0-9])"),
        Format(b"ABIA", rb"ABIA[A-Z0-9]{16}(?![A-Za-z0-9])"),
        Format(b"ACCA", rb"ACCA[A-Z0-9]{16}(?![A-Za-z0-9])"),
        Format(b"ABSK", rb"ABSK[A-Za-z0-9+/]{100,270}={0,2}"),
        Format(b"bedrock-api-key-", rb"bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/=_-]{20,2000}"),
        Format(b"aws", _SECRET, named=True),
        Format(b"aws", _BARE, named=True),
        Format(b"boto", _BARE, named=True),
        Format(b"secretaccess", _SECRET, named=True),
        Format(b"secret_access", _SECRET, named=True),
        Format(b"secret-access", _SECRET, named=True),
    ),
    variable="AWS_ACCESS_KEY_ID",
    rotate="https://console.aws.amazon.com/iam/home#/security_credentials",
    samples=(
        Sample("<40 base64>", around='boto3.Session("{}")'),
        Sample("<40 base64>", around="use this for AWS: {}"),
        Sample("AKIA<16 base32>"),
        Sample("ASIA<16 base32>"),
        Sample("ABIA<16 base32>"),
        Sample("ACCA<16 base32>"),
        Sample("ABSK<128 base64>="),
        Sample("bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t<100 base64>"),
        Sample("<40 base64>", name="AWS_SECRET_ACCESS_KEY"),
        Sample("<40 base64>", name="aws.secretKey"),
        Sample("<40 base64>", name="SecretAccessKey"),
        Sample("<40 base64>", name="secret_access_key"),
        Sample("<40 base64>", name="secret-access-key"),
    ),
)
