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
    sinks=(
        Sink("os.system", "command"),
        Sink("os.popen", "command"),
        *(
            Sink(f"subprocess.{name}", "command", (0, "args"), when=(("shell", True),))
            for name in ("run", "call", "check_call", "check_output", "Popen")
        ),
        Sink("eval", "code"),
        Sink("exec", "code"),
        Sink("open", "path", (0, "file")),
        Sink("sqlite3.Cursor.execute", "sql"),
        Sink("sqlite3.Connection.execute", "sql"),
        Sink("*.execute", "sql"),
        Sink("pickle.loads", "deserialise"),
    ),
    returns=(
        Returns("open", "io.TextIOWrapper", clean=True),
        Returns("sqlite3.connect", "sqlite3.Connection", clean=True),
        Returns("sqlite3.Connection.cursor", "sqlite3.Cursor", clean=True),
    ),
    sanitisers=(
        Sanitiser("html.escape", ("html",)),
        Sanitiser("shlex.quote", ("command",)),
        Sanitiser("os.path.basename", ("path",)),
    ),
)
