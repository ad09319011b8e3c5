"""Discord: bot tokens and webhooks."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "discord-token",
    "a Discord token",
    what="Bot tokens: the number of the bot in base64, a time and a signature, with dots between them.",
    opens="the bot, with everything that it may do on its servers",
    references=("https://discord.com/developers/docs/reference#authentication",),
)

# The first part is the number of the bot in base64, which limits how it begins.
_HEADS = tuple(first + second for first in (b"M", b"N", b"O") for second in (b"D", b"T", b"j", b"z"))
_REST = rb"(?=[\w-]*[0-9])[\w-]{22,26}\.[\w-]{6}\.(?=[\w-]*[0-9])(?=[\w-]*[A-Z])[\w-]{27,38}(?![\w-])"

DETECTOR = Detector(
    formats=tuple(Format(head, head + _REST, shown=0) for head in _HEADS),
    variable="DISCORD_TOKEN",
    rotate="https://discord.com/developers/applications",
    plugin="discord.DiscordBotTokenDetector",
    samples=tuple(Sample(head.decode() + "<22 alnum>.<6 word>.<38 word>") for head in _HEADS),
)
