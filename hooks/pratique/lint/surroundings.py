"""Where a piece of code stands: in a test, in settings for development only, in a settings module."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import libcst as cst

from pratique.lint.around import code
from pratique.lint.views import Assignment, Call, File, Value, View
from pratique.lint.words import words_of

# What tests hold, wherever they stand; the path says nothing: vulnerable code stands in folders of any name.
# (test_func is what Django's UserPassesTestMixin asks.) As text for triggers too: `nowhere=[TESTS]`.
TESTS = r"(?m)^[ \t]*(?:(?:import|from)\s+(?:pytest|unittest)\b|(?:async\s+)?def\s+test_(?!func\()\w*\()"
_TEST = re.compile(TESTS.encode())
_DEVELOPMENT = {"dev", "devel", "develop", "development", "local", "test", "tests", "testing", "debug", "ci", "sandbox"}
_PURPOSE = _DEVELOPMENT | {"env", "environment", "production", "prod"}
_SETTINGS_PATH = re.compile(r"(?:^|/)(?:settings|config)(?:\.py$|/)")
# What a project's own Django settings hold; a library's empty defaults do not count.
_SETTINGS = re.compile(
    rb"^(?:ROOT_URLCONF|WSGI_APPLICATION|SECRET_KEY|INSTALLED_APPS|ALLOWED_HOSTS|MIDDLEWARE|DATABASES|TEMPLATES)"
    rb"[ \t]*(?::[^=\n]+)?=[ \t]*(?!\"\"|''|\[\]|\{\}|None\b)\S",
    re.MULTILINE,
)
_SETTINGS_NAMES = {"settings", "config", "conf"}
_UPDATES = {"update", "from_mapping", "configure"}

# What a visitor sends, by the names that the frameworks give it; for triggers too.
ASKING = (
    r"\b(?:flask\.|self\.)?(?:request|req)\.(?:args|form|values|json|get_json|GET|POST|query|query_params|match_info|"
    r"data|headers|cookies|rel_url|params|path_params)\b|\bself\.get_(?:query_|body_)?argument\("
)
_REQUEST = re.compile(ASKING)


@dataclass(frozen=True)
class Setting:
    """A named setting of an application and where it is set. is_module: as a variable of the module."""

    name: str
    value: Value
    node: cst.CSTNode
    is_module: bool = False


def is_test(file: File) -> bool:
    """Whether the file holds tests, or fixtures of tests."""
    return _holds_tests(file.data)


@lru_cache(maxsize=16)
def _holds_tests(data: bytes) -> bool:
    return _TEST.search(data) is not None


def asks_request(written: str) -> bool:
    """Whether code reads what a visitor sends, by the usual names: `request.args`, `self.get_argument(…)`."""
    return _REQUEST.search(written) is not None


def is_settings(file: File) -> bool:
    """Whether the file is a module of settings, by its path or by what it sets (Django)."""
    return _SETTINGS_PATH.search(file.path) is not None or _SETTINGS.search(file.data) is not None


def is_development(view: View) -> bool:
    """Whether the settings module, class or function says in its name that it is for development or tests, or
    the code runs only under a condition: on module level any but `__name__ == "__main__"`, in functions one that
    names such a purpose."""
    named = set(words_of(view.file.path))
    if is_test(view.file) or (named & _SETTINGS_NAMES and named & _DEVELOPMENT):
        return True
    conditions: list[cst.BaseExpression] = []
    in_function = False
    for place in view.place.ancestors():
        node = place.node
        if isinstance(node, (cst.ClassDef, cst.FunctionDef)) and _DEVELOPMENT & set(words_of(node.name.value)):
            return True
        in_function = in_function or isinstance(node, cst.FunctionDef)
        if isinstance(node, cst.If):
            conditions.append(node.test)
    return any(_PURPOSE & set(words_of(code(test))) if in_function else not _is_main(test) for test in conditions)


def _is_main(test: cst.BaseExpression) -> bool:
    return isinstance(test, cst.Comparison) and isinstance(test.left, cst.Name) and test.left.value == "__name__"


def assigned_setting(assignment: Assignment) -> Setting | None:
    """`NAME = …` in a module or class of settings, `app.config["NAME"] = …` or `app.name = …`."""
    target = assignment.target
    node = target.node
    if isinstance(node, cst.Name):
        return _named_setting(assignment, node.value)
    if isinstance(node, cst.Attribute):
        return Setting(node.attr.value, assignment.assigned, assignment.node)
    if isinstance(node, cst.Subscript) and len(node.slice) == 1:
        index = node.slice[0].slice
        key = target.at(index.value).constant if isinstance(index, cst.Index) else None
        if isinstance(key, str) and _last_word(node.value) in ("config", "settings", "conf"):
            return Setting(key, assignment.assigned, assignment.node)
    return None


def _named_setting(assignment: Assignment, name: str) -> Setting | None:
    for place in assignment.place.ancestors():
        if isinstance(place.node, cst.FunctionDef):
            return None
        if isinstance(place.node, cst.ClassDef):
            is_config = {"config", "configuration", "settings"} & set(words_of(place.node.name.value))
            return Setting(name, assignment.assigned, assignment.node) if is_config else None
    return Setting(name, assignment.assigned, assignment.node, True) if is_settings(assignment.file) else None


def _last_word(node: cst.BaseExpression) -> str:
    name = node.attr if isinstance(node, cst.Attribute) else node
    return (words_of(name.value) or ("",))[-1] if isinstance(name, cst.Name) else ""


def updated_settings(call: Call) -> list[Setting]:
    """What `app.config.update(NAME=…)`, `from_mapping` and Django's `settings.configure` set."""
    function = call.function.node
    if not isinstance(function, cst.Attribute) or function.attr.value not in _UPDATES:
        return []
    if _last_word(function.value) not in ("config", "settings", "conf"):
        return []
    items = {name: argument.value for name, argument in call.keywords.items()}
    for argument in call.positional[:1]:
        items |= argument.value.items
    return [Setting(name, value, call.node) for name, value in items.items()]


def indentation(file: File, node: cst.CSTNode) -> str | None:
    """The white space before the node in its line, or None where something else stands there."""
    span = file.span(node)
    if span is None:
        return None
    line = max(file.data.rfind(b"\n", 0, span[0]), file.data.rfind(b"\r", 0, span[0])) + 1
    before = file.data[line : span[0]]
    return None if before.strip(b" \t") else before.decode()


def newline(file: File) -> str:
    """The line ending that the file uses in its first line."""
    return "\r\n" if file.data[: file.data.find(b"\n") + 1].endswith(b"\r\n") else "\n"


def name_of(node: cst.CSTNode) -> str:
    """The last part of a name: b of `a.b`, `x["b"]`, `x.get("b")`; a call's function for another call."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        return node.attr.value
    if isinstance(node, cst.Await):
        return name_of(node.expression)
    if isinstance(node, cst.Subscript) and isinstance(node.slice[0].slice, cst.Index):
        return _text(node.slice[0].slice.value)
    if isinstance(node, cst.Call):
        named = name_of(node.func)
        return _text(node.args[0].value) if named in ("get", "getenv") and node.args else named
    return ""


def _text(node: cst.BaseExpression) -> str:
    return str(node.raw_value) if isinstance(node, cst.SimpleString) else ""
