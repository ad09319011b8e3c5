"""Chat bots: what a member of the chat writes. (discordpy.readthedocs.io, docs.python-telegram-bot.org, slack.dev)"""

from pratique.lint.flow.model import ANY, Entry, Model, Parameter, Source

_CHAT = Parameter("a message of the chat")
_DISCORD, _UPDATE = "discord.Message", "telegram.Update"

MODEL = Model(
    needles=("discord", "telegram", "slack", "on_message", "telebot", "aiogram", "nextcord"),
    sources=(
        *(
            Source(f"{_DISCORD}.{name}", "a message of the chat")
            for name in ("content", "clean_content", "attachments")
        ),
        *(
            Source(f"{_UPDATE}.{name}", "a message of the chat")
            for name in ("message", "effective_message", "callback_query", "inline_query", "edited_message")
        ),
        Source("telegram.ext.CallbackContext.args", "a message of the chat"),
        *(Source(f"aiogram.types.Message.{name}", "a message of the chat") for name in ("text", "caption", "document")),
        *(Source(f"telebot.types.Message.{name}", "a message of the chat") for name in ("text", "caption", "document")),
    ),
    entries=(
        Entry(
            decorators=("**.command", "**.hybrid_command"),
            needle="discord",
            parameters={0: Parameter(), "ctx": Parameter(), "interaction": Parameter(), ANY: _CHAT},
        ),
        Entry(
            decorators=(
                "discord.ext.commands.command",
                "discord.app_commands.command",
                "discord.ext.commands.Bot.command",
            ),
            parameters={0: Parameter(), "ctx": Parameter(), "interaction": Parameter(), ANY: _CHAT},
        ),
        Entry(names=("on_message",), needle="discord", parameters={0: Parameter(type=_DISCORD)}),
        Entry(
            names=("*",),
            needs=("update", "context"),
            needle="telegram",
            parameters={"update": Parameter(type=_UPDATE), "context": Parameter(type="telegram.ext.CallbackContext")},
        ),
        Entry(
            decorators=("**.message_handler",),
            needle="telebot",
            parameters={0: Parameter(type="telebot.types.Message")},
        ),
        Entry(decorators=("**.message",), needle="aiogram", parameters={0: Parameter(type="aiogram.types.Message")}),
        Entry(
            decorators=("**.command", "**.message", "**.event", "**.action", "**.view", "**.shortcut"),
            needle="slack_bolt",
            parameters=dict.fromkeys(("body", "command", "message", "event", "payload", "action"), _CHAT),
        ),
    ),
    subclasses={
        "discord.message.Message": _DISCORD,
        "telegram.ext.ContextTypes.DEFAULT_TYPE": "telegram.ext.CallbackContext",
        "telebot.types.CallbackQuery": "telebot.types.Message",
    },
    parameter_types=(
        _DISCORD,
        _UPDATE,
        "telegram.ext.CallbackContext",
        "aiogram.types.Message",
        "telebot.types.Message",
    ),
)
