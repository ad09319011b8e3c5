"""What is known of module names without asking anybody: the standard library, distributions, hosts.

The tables lie in `deps/tables`; their first lines say where they come from.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container, Mapping
from functools import cache

from pratique.deps import tables
from pratique.deps.names import canonical

_FOLDER = os.path.dirname(os.path.abspath(tables.__file__))
_SHORTEST_STEM = 4
_LONGEST_PLACEHOLDER = 2  # letters of a name that nobody means: import a, b
_PLACEHOLDER = re.compile(
    r"(?:not?|non|does_?n[o']?t)_?exist|does_?not|will_?fail|^missing_|^invalid_|^unknown", re.IGNORECASE
)
_OTHER = "other"  # the kind of a wrong name that belongs to nobody, or to somebody else
# How a distribution is often called after the module that it holds.
_AFTER_MODULE = ("{}", "python-{}", "py{}", "{}-python", "py-{}", "{}-py", "python3-{}")


@cache
def standard() -> frozenset[str]:
    """The modules of every version of the standard library, private ones apart."""
    return frozenset(word for line in _lines("standard.txt") for word in line.split())


@cache
def hosts() -> frozenset[str]:
    """Modules that a program which embeds Python provides, and placeholders of examples."""
    return frozenset(word for line in _lines("hosts.txt") for word in line.split())


@cache
def general() -> frozenset[str]:
    """Words that tell nothing of a distribution when they stand in its name."""
    return frozenset(word for line in _lines("general.txt") for word in line.split())


@cache
def distributions() -> frozenset[str]:
    """The distributions that are known by name, canonical."""
    return tables.known().union(*map(str.split, _lines("lesser.txt")))


def is_familiar(distribution: str) -> bool:
    """Whether it is so well known that it holds no module but those that are known."""
    return distribution in tables.popular() or distribution in modules_of()


@cache
def stems() -> frozenset[str]:
    """What the names of known distributions begin with: a project's name, before its part or version."""
    found = {re.match(r"[a-z]*", name).group() for name in distributions()}  # type: ignore[union-attr]
    return frozenset(stem for stem in found if len(stem) >= _SHORTEST_STEM) - general()


def by_module() -> Mapping[str, tuple[str, ...]]:
    """Module, dotted below a namespace -> distributions that hold it, where the names differ."""
    return tables.imports()


@cache
def modules_of() -> Mapping[str, tuple[str, ...]]:
    """`by_module` turned round."""
    found: dict[str, tuple[str, ...]] = {}
    for module, held in by_module().items():
        for distribution in held:
            found[distribution] = (*found.get(distribution, ()), module)
    return found


@cache
def namespaces() -> frozenset[str]:
    """Packages whose parts come from several distributions, such as google and google.cloud."""
    parts: dict[str, set[str]] = {}
    for module, held in by_module().items():
        for at, character in enumerate(module):
            if character == ".":
                parts.setdefault(module[:at], set()).add(held[0])
    return frozenset(
        package for package, held in parts.items() if len(held) > 1 or not held.issuperset(holders(package)[:1])
    )


@cache
def bringers() -> Mapping[str, frozenset[str]]:
    """Distribution -> those that bring it with them and hand its objects out."""
    rows = (line.split("\t") for line in _lines("brought.tsv"))
    return {brought: frozenset(bringing.split()) for brought, bringing in rows}


def package_of(module: str) -> str:
    """The part of the dotted module by which the table knows it, else the first."""
    parts = module.split(".")
    longer = (".".join(parts[:length]) for length in range(len(parts), 1, -1))
    return next((name for name in longer if name in by_module()), parts[0])


def holders(module: str) -> tuple[str, ...]:
    """The known distributions that provide the dotted module, best first; () where none is known."""
    package = package_of(module)
    if package in by_module():
        return by_module()[package]
    name = canonical(package)
    wrong = tables.wrong(name)
    if wrong and wrong.kind != _OTHER:  # old, and still what has the module
        return (name,)
    return listed_holders(module, distributions())


def listed_holders(module: str, listed: Container[str]) -> tuple[str, ...]:
    """The first of the listed distributions that is called as one that holds the dotted module would be."""
    name = canonical(module.partition(".")[0])
    named = (form.format(name) for form in _AFTER_MODULE)
    return tuple(form for form in named if form in listed)[:1]


def is_placeholder(module: str) -> bool:
    """Whether the name stands for no module in particular."""
    top = module.partition(".")[0]
    return len(top) <= _LONGEST_PLACEHOLDER or bool(_PLACEHOLDER.search(top))


def is_standard(module: str) -> bool:
    """Whether the dotted module belongs to Python itself: in any version, or as a private part."""
    return module.startswith("_") or module.partition(".")[0] in standard()


def _lines(name: str) -> list[str]:
    """The lines of a table, comments and blank ones apart."""
    with open(os.path.join(_FOLDER, name), encoding="utf-8") as file:
        return list(tables.lines(file.read()))
