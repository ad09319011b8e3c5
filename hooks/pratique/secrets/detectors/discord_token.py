"""Discord: bot tokens and webhooks."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "discord-token",
    "a Discord token",
    what="Bot tokens in files that speak of Discord, and webhook addresses.",
    opens="the bot, with everything that it may do on its servers",
    references=("https://discord.com/developers/docs/reference#authentication",),
)

DETECTOR = Detector(
    formats=(
        Format(b".", rb"[MNO][A-Za-z0-9_-]{23,25}\.[\w-]{6}\.[\w-]{27,38}(?![\w-])", before=26, context=b"discord"),
    ),
    variable="DISCORD_TOKEN",
    rotate="https://discord.com/developers/applications",
    plugin="discord.DiscordBotTokenDetector",
    samples=(Sample("M<23 alnum>.<6 word>.<38 word>", around="discord\n{}"),),
)
