"""How to write a name of a library at some place of a file, with the imports that takes."""

from __future__ import annotations

import re
from dataclasses import dataclass

import libcst as cst

from pratique.lint.declare import AddImport, Change, RenameImport
from pratique.lint.scopes import Imported, lookup, visible_imports
from pratique.lint.views import View


@dataclass(frozen=True)
class Spelling:
    """text: what to write; changes: the imports that make it right."""

    text: str
    changes: tuple[Change, ...] = ()


def spell(view: View, module: str, name: str, instead_of: cst.BaseExpression | None = None) -> Spelling | None:
    """How to write `module.name` where the view stands; None when its names are taken there.

    An import that is there is used, whatever it is called: of several the one that is written at
    the place, or the one under the module's own name. instead_of: the expression that it
    replaces; where that was the only use of its import, the import is changed rather than added to.
    """
    imports = visible_imports(view.scope)
    preferred = (_base(instead_of), module)
    aliases = sorted(imports, key=lambda alias: (alias not in preferred, alias))
    for alias in aliases:
        if imports[alias].qualified == f"{module}.{name}":
            return Spelling(alias)
    for alias in aliases:
        if imports[alias].qualified == module:
            return Spelling(f"{alias}.{name}")
    top = module.partition(".")[0]
    written = _dotted_prefix(instead_of, module, name) if top in imports else None
    if written:
        return Spelling(written)
    if isinstance(instead_of, cst.Name) and _is_from(imports.get(instead_of.value), module):
        return _by_name(view, module, name, instead_of.value)
    if lookup(view.scope, top) is not None:
        return None
    return Spelling(f"{module}.{name}", (_module_import(view, imports, module, instead_of),))


def _base(written: cst.BaseExpression | None) -> str:
    """`yaml.load` -> yaml."""
    return written.value.value if isinstance(written, cst.Attribute) and isinstance(written.value, cst.Name) else ""


def _dotted_prefix(instead_of: cst.BaseExpression | None, module: str, name: str) -> str | None:
    """`ruamel.yaml.load` shows that `ruamel.yaml` is imported and written so."""
    if isinstance(instead_of, cst.Attribute):
        written = cst.Module([]).code_for_node(instead_of.value)
        if written == module:
            return f"{written}.{name}"
    return None


def _by_name(view: View, module: str, name: str, old: str) -> Spelling | None:
    """The replaced name came from a from-import: import the new one the same way."""
    if lookup(view.scope, name) is not None:
        return None
    imported = visible_imports(view.scope).get(old)
    if imported is not None and imported.place is not None and _uses(view, old) == 2:
        return Spelling(name, (RenameImport(imported, name),))
    return Spelling(name, (AddImport(module, name),))


def _is_from(imported: Imported | None, module: str) -> bool:
    return imported is not None and imported.qualified.rpartition(".")[0] == module


def _module_import(
    view: View, imports: dict[str, Imported], module: str, instead_of: cst.BaseExpression | None
) -> Change:
    base = instead_of.value if isinstance(instead_of, cst.Attribute) else instead_of
    imported = imports.get(base.value) if isinstance(base, cst.Name) else None
    if (
        imported is not None
        and imported.place is not None
        and isinstance(base, cst.Name)
        and _uses(view, base.value) == 2
    ):
        if imported.qualified == base.value:
            return RenameImport(imported, module)
        if _is_alone(view, imported):
            return RenameImport(imported, f"import {module}", whole=True)
    return AddImport(module)


def _is_alone(view: View, imported: Imported) -> bool:
    """Whether the line of a top-level from-import imports nothing else."""
    if not isinstance(imported.place, tuple):
        return False
    start, end = imported.place
    data = view.file.data
    before = data[max(data.rfind(b"\n", 0, start), data.rfind(b"\r", 0, start)) + 1 : start]
    after = re.match(rb"[ \t]*(?:#|\r|\n|\Z)", data[end : end + 200])
    return after is not None and re.fullmatch(rb"from[ \t]+[\w.]+[ \t]+import[ \t]+", before) is not None


def _uses(view: View, name: str) -> int:
    """How often the file has the name as a word of its own, in comments and strings too.

    Two means: the import and this use. A package's `__init__` may import for others to use.
    """
    if view.file.path.endswith("__init__.py"):
        return 0
    return len(re.findall(rb"(?<![\w.])%s(?!\w)" % re.escape(name.encode()), view.file.data))
