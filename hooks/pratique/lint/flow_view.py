"""What a rule on data flow is shown: a sink that an outsider's value reaches."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import libcst as cst

from pratique.core.finding import Related
from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.lint import content_types, flow_spans
from pratique.lint.flow.fold import TEXT_METHODS
from pratique.lint.flow.machine import Hit
from pratique.lint.flow.pieces import leading_text
from pratique.lint.flow.values import DRAWN, MAX_STEPS, MODEL, REMOTE, Step
from pratique.lint.fragments import Fragments
from pratique.lint.views import Call, File, Value, View
from pratique.lint.walk import Place

_THROUGH = re.compile(r"passed through `(.*)`")
# Calls that hand on a text, or a piece of what a request holds, as it is.
_TEXTUAL = TEXT_METHODS | frozenset(
    [
        "get",
        "getlist",
        "get_all",
        "getall",
        "getone",
        "getfirst",
        "getvalue",
        "getunicode",
        "read",
        "copy",
        "dict",
        "to_dict",
        "items",
        "keys",
        "values",
        "pop",
        "first",
        "unquote",
        "unquote_plus",
        "str",
        "format_map",
        "get_json",
        "json",
        "form",
        "text",
        "body",
        "loads",
        "urljoin",
        "b64decode",
        "cast",
        "join",
        "get_media",
    ]
)


def _is_textual(name: str) -> bool:
    """Whether the call hands on a text as it is, or takes it apart, as the standard library's functions do."""
    owner, _, last = name.rpartition(".")
    return last in _TEXTUAL or (owner != "" and owner.partition(".")[0] in sys.stdlib_module_names)


@dataclass(frozen=True)
class Flow:
    """A hit of the interpreter. span: the place to report, as bytes of the file.

    call: the call there, as pattern rules see it, or None for another kind of statement.
    view: the call, or the `return`, for questions about the scope; None for any other statement.
    related: the value's path, from where it enters.
    """

    hit: Hit
    span: tuple[int, int]
    call: Call | None
    file: File
    argument_span: tuple[int, int] | None
    related: tuple[Related, ...]
    view: View | None = None

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

    @property
    def told(self) -> str:
        """The constant text that the value is, or begins with."""
        return leading_text(self.hit.value)

    @property
    def kept_as(self) -> tuple[str, ...]:
        """The names that a value gets, of one that nobody may guess: "cookie NAME", "session KEY", or as they are."""
        return tuple(item for item in self.hit.value.constants or () if isinstance(item, str))

    @cached_property
    def through(self) -> tuple[str, ...]:
        """Names of the calls that nothing is known of, on the value's way."""
        steps = self.hit.taint.steps
        found = [match[1] for step in steps if (match := _THROUGH.match(step.text))]
        unknown = [name for name in found if not _is_textual(name)]
        return (*unknown, "…") if len(steps) >= MAX_STEPS else tuple(unknown)

    @cached_property
    def neighbours(self) -> frozenset[str]:
        """Names, without their owners, of everything that the function with the sink calls."""
        body = self.hit.function
        called = (node.func for node in ast.walk(body) if isinstance(node, ast.Call)) if body is not None else ()
        return frozenset(node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "") for node in called)

    @cached_property
    def content_types(self) -> tuple[str, ...]:
        """The content types that the code around the sink gives to the response."""
        return content_types.declared(self.hit.function, self.hit.call if self.hit.sink_step is None else None)

    @cached_property
    def argument(self) -> Value | None:
        """The expression that brings the value, where it is an argument of the call or what is returned."""
        if self.view is None or self.argument_span is None:
            return None
        node = self.view.place.node
        given = [arg.value for arg in node.args] if isinstance(node, cst.Call) else [getattr(node, "value", None)]
        for value in given:
            if value is not None and self.view.file.span(value) == self.argument_span:
                return self.view.value(value)
        return None


def flow_views(
    source: Source, fragments: Fragments, file: File, hits: Sequence[Hit], calls: Sequence[Place], read: Read
) -> list[Flow]:
    """A view for every hit, with the LibCST call at its place."""
    if not hits:
        return []
    places = {fragments.span(place.node, place): place for place in calls}
    found = []
    for hit in hits:
        span = flow_spans.of_node(source, hit.call)
        place = places.get(span) if isinstance(hit.call, ast.Call) else None
        argument = flow_spans.of_node(source, hit.argument) if hit.argument is not None else None
        call = Call(place, file) if place is not None else None
        view = View(places[span], file) if span in places else None
        found.append(Flow(hit, span, call, file, argument, _related(source, hit, read), view))
    return found


def _related(source: Source, hit: Hit, read: Read) -> tuple[Related, ...]:
    """The steps from the source to the sink, in order, each place once."""
    origin = hit.taint.origin
    if hit.sink is not None and not hit.sink.arguments:  # whatever comes in
        return () if hit.sink_step is None else (_placed(hit.sink_step, {source.path: source}, read),)
    begins = "drawn here" if hit.taint.rank == DRAWN else "enters here"
    steps = [origin._replace(text=f"{begins}: {origin.text}"), *hit.taint.steps]
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
