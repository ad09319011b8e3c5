"""Discord: webhooks."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "discord-webhook",
    "the address of a Discord webhook",
    what="Addresses of webhooks: a number and 68 characters.",
    opens="a channel, to post whatever they like in it,",
    references=("https://discord.com/developers/docs/resources/webhook#execute-webhook",),
)

DETECTOR = Detector(
    formats=(
        Format(b"webhooks/", rb"webhooks/\d{17,20}/(?P<secret>[\w-]{60,72})(?![\w-])", shown=0, context=b"discord"),
    ),
    variable="DISCORD_WEBHOOK_URL",
    rotate="the channel's settings, under Integrations",
    samples=(Sample("<68 word>", around="https://discord.com/api/webhooks/1416866038614845709/{}"),),
)
