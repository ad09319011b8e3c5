"""Text that is run as Python, and names by which code is chosen.

(docs.python.org/3/library/functions.html, importlib, runpy, code; pandas, numexpr, sympy evaluate text with `eval`)
"""

from pratique.lint.flow.model import Model, Returns, Sanitiser, Sink

_TEXTS = (
    "eval",
    "exec",
    "execfile",
    "compile",
    "builtins.eval",
    "builtins.exec",
    "builtins.compile",
    "runpy.run_path",
    "code.compile_command",
    "codeop.compile_command",
    "code.InteractiveInterpreter.runsource",
    "code.InteractiveInterpreter.runcode",
    "code.InteractiveConsole.push",
    "timeit.timeit",
    "timeit.repeat",
    "timeit.Timer",
    "cProfile.run",
    "profile.run",
    "numexpr.evaluate",
    "pandas.eval",
    "pandas.DataFrame.eval",
    "pandas.DataFrame.query",
    "sympy.sympify",
    "sympy.S",
    "sympy.parse_expr",
    "sympy.parsing.sympy_parser.parse_expr",
    "js2py.eval_js",
    "RestrictedPython.compile_restricted",
    "torch.utils.cpp_extension.load_inline",
)
_FRAMES = ("read_csv", "read_json", "read_excel", "read_parquet", "read_sql", "read_table", "DataFrame")

MODEL = Model(
    sinks=(
        *(Sink(name, "code", (0, "source", "expr", "stmt", "code"), what="evaluation as Python") for name in _TEXTS),
        *(
            Sink(name, "import", (0, "name"), what="the choice of a module")
            for name in (
                "__import__",
                "importlib.import_module",
                "importlib.__import__",
                "runpy.run_module",
                "imp.load_source",
            )
        ),
        *(
            Sink(name, "import", what="the choice of code")
            for name in (
                "pydoc.locate",
                "django.utils.module_loading.import_string",
                "werkzeug.utils.import_string",
                "pkgutil.resolve_name",
                "operator.methodcaller",
            )
        ),
        Sink(
            "importlib.util.spec_from_file_location",
            "import",
            (0, 1, "name", "location"),
            what="the choice of a module",
        ),
        Sink("builtins.attribute.chosen", "import", what="the choice of a function", passes=True),
        *(
            Sink(f"builtins.namespace.{name}", "import", what="the choice of a name", passes=True)
            for name in ("__getitem__", "get")
        ),
    ),
    returns=(
        *(Returns(f"pandas.{name}", "pandas.DataFrame") for name in _FRAMES),
        *(
            Returns(f"code.{name}", f"code.{name}", clean=True)
            for name in ("InteractiveInterpreter", "InteractiveConsole")
        ),
        *(Returns(name, "builtins.namespace", clean=True) for name in ("globals", "locals")),
    ),
    sanitisers=(
        Sanitiser("ast.literal_eval", ("code",)),
        Sanitiser("simpleeval.simple_eval", ("code",)),
        Sanitiser("asteval.Interpreter.eval", ("code",)),
    ),
    subclasses={"code.InteractiveConsole": "code.InteractiveInterpreter"},
)
