"""Templates of text formatting: `str.format`, `%`, string.Template. (docs.python.org/3/library/string.html)"""

from pratique.lint.flow.model import RECEIVER, Model, Returns, Sink

_TEMPLATE = "the template of a formatted text"

MODEL = Model(
    sinks=(
        *(
            Sink(f"{owner}.{name}", "format", (RECEIVER,), what=_TEMPLATE, passes=True)
            for owner in ("*", "str")
            for name in ("format", "format_map")
        ),
        Sink("str.format", "format", (0,), when=((RECEIVER, "str"),), what=_TEMPLATE, passes=True),
        Sink("str.__mod__", "format", (RECEIVER,), what=_TEMPLATE, passes=True),
        Sink("string.Template", "format", (0, "template"), what=_TEMPLATE),
        Sink("string.Formatter.format", "format", (0, "format_string"), what=_TEMPLATE, passes=True),
        Sink("string.Formatter.vformat", "format", (0, "format_string"), what=_TEMPLATE, passes=True),
    ),
    returns=(Returns("string.Formatter", "string.Formatter", clean=True),),
)
