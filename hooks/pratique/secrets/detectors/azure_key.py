"""Microsoft Azure: storage, Entra ID, OpenAI and DevOps keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "azure-key",
    "an Azure key",
    what=(
        "Storage account keys (`AccountKey=`), Entra ID client secrets (`Q~`), the keys of Azure AI services (84 "
        "characters with `JQQJ99B`) and DevOps tokens (84 with `AZDO`)."
    ),
    opens="the Azure resource or directory application",
    references=("https://learn.microsoft.com/en-us/purview/sit-defn-azure-storage-account-key",),
)

DETECTOR = Detector(
    formats=(
        Format(b"AccountKey=", rb"AccountKey=(?P<secret>[A-Za-z0-9+/]{86}==)", shown=0),
        Format(b"Q~", rb"[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~-])", before=4),
        Format(b"JQQJ99", rb"[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26}(?![A-Za-z0-9])", before=52),
        Format(b"AZDO", rb"[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}(?![A-Za-z0-9])", before=76),
    ),
    variable="AZURE_KEY",
    rotate="https://portal.azure.com",
    samples=(
        Sample("<86 base64>==", around="AccountKey={}"),
        Sample("<3 alnum>8Q~<34 alnum>"),
        Sample("<52 alnum>JQQJ99B<25 alnum>"),
        Sample("<76 alnum>AZDO<4 alnum>"),
    ),
)
