"""Slack: bot, user, app and configuration tokens, and webhooks."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "slack-token",
    "a Slack token",
    what=(
        "Tokens that begin with `xoxb-`, `xoxp-`, `xoxa-`, `xoxr-`, `xoxs-`, `xoxo-`, `xoxc-`, `xoxd-`, `xoxe-`, "
        "`xoxe.xox?-` or `xapp-`, and incoming webhook addresses."
    ),
    opens="the messages, files and members of the workspace",
    references=("https://docs.slack.dev/authentication/tokens/",),
)

DETECTOR = Detector(
    formats=(
        Format(b"xoxb-", rb"xoxb-[0-9]{6,}-[A-Za-z0-9-]{10,250}"),
        Format(b"xoxp-", rb"xoxp-[0-9]{6,}-[A-Za-z0-9-]{10,250}"),
        Format(b"xoxa-", rb"xoxa-[0-9]{6,}-[A-Za-z0-9-]{10,250}"),
        Format(b"xoxo-", rb"xoxo-[0-9]{6,}-[A-Za-z0-9-]{10,250}"),
        Format(b"xoxr-", rb"xoxr-[0-9]{6,}-[A-Za-z0-9-]{10,250}"),
        Format(b"xoxs-", rb"xoxs-[0-9]{6,}-[A-Za-z0-9-]{10,250}"),
        Format(b"xoxc-", rb"xoxc-[0-9]{6,}-[A-Za-z0-9-]{10,250}"),
        Format(b"xoxb-", rb"xoxb-[0-9]{6,}[A-Za-z0-9-]{20,250}"),
        Format(b"xoxd-", rb"xoxd-[A-Za-z0-9%/+=_-]{80,300}"),
        Format(b"xoxe-", rb"xoxe-\d-[A-Za-z0-9]{100,200}"),
        Format(b"xoxe.xox", rb"xoxe\.xox[bp]-\d-[A-Za-z0-9]{100,200}"),
        Format(b"xapp-", rb"xapp-\d-[A-Z0-9]+-\d+-[a-zA-Z0-9]{30,80}"),
        Format(
            b"hooks.slack.com/services/",
            rb"hooks\.slack\.com/services/(?P<secret>T[A-Z0-9]{6,12}/B[A-Z0-9]{6,12}/[A-Za-z0-9]{20,28})",
            shown=0,
        ),
        Format(
            b"hooks.slack.com/workflows/",
            rb"hooks\.slack\.com/workflows/(?P<secret>T[A-Z0-9]{6,12}/A[A-Z0-9]{6,12}/[0-9]{10,20}/[A-Za-z0-9]{20,28})",
            shown=0,
        ),
    ),
    variable="SLACK_TOKEN",
    rotate="https://api.slack.com/apps",
    samples=(
        Sample("xoxb-<12 digits>-<13 digits>-<24 alnum>"),
        Sample("xoxa-<12 digits>-<13 digits>-<24 alnum>"),
        Sample("xoxo-<12 digits>-<13 digits>-<24 alnum>"),
        Sample("xoxr-<12 digits>-<13 digits>-<24 alnum>"),
        Sample("xoxs-<12 digits>-<13 digits>-<24 alnum>"),
        Sample("xoxp-<12 digits>-<13 digits>-<13 digits>-<32 hex>"),
        Sample("xoxc-<12 digits>-<13 digits>-<13 digits>-<64 hex>"),
        Sample("xoxd-<120 alnum>%2B<20 alnum>%3D"),
        Sample("xoxe-1-<146 alnum>"),
        Sample("xoxe.xoxb-1-<163 alnum>"),
        Sample("xoxe.xoxp-1-<166 alnum>"),
        Sample("xapp-1-A<10 upper>-<13 digits>-<64 hex>"),
        Sample("T<9 upper>/B<10 upper>/<24 alnum>", around="https://hooks.slack.com/services/{}"),
        Sample("T<9 upper>/A<10 upper>/<18 digits>/<24 alnum>", around="https://hooks.slack.com/workflows/{}"),
    ),
)
