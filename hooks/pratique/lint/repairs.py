"""From changes of the tree to edits of bytes. Nothing is rendered anew: what is not changed stays."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import libcst as cst

from pratique.core.finding import Edit, Fix
from pratique.core.source import Source
from pratique.lint.declare import AddImport, AppendArgument, InsertBefore, RemoveArgument, RenameImport, Repair, Replace
from pratique.lint.fragments import Fragment, Fragments

DOCSTRING, FUTURE, IMPORT, FROM, OTHER = "docstring", "future", "import", "from", "other"


@dataclass(frozen=True)
class Line:
    """A top-level statement as whole lines [start, end); module: what it imports (from)."""

    start: int
    end: int
    kind: str
    module: str = ""


Layout = tuple[Line, ...]


class NotPossible(Exception):
    """The change cannot be made without losing something; the finding then has no fix."""


def fix(repair: Repair, fragments: Fragments, layout: Layout) -> Fix | None:
    """The fix as edits, or None when one of its changes cannot be made."""
    edits: list[Edit] = []
    try:
        for change in repair.changes:
            edits += _EDITS[type(change)](change, fragments, layout)
    except NotPossible:
        return None
    return Fix(repair.title, repair.safe, tuple(edits), repair.reason)


def _span(fragments: Fragments, node: cst.CSTNode) -> tuple[int, int]:
    span = fragments.span(node)
    if span is None:
        raise NotPossible
    return span


def _replace(change: Replace, fragments: Fragments, layout: Layout) -> Iterator[Edit]:
    start, end = _span(fragments, change.node)
    if b"#" in fragments.source.data[start:end] and not _is_string(change.node):
        raise NotPossible  # a comment may stand inside
    yield Edit(start, end, change.text)


def _is_string(node: cst.CSTNode) -> bool:
    return isinstance(node, (cst.SimpleString, cst.FormattedString))


def _remove_argument(change: RemoveArgument, fragments: Fragments, layout: Layout) -> Iterator[Edit]:
    data = fragments.source.data
    args = list(change.call.args)
    index = next(i for i, arg in enumerate(args) if arg is change.argument)
    start, end = _argument_span(fragments, args[index])
    if index + 1 < len(args):
        following, _ = _argument_span(fragments, args[index + 1])
        comment = data.find(b"#", end, following)
        yield Edit(start, following if comment < 0 else comment, "")
        return
    if index == 0:
        yield Edit(start, _after_comma(data, end), "")
        return
    _, before = _argument_span(fragments, args[index - 1])
    if b"#" not in data[before:start]:
        yield Edit(before, end, "")
        return
    line = fragments.source.line_bounds(fragments.source.line_index(start))[0]
    end = _after_comma(data, end)
    if data[line:start].strip() == b"" and data[end : end + 1] in (b"\n", b"\r"):
        start = line  # nothing else stands in the line: take it whole
        end += 2 if data[end : end + 2] == b"\r\n" else 1
    yield Edit(start, end, "")


def _argument_span(fragments: Fragments, arg: cst.Arg) -> tuple[int, int]:
    """The argument without its comma, but with parentheses and whitespace of its own."""
    start, end = _span(fragments, arg)
    value_start, value_end = _span(fragments, arg.value)
    end = max(end, value_end) if not isinstance(arg.comma, cst.Comma) else _before_comma(fragments, arg, value_end)
    return min(start, value_start), end


def _before_comma(fragments: Fragments, arg: cst.Arg, value_end: int) -> int:
    closing = len(arg.value.rpar)
    data = fragments.source.data
    while closing:
        value_end = data.index(b")", value_end) + 1
        closing -= 1
    return value_end


def _after_comma(data: bytes, end: int) -> int:
    match = re.compile(rb"[ \t]*,[ \t]*|[ \t]*").match(data, end)
    return match.end() if match else end


def _append_argument(change: AppendArgument, fragments: Fragments, layout: Layout) -> Iterator[Edit]:
    args = change.call.args
    if not args or (len(args) == 1 and isinstance(args[0].value, cst.GeneratorExp) and not args[0].value.lpar):
        raise NotPossible
    _, end = _argument_span(fragments, args[-1])
    yield Edit(end, end, f", {change.text}")


def _rename_import(change: RenameImport, fragments: Fragments, layout: Layout) -> Iterator[Edit]:
    place = change.imported.place
    if place is None:
        raise NotPossible
    start, end = place if isinstance(place, tuple) else _span(fragments, place)
    if change.whole:
        start = fragments.source.line_bounds(fragments.source.line_index(start))[0]
    yield Edit(start, end, change.new)


def _add_import(change: AddImport, fragments: Fragments, layout: Layout) -> Iterator[Edit]:
    data = fragments.source.data
    newline = "\r\n" if b"\r\n" in data[: data.find(b"\n") + 1] else "\n"
    text = f"from {change.module} import {change.name}" if change.name else f"import {change.module}"
    block = _import_block(layout)
    if block:
        after = _line_before(block, change)
        position = after.end if after else block[0].start
        yield _insert(data, position, text, newline)
        return
    head = [line for line in layout if line.kind in (DOCSTRING, FUTURE)]
    if head:
        yield _insert(data, head[-1].end, newline + text, newline)
    elif layout:
        yield Edit(layout[0].start, layout[0].start, text + 2 * newline)


def _insert(data: bytes, position: int, text: str, newline: str) -> Edit:
    if position and data[position - 1 : position] not in (b"\n", b"\r"):
        return Edit(position, position, newline + text)
    return Edit(position, position, text + newline)


def _import_block(layout: Layout) -> list[Line]:
    """The first unbroken run of imports on module level, without those of `__future__`."""
    block: list[Line] = []
    for line in layout:
        if line.kind in (IMPORT, FROM):
            block.append(line)
        elif block:
            break
    return block


def _line_before(block: list[Line], change: AddImport) -> Line | None:
    """The import after which the new one belongs in sorted order; None: before the first one."""
    if change.name:
        return next((line for line in reversed(block) if line.module == change.module), block[-1])
    earlier = [line for line in block if line.kind == IMPORT and line.module < change.module]
    return earlier[-1] if earlier else None


def _insert_before(change: InsertBefore, fragments: Fragments, layout: Layout) -> Iterator[Edit]:
    source = fragments.source
    start, _ = _span(fragments, change.statement)
    line, _ = source.line_bounds(source.line_index(start))
    indent = source.data[line:start]
    if indent.strip(b" \t"):
        raise NotPossible  # something stands before it in its line
    newline = "\r\n" if source.data[: source.data.find(b"\n") + 1].endswith(b"\r\n") else "\n"
    yield Edit(line, line, "".join(f"{indent.decode()}{text}{newline}" for text in change.lines))


_EDITS: dict[type, Callable[..., Iterator[Edit]]] = {
    Replace: _replace,
    RemoveArgument: _remove_argument,
    AppendArgument: _append_argument,
    RenameImport: _rename_import,
    AddImport: _add_import,
    InsertBefore: _insert_before,
}


def layout_of_ast(source: Source, tree: ast.Module) -> Layout:
    """The top-level statements of the compiler's tree."""
    lines: list[Line] = []
    for index, node in enumerate(tree.body):
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
        lines.append(_line(source, first, node.end_lineno or node.lineno, *_kind_of_ast(node, index)))
    return _merged(lines)


def _kind_of_ast(node: ast.stmt, index: int) -> tuple[str, str]:
    if isinstance(node, ast.Import):
        return IMPORT, node.names[0].name
    if isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        return (FUTURE if module == "__future__" else FROM), module
    if index == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return (DOCSTRING if isinstance(node.value.value, str) else OTHER), ""
    return OTHER, ""


def layout_of_cst(source: Source, fragment: Fragment) -> Layout:
    """The top-level statements of LibCST's tree of the whole file."""
    lines: list[Line] = []
    for index, node in enumerate(fragment.module.body):
        span = fragment.spans[node]
        first = source.line_index(span.start) + 1
        last = source.line_index(max(span.start, span.start + span.length - 1)) + 1
        lines.append(_line(source, first, last, *_kind_of_cst(node, index)))
    return _merged(lines)


def _kind_of_cst(node: cst.BaseStatement | cst.BaseSmallStatement, index: int) -> tuple[str, str]:
    small = node.body[0] if isinstance(node, cst.SimpleStatementLine) else node
    if isinstance(small, cst.Import):
        return IMPORT, cst.Module([]).code_for_node(small.names[0].name)
    if isinstance(small, cst.ImportFrom):
        module = cst.Module([]).code_for_node(small.module) if small.module is not None else ""
        return (FUTURE if module == "__future__" else FROM), "." * len(small.relative) + module
    if (
        index == 0
        and isinstance(small, cst.Expr)
        and isinstance(small.value, (cst.SimpleString, cst.ConcatenatedString))
    ):
        return DOCSTRING, ""
    return OTHER, ""


def _line(source: Source, first: int, last: int, kind: str, module: str) -> Line:
    starts = source.line_starts
    end = starts[last] if last < len(starts) else len(source.data)
    return Line(starts[first - 1], end, kind, module)


def _merged(lines: list[Line]) -> Layout:
    """Statements that share a line become one, of the last one's kind unless that is no import."""
    merged: list[Line] = []
    for line in lines:
        if merged and line.start < merged[-1].end:
            before = merged.pop()
            kind, module = (line.kind, line.module) if line.kind == before.kind else (OTHER, "")
            line = Line(before.start, max(line.end, before.end), kind, module)
        merged.append(line)
    return tuple(merged)
