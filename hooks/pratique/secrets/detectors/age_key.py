"""age: secret keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "age-key",
    "an age secret key",
    what=(
        "Secret keys of the file encryption tool age: `AGE-SECRET-KEY-1` and 58 characters of Bech32. Recipients "
        "(`age1…`) are public."
    ),
    opens="all that was encrypted to its recipient",
    references=("https://github.com/C2SP/C2SP/blob/main/age.md",),
)

DETECTOR = Detector(
    formats=(
        Format(b"AGE-SECRET-KEY-1", rb"AGE-SECRET-KEY-1[A-Z0-9]{58}"),
        Format(b"AGE-SECRET-KEY-PQ-1", rb"AGE-SECRET-KEY-PQ-1[A-Z0-9]{58}"),
        Format(b"age1", rb"age1[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{58}", public=True),
    ),
    variable="AGE_KEY_FILE",
    rotate="every file encrypted to its recipient, to be encrypted anew",
    samples=(
        Sample("AGE-SECRET-KEY-1<58 BECH32>"),
        Sample("AGE-SECRET-KEY-PQ-1<58 BECH32>"),
        Sample("age1<58 bech32>", public=True),
    ),
)
