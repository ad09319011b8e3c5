"""JFrog Artifactory: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "artifactory-token",
    "an Artifactory key",
    what="API keys: `AKCp` and 69 or more alphanumeric characters.",
    opens="the packages that builds are made of",
    references=("https://jfrog.com/help/r/jfrog-platform-administration-documentation/api-key",),
)

DETECTOR = Detector(
    formats=(Format(b"AKC", rb"AKC[A-Za-z0-9]{60,90}(?!\w)"),),
    variable="ARTIFACTORY_API_KEY",
    rotate="the user profile of the Artifactory server",
    samples=(Sample("AKCp<69 alnum>"),),
)
