"""Templates of text formatting: `str.format`, `%`, string.Template. (docs.python.org/3/library/string.html)"""

from pratique.lint.flow.model import RECEIVER, Argument, Model, Passes, Returns, Sink

# A translation of a constant is one: how many there are only chooses among them.
_TRANSLATIONS: dict[str, tuple[Argument, ...]] = {
    "gettext": (0, "message"),
    "ngettext": (0, 1),
    "pgettext": (1,),
    "npgettext": (1, 2),
    "lazy_gettext": (0,),
    "gettext_lazy": (0,),
    "ngettext_lazy": (0, 1),
    "pgettext_lazy": (1,),
    "npgettext_lazy": (1, 2),
    "ugettext": (0,),
    "ugettext_lazy": (0,),
    "ungettext": (0, 1),
    "_": (0,),
}
_TRANSLATORS = ("gettext", "django.utils.translation", "flask_babel", "flask_babelex", "babel.support.Translations")
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
    subclasses={"str.character": "str"},
    passes=(
        *(Passes(f"{owner}.{name}", places) for owner in _TRANSLATORS for name, places in _TRANSLATIONS.items()),
        *(Passes(name, places) for name, places in _TRANSLATIONS.items()),
    ),
    returns=(Returns("string.Formatter", "string.Formatter", clean=True),),
)
