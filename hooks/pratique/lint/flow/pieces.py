"""Texts and sequences made of pieces: what is known of them, and of their beginnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pratique.lint.flow.values import (
    AS_TEXT,
    ESCAPED,
    Container,
    Taint,
    Value,
    all_taints,
    constant,
    elements,
    join_all,
    make_list,
    merged,
    openings,
)

_MAX_PARTS = 32


def as_text(value: Value) -> tuple[Taint, ...]:
    """The taints of the value as a text: what a container holds comes as its repr, without line ends."""
    if value.container is None:
        return value.taints
    inner = tuple(taint._replace(cleared=taint.cleared | ESCAPED) for taint in all_taints(value))
    return merged(value.taints, inner) if value.taints else inner


def text_of(pieces: Iterable[str | Value]) -> Value:
    """A text made of the pieces: folded where all are constant, else with parts and taints."""
    found: list[str | Value] = []
    for piece in _flat(pieces):
        if isinstance(piece, Value) and isinstance(piece.constant, (str, int)) and not isinstance(piece.constant, bool):
            piece = str(piece.constant)
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        elif piece != "":
            found.append(piece)
    if not any(isinstance(piece, Value) for piece in found):
        return constant("".join(piece for piece in found if isinstance(piece, str)))
    taints = merged(*(as_text(piece) for piece in found if isinstance(piece, Value)))
    taints = tuple(taint._replace(cleared=taint.cleared | AS_TEXT) for taint in taints)
    return Value(taints=taints, parts=tuple(found[:_MAX_PARTS]), type="str")


def combined(one: Value, other: Value) -> Value:
    """`one + other` of what does not fold: texts, or sequences."""
    mine, its = one.container, other.container
    if mine is None and its is None:
        return text_of((one, other))
    if mine is not None and its is not None and mine.exact and its.exact and mine.kind == its.kind != "dict":
        return make_list(mine.kind, [*mine.known.values(), *its.known.values()])
    kind = (mine or its or Container("list", {})).kind
    found = [*(elements(mine) if mine else []), *(elements(its) if its else [])]
    return Value(container=Container(kind, {}, join_all(found), exact=False), taints=merged(one.taints, other.taints))


def _flat(pieces: Iterable[str | Value]) -> Iterator[str | Value]:
    for piece in pieces:
        if isinstance(piece, Value) and piece.parts:
            yield from piece.parts
        else:
            yield piece


def leading_text(value: Value) -> str:
    """The constant text that the value certainly begins with."""
    texts = openings(value)
    return texts[0] if len(texts) == 1 else ""


def leading_texts(value: Value) -> tuple[str, ...]:
    """Constant texts with one of which the value certainly begins; ("",) where none is known."""
    return openings(value) or ("",)
