"""IBM Cloud: IAM keys, beside a name that says so."""

from __future__ import annotations

from pratique.secrets.detector import Detector
from pratique.secrets.documentation import token_rule
from pratique.secrets.formats import Format, finder

_NAMED = rb"""[\w-]{0,30}["'\]]{0,2}\s{0,3}(?:=>|:=|[:=])\s{0,3}["']?"""

RULE = token_rule(
    "ibm-key",
    "an IBM Cloud key",
    what="IAM keys: 44 characters, given to a name that holds `ibm`.",
    opens="the IBM Cloud account",
    references=("https://cloud.ibm.com/docs/account?topic=account-userapikey",),
)

DETECTOR = Detector(
    find=finder(
        Format(b"ibm", rb"(?i:ibm)" + _NAMED + rb"(?P<secret>[\w-]{44})(?![\w-])", shown=0),
        Format(b"IBM", rb"(?i:ibm)" + _NAMED + rb"(?P<secret>[\w-]{44})(?![\w-])", shown=0),
    ),
    variable="IBMCLOUD_API_KEY",
    rotate="https://cloud.ibm.com/iam/apikeys",
)
