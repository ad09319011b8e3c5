"""All cases of the corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from leaks.case import Case, case, generator
from leaks.formats import FORMATS, make
from leaks.negatives import negatives as all_negatives
from leaks.negatives import render_negative
from leaks.places import PLACES, render
from leaks.shapes import SHAPES, render_shape
from leaks.values import VALUES


def tokens(seed: int, step: int = 1) -> Iterator[Case]:
    """Every format in every kind of place; with a step, every so manieth pair."""
    pairs = [(shape, place) for shape in FORMATS for place in PLACES]
    for shape, place in pairs[seed % step :: step]:
        rng = generator(seed, shape.what, place.name)
        token = make(rng, shape.spec)
        text = render(rng, place, token, shape.variable, shape.service, shape.named)
        yield case("token", shape.what, place.name, place.path, text)


def generic(seed: int, step: int = 1) -> Iterator[Case]:
    """Every shape with every kind of value that fits it."""
    pairs = [(shape, kind, made) for shape in SHAPES for group, kind, made in VALUES if group == shape.group]
    for shape, kind, made in pairs[seed % step :: step]:
        rng = generator(seed, shape.place.name, kind)
        text = render_shape(rng, shape, made(rng))
        yield case("generic", kind, shape.place.name, shape.place.path, text)


def negatives(seed: int, step: int = 1) -> Iterator[Case]:
    """Every hard negative."""
    for number, negative in list(enumerate(all_negatives()))[seed % step :: step]:
        text = render_negative(generator(seed, number), negative)
        yield case("negative", negative.reason, negative.path, negative.path, text)


GROUPS: dict[str, Callable[[int, int], Iterator[Case]]] = {
    "token": tokens,
    "generic": generic,
    "negative": negatives,
}
