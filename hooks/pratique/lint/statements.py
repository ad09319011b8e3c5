"""Where the top-level statements of a file begin and end, and which names they bind."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from pratique.core.source import Source


@dataclass(frozen=True)
class Statement:
    """The lines of one or several top-level statements, as bytes [start, end) of the view.

    binds: names that it imports or assigns, whose users it concerns; "*" for a star import.
    """

    start: int
    end: int
    binds: tuple[str, ...]


def split(source: Source, tree: ast.Module) -> list[Statement]:
    """Top-level statements in order; those that share a line are one."""
    starts = source.line_starts
    found: list[Statement] = []
    last_line = 0
    for node in tree.body:
        first = _first_line(node)
        final = node.end_lineno or node.lineno
        end = starts[final] if final < len(starts) else len(source.data)
        binds = tuple(_binds(node))
        if first <= last_line and found:
            previous = found.pop()
            found.append(Statement(previous.start, max(end, previous.end), previous.binds + binds))
        else:
            found.append(Statement(starts[first - 1], end, binds))
        last_line = max(final, last_line)
    return found


def _first_line(node: ast.stmt) -> int:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node.decorator_list:
        return min(node.lineno, node.decorator_list[0].lineno)
    return node.lineno


def _binds(node: ast.stmt) -> list[str]:
    """Names that the statement imports or assigns on module level.

    A function or a class binds none: what it does inside concerns no one who uses it.
    """
    names: list[str] = []
    stack: list[ast.AST] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            continue
        if isinstance(item, (ast.Import, ast.ImportFrom)):
            names += [alias.asname or alias.name.partition(".")[0] for alias in item.names]
        elif isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store):
            names.append(item.id)
        else:
            stack += ast.iter_child_nodes(item)
    return names
