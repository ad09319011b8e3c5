"""The names of a whole file on module level, from the compiler's tree.

Values are parsed by LibCST only when a rule asks for them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from functools import partial

from pratique.core.source import Source
from pratique.lint.fragments import Fragments
from pratique.lint.scopes import MODULE, OPAQUE, Assigned, Binding, Derived, Imported, Operand, Scope


def build(source: Source, tree: ast.Module, fragments: Fragments) -> Scope:
    """The module's scope, frozen; fragments receives the values that are parsed later."""
    scope = Scope(MODULE)
    collector = _Collector(source, scope, fragments)
    stack: list[ast.AST] = list(reversed(tree.body))
    skipped = _INERT if b":=" in source.data else (*_INERT, ast.expr)  # in which nothing else binds
    while stack:
        node = stack.pop()
        collector.collect(node)
        if not isinstance(node, _CLOSED):
            stack += reversed([child for child in ast.iter_child_nodes(node) if not isinstance(child, skipped)])
    if b"global" in source.data:
        for node in ast.walk(tree):
            if isinstance(node, ast.Global):
                for name in node.names:
                    scope.bind(name, OPAQUE)
    scope.frozen = True
    return scope


_CLOSED = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.Import,
    ast.ImportFrom,
)
_INERT = (ast.Constant, ast.expr_context, ast.operator, ast.alias)


class _Collector:
    """Binds the names of one node at a time."""

    def __init__(self, source: Source, scope: Scope, fragments: Fragments) -> None:
        self.source = source
        self.scope = scope
        self.fragments = fragments

    def collect(self, node: ast.AST) -> None:
        handler = _HANDLERS.get(type(node))
        if handler is not None:
            handler(self, node)

    def offset(self, line: int, column: int) -> int:
        return self.source.line_starts[line - 1] + column

    def operand(self, node: ast.expr) -> Operand | None:
        """The expression, parsed by LibCST in its place in the file."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self.offset(node.lineno, node.col_offset)
        end = self.offset(node.end_lineno, node.end_col_offset)
        fragment = self.fragments.expression(start, end)
        return Operand(fragment, self.scope) if fragment is not None else None

    def assign(self, targets: Iterable[ast.expr], value: ast.expr | None) -> None:
        for target in targets:
            if isinstance(target, ast.Name):
                self.scope.bind(target.id, self.assigned(value))
            elif isinstance(target, (ast.Tuple, ast.List)):
                values = _elements(value, len(target.elts))
                for part, item in zip(target.elts, values, strict=True):
                    self.assign([part.value if isinstance(part, ast.Starred) else part], item)

    def assigned(self, value: ast.expr | None) -> Binding:
        return OPAQUE if value is None else Assigned(partial(self.operand, value))

    def bases(self, node: ast.ClassDef) -> list[Operand]:
        operands = (self.operand(base) for base in node.bases if not isinstance(base, ast.Starred))
        return [operand for operand in operands if operand is not None]


def _elements(value: ast.expr | None, count: int) -> list[ast.expr | None]:
    items = value.elts if isinstance(value, (ast.Tuple, ast.List)) else []
    if len(items) != count or any(isinstance(item, ast.Starred) for item in items):
        return [None] * count
    return list(items)


def _import(collector: _Collector, node: ast.Import) -> None:
    for alias in node.names:
        if alias.asname:
            collector.scope.bind(alias.asname, Imported(alias.name))
        else:
            place = _place(collector, alias) if "." not in alias.name else None
            collector.scope.bind(alias.name.partition(".")[0], Imported(alias.name.partition(".")[0], place))


def _place(collector: _Collector, alias: ast.alias) -> tuple[int, int]:
    start = collector.offset(alias.lineno, alias.col_offset)
    return start, start + len(alias.name.encode())


def _import_from(collector: _Collector, node: ast.ImportFrom) -> None:
    module = "." * node.level + (node.module or "")
    for alias in node.names:
        if alias.name == "*":
            collector.scope.stars.append(module)
            continue
        place = None if alias.asname else _place(collector, alias)
        qualified = f"{module}.{alias.name}" if node.module else f"{module}{alias.name}"
        collector.scope.bind(alias.asname or alias.name, Imported(qualified, place))


def _assign(collector: _Collector, node: ast.Assign) -> None:
    collector.assign(node.targets, node.value)


def _annotated(collector: _Collector, node: ast.AnnAssign) -> None:
    if node.value is not None:
        collector.assign([node.target], node.value)


def _walrus(collector: _Collector, node: ast.NamedExpr) -> None:
    collector.assign([node.target], node.value)


def _target(collector: _Collector, node: ast.For | ast.AsyncFor | ast.AugAssign | ast.comprehension) -> None:
    collector.assign([node.target], None)


def _with(collector: _Collector, node: ast.With | ast.AsyncWith) -> None:
    for item in node.items:
        if item.optional_vars is not None:
            collector.assign([item.optional_vars], item.context_expr)


def _function(collector: _Collector, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    collector.scope.bind(node.name, OPAQUE)


def _class(collector: _Collector, node: ast.ClassDef) -> None:
    collector.scope.bind(node.name, Derived(partial(collector.bases, node)))


def _captured(collector: _Collector, node: ast.ExceptHandler | ast.MatchAs | ast.MatchStar) -> None:
    if node.name is not None:
        collector.scope.bind(node.name, OPAQUE)


def _rest(collector: _Collector, node: ast.MatchMapping) -> None:
    if node.rest is not None:
        collector.scope.bind(node.rest, OPAQUE)


_HANDLERS: dict[type, Callable[..., None]] = {
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.NamedExpr: _walrus,
    ast.AugAssign: _target,
    ast.For: _target,
    ast.AsyncFor: _target,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.ExceptHandler: _captured,
    ast.MatchAs: _captured,
    ast.MatchStar: _captured,
    ast.MatchMapping: _rest,
}
