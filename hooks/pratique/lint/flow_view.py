"""What a rule on data flow is shown: a sink that an outsider's value reaches."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pratique.core.finding import Related
from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.lint import flow_spans
from pratique.lint.flow.machine import Hit
from pratique.lint.flow.values import MODEL, REMOTE, Step
from pratique.lint.fragments import Fragments
from pratique.lint.views import Call, File, Value
from pratique.lint.walk import Place


@dataclass(frozen=True)
class Flow:
    """A hit of the interpreter. span: the place to report, as bytes of the file.

    call: the call there, as pattern rules see it, or None for another kind of statement.
    related: the value's path, from where it enters.
    """

    hit: Hit
    span: tuple[int, int]
    call: Call | None
    file: File
    argument_span: tuple[int, int] | None
    related: tuple[Related, ...]

    @property
    def kind(self) -> str:
        """The kind of sink."""
        return self.hit.kind

    @property
    def is_remote(self) -> bool:
        """Whether the value comes from a request (or the like) rather than from whoever runs the program."""
        return self.hit.taint.rank == REMOTE

    @property
    def is_model(self) -> bool:
        """Whether a language model wrote the value."""
        return self.hit.taint.rank == MODEL

    @property
    def enters(self) -> str:
        """Where the value comes from, in words."""
        return self.hit.taint.origin.text

    @property
    def is_elsewhere(self) -> bool:
        """Whether the sink itself stands in another file, which this place leads to."""
        return self.hit.sink_step is not None

    @cached_property
    def argument(self) -> Value | None:
        """The expression that brings the value, where it is an argument of the call."""
        if self.call is None or self.hit.argument is None or self.argument_span is None:
            return None
        for arg in self.call.node.args:
            if self.call.file.span(arg.value) == self.argument_span:
                return self.call.value(arg.value)
        return None


def flow_views(
    source: Source, fragments: Fragments, file: File, hits: Sequence[Hit], calls: Sequence[Place], read: Read
) -> list[Flow]:
    """A view for every hit, with the LibCST call at its place."""
    if not hits:
        return []
    places = {fragments.span(place.node): place for place in calls}
    found = []
    for hit in hits:
        span = flow_spans.of_node(source, hit.call)
        place = places.get(span) if isinstance(hit.call, ast.Call) else None
        argument = flow_spans.of_node(source, hit.argument) if hit.argument is not None else None
        call = Call(place, file) if place is not None else None
        found.append(Flow(hit, span, call, file, argument, _related(source, hit, read)))
    return found


def _related(source: Source, hit: Hit, read: Read) -> tuple[Related, ...]:
    """The steps from the source to the sink, in order, each place once."""
    origin = hit.taint.origin
    steps = [origin._replace(text=f"enters here: {origin.text}"), *hit.taint.steps]
    if hit.sink_step is not None:
        steps.append(hit.sink_step)
    sources = {source.path: source}
    return tuple(_placed(step, sources, read) for step in dict.fromkeys(steps))


def _placed(step: Step, sources: dict[str, Source], read: Read) -> Related:
    if step.path not in sources:
        sources[step.path] = Source.load(step.path, read(step.path) or b"")
    source = sources[step.path]
    start = flow_spans.of_position(source, step.line, step.column)
    end = flow_spans.of_position(source, step.end_line, step.end_column)
    return Related(step.path, source.region(start, max(start, end)), step.text)
