"""Records whose one element says what another is, such as chat messages with a role."""

from __future__ import annotations

from pratique.lint.flow.library import Library
from pratique.lint.flow.model import Argument
from pratique.lint.flow.values import UNKNOWN, Value, cleared, elements, join_all, replace


def recorded(library: Library, value: Value) -> Value:
    """The mapping or pair, with its fields cleared as its keys say (see model.Record)."""
    container = value.container
    if container is None or not library.records:
        return value
    for record in library.records:
        item, sort = container.known.get(record.field), container.known.get(record.key)
        if item is None or sort is None or (isinstance(record.key, int) and container.kind != "tuple"):
            continue
        if record.others:
            is_other = sort.constants is not None and all(constant in record.others for constant in sort.constants)
        else:
            is_other = sort.constants is None or not all(constant in record.values for constant in sort.constants)
        if is_other:
            container = container._replace(known={**container.known, record.field: cleared(item, record.clears)})
    return value if container is value.container else replace(value, container=container)


def field_of(value: Value, key: Argument, field: Argument) -> Value:
    """What stands under the field in the record, or in each of the records that the value holds, at any depth."""
    container = value.container
    if container is None:
        return UNKNOWN
    if key in container.known and field in container.known and container.known[key].container is None:
        return container.known[field]
    return join_all(field_of(item, key, field) for item in elements(container) if item.container is not None)
