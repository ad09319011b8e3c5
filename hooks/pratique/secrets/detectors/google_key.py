"""Google: API keys, Gemini keys and OAuth client secrets."""

from __future__ import annotations

from pratique.core.finding import Severity
from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule
from pratique.secrets.named import GIVEN

RULE = token_rule(
    "google-key",
    "a Google key",
    what=(
        "API keys (`AIza`), the Gemini keys of 2026 (`AQ.Ab8RN6`), OAuth client secrets (`GOCSPX-`) and OAuth "
        "access tokens (`ya29.`) and secret keys of reCAPTCHA. Its site keys and the `apiKey` of a Firebase web "
        "application are made to be published."
    ),
    opens="the services enabled in the Google Cloud project, at its cost",
    references=("https://cloud.google.com/docs/authentication/api-keys",),
    severity=Severity.HIGH,
)

# What stands after the key in the configuration of a Firebase web application, which browsers read.
_FIREBASE = rb"""[\\"']{1,2}\s{0,3},?(?:\s|\\n){0,20}\\?["']?(?:authDomain|auth_domain)\b"""
_CAPTCHA = GIVEN + rb"(?P<secret>6L[\w-]{38})(?![\w-])"

DETECTOR = Detector(
    formats=(
        Format(b"AIza", rb"AIza[\w-]{35}(?=" + _FIREBASE + rb")", public=True),
        Format(b"AIza", rb"AIza[\w-]{35}(?![\w-])"),
        Format(b"AQ.Ab8RN6", rb"AQ\.Ab8RN6[\w-]{40,60}"),
        Format(b"GOCSPX-", rb"GOCSPX-[\w-]{28}"),
        Format(b"ya29.", rb"ya29\.[\w-]{60,500}"),
        Format(b"recaptcha", rb"(?i:recaptcha[\w.-]{0,20}(?:secret|private)[\w-]{0,12})" + _CAPTCHA, named=True),
        Format(
            b"recaptcha", rb"(?i:recaptcha[\w.-]{0,20}(?:site|public)[\w-]{0,12})" + _CAPTCHA, named=True, public=True
        ),
    ),
    variable="GOOGLE_API_KEY",
    rotate="https://console.cloud.google.com/apis/credentials",
    samples=(
        Sample("AIza<35 word>"),
        Sample("AQ.Ab8RN6<44 word>"),
        Sample("GOCSPX-<28 word>"),
        Sample("ya29.<120 word>"),
        Sample("6L<38 word>", name="RECAPTCHA_SECRET_KEY"),
        Sample("6L<38 word>", name="RECAPTCHA_SITE_KEY", public=True),
        Sample("AIza<35 word>", public=True, around="{}', authDomain: 'x.firebaseapp.com'"),
    ),
)
