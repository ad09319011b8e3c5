"""Telegram: bot tokens."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "telegram-token",
    "a Telegram bot token",
    what="Bot tokens: the number of the bot, a colon and 35 characters that begin with `AA`.",
    opens="the bot and the messages sent to it",
    references=("https://core.telegram.org/bots/api#authorizing-your-bot",),
)

DETECTOR = Detector(
    formats=(Format(b":AA", rb"[0-9]{8,10}:AA[\w-]{33}(?![\w-])", before=10),),
    variable="TELEGRAM_BOT_TOKEN",
    rotate="https://t.me/BotFather",
    plugin="telegram_token.TelegramBotTokenDetector",
    samples=(Sample("<10 digits>:AA<33 word>"),),
)
