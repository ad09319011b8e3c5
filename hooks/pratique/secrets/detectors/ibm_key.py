"""IBM Cloud: IAM keys, beside a name that says so."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import GIVEN

_NAMED = rb"(?i:ibm)[\w-]{0,30}" + GIVEN + rb"(?P<secret>[\w-]{44})(?![\w-])"

RULE = token_rule(
    "ibm-key",
    "an IBM Cloud key",
    what="IAM keys: 44 characters, given to a name that holds `ibm`.",
    opens="the IBM Cloud account",
    references=("https://cloud.ibm.com/docs/account?topic=account-userapikey",),
)

DETECTOR = Detector(
    formats=(Format(b"ibm", _NAMED, named=True),),
    variable="IBMCLOUD_API_KEY",
    rotate="https://cloud.ibm.com/iam/apikeys",
    samples=(
        Sample("<44 word>", name="IBM_CLOUD_API_KEY"),
        Sample("<44 word>", name="ibm_iam_apikey"),
    ),
)
