"""pre-commit's files: what its hooks have installed beside themselves (`additional_dependencies`).

Source: pre-commit's documentation, "Plugins" and "Supported languages". A configuration seldom
says in which language a hook is written; the way the dependencies are written does.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from pratique.core.finding import Notice
from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.manifests import _entries, _yaml
from pratique.deps.manifests._entries import Manner
from pratique.deps.manifests._yaml import Scalar
from pratique.deps.model import Entry

FILES = r"\.pre-commit-(?:config|hooks)\.ya?ml"
EXAMPLES = (".pre-commit-config.yaml", ".pre-commit-hooks.yaml")

_KEY = "additional_dependencies"
_PYTHON = ("python", "python_venv")
# Files that hooks in other languages look at: where only the names of their dependencies are given,
# these tell that they are none of Python's. (identify's tags, as pre-commit has them.)
_FOREIGN_TYPES = {
    *("javascript", "jsx", "ts", "tsx", "vue", "svelte", "css", "scss", "sass", "less"),
    *("go", "ruby", "rust", "swift", "dart", "perl", "lua", "r", "haskell"),
}
# A dependency of another language: `name@1.2` and `@scope/name` (Node, Go, Julia), `name:1.2` (Ruby,
# Dart), `cli:name:1.2` (Rust), `group/name` (Go, Swift). `name@https://…` and addresses are Python's.
_FOREIGN = re.compile(r"(?!\S*://)(?:@|[\w.\[\]-]+@|[\w.\[\]-]+:|[\w-]+(?:\.[\w-]+)*/)")


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """What the hooks in Python need; SourceError when the file is not valid YAML."""
    if _KEY.encode() not in source.data:
        return
    found = _yaml.scalars(source)
    languages = {scalar.path[:-1]: scalar.value for scalar in found if scalar.path[-1:] == ("language",)}
    types = {scalar.path[:-2] for scalar in found if _is_foreign_type(scalar)}
    hooks: dict[_yaml.Path, list[Scalar]] = {}
    for scalar in found:
        if len(scalar.path) > 2 and scalar.path[-2] == _KEY:
            hooks.setdefault(scalar.path[:-2], []).append(scalar)
    folders = (posixpath.dirname(source.path), "")
    seen: set[int] = set()
    for hook, dependencies in hooks.items():
        language = languages.get(hook, "")
        is_foreign = hook in types or any(map(_is_foreign, dependencies))
        if language not in ("", *_PYTHON) or (not language and is_foreign):
            yield _skipped(source, dependencies, language)
            continue
        for scalar in dependencies:
            line = _yaml.line(source, scalar).stripped()
            if scalar.start in seen or not line.text or _entries.asks_for_own_project(line.text, folders, read):
                continue
            seen.add(scalar.start)
            yield _entries.requirement(source, line, Manner())


def _is_foreign_type(scalar: Scalar) -> bool:
    return scalar.path[-2:-1] in (("types",), ("types_or",)) and scalar.value in _FOREIGN_TYPES


def _is_foreign(dependency: Scalar) -> bool:
    return _FOREIGN.match(dependency.value.strip()) is not None


def _skipped(source: Source, dependencies: list[Scalar], language: str) -> Notice:
    """Says that a hook's dependencies are not of Python; they are none of this hook's business."""
    first = dependencies[0]
    rest = f" and {len(dependencies) - 1} more" if len(dependencies) > 1 else ""
    line = source.text.count("\n", 0, first.start) + source.first_line
    why = f"the hook is written in {language}" if language else "no Python requirement is written like that"
    return Notice(f"{_entries.shown(first.value)}{rest} {'are' if rest else 'is'} left aside: {why}", source.path, line)
