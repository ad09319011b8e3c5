"""Slack: bot, user, app and configuration tokens, and webhooks."""

from __future__ import annotations

from pratique.secrets.detector import Detector
from pratique.secrets.documentation import token_rule
from pratique.secrets.formats import Format, finder

_WEBHOOK = rb"hooks\.slack\.com/\w+/(?P<secret>T[A-Z0-9]{6,12}"

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
    find=finder(
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
)
