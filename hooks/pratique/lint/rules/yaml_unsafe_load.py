"""YAML documents that may name Python objects to build."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import (
    Argument,
    Bad,
    Call,
    Change,
    Checks,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
    spell,
)

RULE = Rule(
    name="yaml-unsafe-load",
    summary="YAML is loaded with a loader that can build any Python object",
    help="Load it with yaml.safe_load, or pass Loader=yaml.SafeLoader.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(502, 20),
    what=(
        "Calls of PyYAML's and ruamel.yaml's load, load_all, unsafe_load and unsafe_load_all whose loader is not "
        'a safe one, loaders that are created directly, and ruamel.yaml\'s YAML(typ="unsafe"). A loader that '
        "cannot be told, such as a parameter, is left alone. FullLoader, which builds no objects since PyYAML "
        "5.4, is shown in the strict profile."
    ),
    why=(
        "A tag such as !!python/object/apply names a function and its arguments, and the loader calls it while it "
        "reads. Whoever writes the document runs code in the process that reads it."
    ),
    assistants=(
        "For years the tutorials wrote yaml.load(file), and models repeat them; when PyYAML 6 then asks for a "
        "loader, the first name that makes the error go away is yaml.Loader."
    ),
    remedy=(
        "The fix puts the safe function or the safe loader in the place of the unsafe one and adjusts the import. "
        "Documents made of plain YAML load as before; those with Python tags are refused from then on."
    ),
    prompt="Read YAML with yaml.safe_load only.",
    references=(
        "https://pyyaml.org/wiki/PyYAMLDocumentation",
        "https://nvd.nist.gov/vuln/detail/CVE-2020-14343",
    ),
    foreign=("B506", "S506"),
    bad=(
        Bad(
            """\
import yaml

config = yaml.load(text)
""",
            why="no loader means the unsafe one before PyYAML 6",
            fixed="""\
import yaml

config = yaml.safe_load(text)
""",
        ),
        Bad(
            """\
import yaml

with open('c.yml') as f:
    config = yaml.load(f, Loader=yaml.Loader)  # settings
""",
            why="the unsafe loader as a keyword",
            fixed="""\
import yaml

with open('c.yml') as f:
    config = yaml.load(f, Loader=yaml.SafeLoader)  # settings
""",
        ),
        Bad(
            """\
import yaml as y


def read(text):
    return list(y.load_all(text, y.UnsafeLoader))
""",
            why="a renamed module and a positional loader",
            fixed="""\
import yaml as y


def read(text):
    return list(y.load_all(text, y.SafeLoader))
""",
        ),
        Bad(
            """\
from yaml import load


def read(text):
    return load(text)
""",
            why="imported by name: the import follows",
            fixed="""\
from yaml import safe_load


def read(text):
    return safe_load(text)
""",
        ),
        Bad(
            """\
import yaml

try:
    from yaml import CLoader as Loader
except ImportError:
    from yaml import Loader


def read(text):
    return yaml.load(text, Loader=Loader)
""",
            why="the fast loader with its fallback is as unsafe",
            fixed=(
                """\
import yaml

try:
    from yaml import CLoader as Loader
except ImportError:
    from yaml import Loader


def read(text):
    return yaml.load(text, Loader=yaml.SafeLoader)
"""
            ),
        ),
        Bad(
            """\
import yaml


def read(text):
    return yaml.unsafe_load(text)
""",
            why="the function that says so",
            fixed="""\
import yaml


def read(text):
    return yaml.safe_load(text)
""",
        ),
        Bad(
            """\
import yaml


class Tolerant(yaml.Loader):
    pass


def read(text):
    return yaml.load(text, Tolerant)
""",
            why="a loader of one's own, derived from the unsafe one",
        ),
        Bad(
            """\
import yaml

options = {'Loader': yaml.Loader}


def read(text):
    return yaml.load(text, **options)
""",
            why="the loader comes out of a dict of options",
            fixed="""\
import yaml

options = {'Loader': yaml.SafeLoader}


def read(text):
    return yaml.load(text, **options)
""",
        ),
        Bad(
            """\
import yaml

yaml.add_constructor('!include', include)


def read(text):
    return yaml.load(text, Loader=yaml.Loader)
""",
            why="a tag of the file's own: the fix is to be looked at",
            fixed="""\
import yaml

yaml.add_constructor('!include', include)


def read(text):
    return yaml.load(text, Loader=yaml.SafeLoader)
""",
        ),
        Bad(
            """\
from ruamel.yaml import YAML

yaml = YAML(typ='unsafe')
""",
            why="ruamel.yaml's unsafe type",
            fixed="""\
from ruamel.yaml import YAML

yaml = YAML(typ='safe')
""",
        ),
        Bad(
            """\
import yaml


def read(text):
    return yaml.load(text, Loader=yaml.FullLoader)
""",
            why="the full loader, for the strict",
            fixed="""\
import yaml


def read(text):
    return yaml.load(text, Loader=yaml.SafeLoader)
""",
        ),
    ),
    good=(
        Good(
            """\
import yaml

config = yaml.safe_load(text)
""",
            why="the safe function",
        ),
        Good(
            """\
import yaml

config = yaml.load(text, Loader=yaml.SafeLoader)
""",
            why="the safe loader",
        ),
        Good(
            """\
import yaml

config = yaml.load(text, yaml.CSafeLoader)
""",
            why="the fast safe loader",
        ),
        Good(
            """\
import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:
    from yaml import SafeLoader as Loader

config = yaml.load(text, Loader=Loader)
""",
            why="a safe loader under an unsafe one's name",
        ),
        Good(
            """\
import yaml


class Strict(yaml.SafeLoader):
    pass


config = yaml.load(text, Strict)
""",
            why="a loader of one's own, derived from the safe one",
        ),
        Good(
            """\
import json as yaml

config = yaml.load(text)
""",
            why="another module under that name",
        ),
        Good(
            """\
from ruamel.yaml import YAML

yaml = YAML(typ='safe')
yaml.load(text)
""",
            why="a safe instance",
        ),
        Good(
            """\
import yaml


def read(text, Loader):
    return yaml.load(text, Loader)
""",
            why="the caller decides",
        ),
    ),
)

_PYYAML = ("yaml", "oyaml")
_MODULES = (*_PYYAML, "ruamel.yaml", "ruamel_yaml")
_LOADS = {f"{module}.{name}": module for module in _MODULES for name in ("load", "load_all")}
# function -> what to call instead; each lives in the same module
_UNSAFE_FUNCTIONS = {
    f"{module}.{name}": (module, safe)
    for module in _MODULES
    for name, safe in (
        ("unsafe_load", "safe_load"),
        ("unsafe_load_all", "safe_load_all"),
        ("full_load", "safe_load"),
        ("full_load_all", "safe_load_all"),
    )
}
_UNSAFE = {f"{module}.{name}" for module in _MODULES for name in ("Loader", "CLoader", "UnsafeLoader", "CUnsafeLoader")}
_FULL = {
    f"{module}.{name}" for module in _MODULES for name in ("FullLoader", "CFullLoader", "full_load", "full_load_all")
}
# How tags and plain forms are taught to loaders (pyyaml.org/wiki/PyYAMLDocumentation, "Constructors").
_TEACHING = (
    b"add_constructor",
    b"add_multi_constructor",
    b"add_implicit_resolver",
    b"add_path_resolver",
    b"YAMLObject",
)
_OWN_TAGS = "tags that this file teaches have to be taught to SafeLoader as well"
_RUAMEL = {"ruamel.yaml.YAML", "ruamel.yaml.main.YAML"}


def check_call(call: Call) -> Iterator[Report]:
    loads = sorted(call.names & _LOADS.keys())
    functions = sorted(call.names & _UNSAFE_FUNCTIONS.keys())
    if loads:
        yield from _load(call, _LOADS[loads[0]], loads[0].rpartition(".")[2])
    elif functions:
        module, safe = _UNSAFE_FUNCTIONS[functions[0]]
        yield _rated(Report(call.node, repair=_other_function(call, module, safe)), functions[0])
    elif call.names & _UNSAFE and call.positional:
        yield Report(call.node, "a loader that can build any Python object is created")
    elif call.names & _RUAMEL:
        yield from _ruamel(call)


def _load(call: Call, module: str, function: str) -> Iterator[Report]:
    loader = call.argument("Loader", 1)
    if loader is None:
        if (call.positional or "stream" in call.keywords) and not call.is_open and not call.is_partial:
            yield Report(call.node, repair=_other_function(call, module, f"safe_{function}"))
        return
    unsafe = sorted(loader.names & (_UNSAFE | _FULL))
    if unsafe:
        yield _rated(Report(call.node, repair=_safe_loader(call, module, loader)), *unsafe)


def _rated(report: Report, *names: str) -> Report:
    """FullLoader is no known way to run code any more: shown to the strict only."""
    if not set(names) <= _FULL:
        return report
    message = "YAML is loaded with a loader that builds more than plain values"
    return Report(report.node, message, repair=report.repair, severity=Severity.LOW, profile="strict")


def _other_function(call: Call, module: str, name: str) -> Repair | None:
    spelling = spell(call, module, name, instead_of=call.function.node)
    if spelling is None:
        return None
    return _repair(call, f"call {name}", (Replace(call.function.node, spelling.text), *spelling.changes))


def _repair(call: Call, title: str, changes: tuple[Change, ...]) -> Repair:
    """Unsafe where the file teaches loaders tags of its own, which the safe one may not know."""
    reason = _OWN_TAGS if any(word in call.file.data for word in _TEACHING) else ""
    return Repair(title, changes, safe=not reason, reason=reason)


def _safe_loader(call: Call, module: str, loader: Argument) -> Repair | None:
    """Only for the library's own loaders: one derived from them has constructors of its own."""
    if loader.value.is_class:
        return None
    spelling = spell(call, module, "SafeLoader", instead_of=loader.node)
    if spelling is None:
        return None
    return _repair(call, "load with SafeLoader", (Replace(loader.node, spelling.text), *spelling.changes))


def _ruamel(call: Call) -> Iterator[Report]:
    kind = call.argument("typ")
    if kind is not None and kind.constant == "unsafe":
        yield Report(call.node, repair=Repair('use typ="safe"', (kind.replaced_text("safe"),)))


TRIGGERS: Triggers = (
    calls(*sorted(_LOADS)),
    calls(*sorted(_UNSAFE_FUNCTIONS), *sorted(_UNSAFE)),
    calls(*sorted(_RUAMEL), given=("typ='unsafe'",)),
)
CHECKS: Checks = {Call: check_call}
