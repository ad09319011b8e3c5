"""The standard library."""

from pratique.lint.flow.model import Model, Returns, Sanitiser, Sink, Source
from pratique.lint.flow.values import LOCAL

MODEL = Model(
    needles=("input(", "argv", "environ", "getenv"),
    sources=(
        Source("sys.argv", "a command-line argument", LOCAL),
        Source("input", "what is typed in", LOCAL),
        Source("os.environ", "the environment", LOCAL),
        Source("os.getenv", "the environment", LOCAL),
    ),
    sinks=(Sink("open", "path", (0, "file")),),
    returns=(Returns("open", "io.TextIOWrapper", clean=True),),
    sanitisers=(
        Sanitiser("html.escape", ("html",)),
        Sanitiser("os.path.basename", ("path",)),
    ),
)
