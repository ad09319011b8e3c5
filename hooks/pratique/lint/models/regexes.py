"""Regular expressions. (docs.python.org/3/library/re.html; the module regex has the same functions)"""

from pratique.lint.flow.model import Model, Passes, Sanitiser, Sink

_MODULES = ("re", "regex")
_FUNCTIONS = ("compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "template")

MODEL = Model(
    sinks=(
        *(
            Sink(f"{module}.{name}", "regex", (0, "pattern"), what="a regular expression", passes=True)
            for module in _MODULES
            for name in _FUNCTIONS
        ),
    ),
    passes=(
        *(
            Passes(f"{module}.{name}", (1, "string"))
            for module in _MODULES
            for name in ("match", "fullmatch", "search", "split", "findall", "finditer")
        ),
    ),
    sanitisers=(
        *(Sanitiser(f"{module}.escape", ("regex",)) for module in _MODULES),
        Sanitiser("fnmatch.translate", ("regex",)),
        Sanitiser("glob.translate", ("regex",)),
    ),
)
