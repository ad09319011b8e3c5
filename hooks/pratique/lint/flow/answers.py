"""What a function that a framework calls gives back to the client: a page, headers, an address."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pratique.lint.flow import paths
from pratique.lint.flow.machine import Frame, Hit, Machine
from pratique.lint.flow.model import Entry
from pratique.lint.flow.values import UNKNOWN, Container, Value, elements, farthest, join_all, reaching, replace

_PAGE = re.compile(r"html|svg", re.IGNORECASE)
_TEXTS = ("", "str", "bytes")


def returned(machine: Machine, node: ast.Return, value: Value, frame: Frame) -> None:
    """Report what an outsider chose of the answer of an entry."""
    if frame.entry is None or frame.depth:
        return
    for kind, part in _parts(frame.entry, value):
        taints = reaching(part, kind)
        if taints and not paths.harmless(kind, part):
            function = frame.function.node if frame.function is not None else None
            machine.report(Hit(kind, node, node.value, farthest(taints), part, None, function=function))


def _parts(entry: Entry, value: Value) -> Iterator[tuple[str, Value]]:
    """(kind of sink, what reaches it) for the parts of the answer."""
    container = value.container
    if container is not None and container.kind == "dict" and "statusCode" in container.known:
        yield from _of_record(container)
    elif entry.result and container is not None and container.kind == "tuple":
        yield from _of_body(entry, container.known.get(0, UNKNOWN))
        for item in list(container.known.values())[1:]:
            yield from _of_headers(item.container)
    elif entry.result:
        yield from _of_body(entry, value)


def _of_body(entry: Entry, value: Value) -> Iterator[tuple[str, Value]]:
    container = value.container
    if "start_response" in entry.needs:
        if container is None or container.kind != "list":
            return  # what another application gives back
        value, container = join_all(elements(container)), None
    if container is None and value.type in _TEXTS:
        yield entry.result, replace(value, container=None)


def _of_record(container: Container) -> Iterator[tuple[str, Value]]:
    """The answer of a cloud function as a dict: status, headers, body."""
    headers = container.known.get("headers", UNKNOWN).container
    yield from _of_headers(headers)
    kinds = [str(item.constant) for name, item in _named(headers) if name == "content-type"]
    body = container.known.get("body", UNKNOWN)
    if any(map(_PAGE.search, kinds)) and body.container is None:
        yield "html", body


def _of_headers(container: Container | None) -> Iterator[tuple[str, Value]]:
    for name, item in _named(container):
        if name == "location":
            yield "redirect", item


def _named(container: Container | None) -> Iterator[tuple[str, Value]]:
    if container is not None and container.kind == "dict":
        yield from ((name.lower(), item) for name, item in container.known.items() if isinstance(name, str))
