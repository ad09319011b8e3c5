"""PyPI: upload tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "pypi-token",
    "a PyPI token",
    what=(
        "Upload tokens of the package index and of its test instance: `pypi-` and a macaroon (`AgEIcHlwaS5vcmc`, "
        "`AgENdGVzdC5weXBp`)."
    ),
    opens="uploading releases of every project that the token covers",
    references=("https://packaging.python.org/en/latest/specifications/pypirc/",),
)

DETECTOR = Detector(
    formats=(
        Format(b"pypi-AgEIcHlwaS5vcmc", rb"pypi-AgEIcHlwaS5vcmc[\w-]{50,1000}"),
        Format(b"pypi-AgENdGVzdC5weXBp", rb"pypi-AgENdGVzdC5weXBp[\w-]{50,1000}"),
    ),
    variable="TWINE_PASSWORD",
    rotate="the index's account settings, under API tokens",
    samples=(
        Sample("pypi-AgEIcHlwaS5vcmc<150 word>"),
        Sample("pypi-AgENdGVzdC5weXBp<150 word>"),
    ),
)
