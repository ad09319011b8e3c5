"""What can be known of a value without running the program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

REMOTE, LOCAL, MODEL = "remote", "local", "model"
DRAWN = "drawn"  # from a generator that can be predicted: nobody chose it
# What the repr of a text does no harm to: it holds no line ends, and is a literal of Python.
ESCAPED = frozenset({"log", "header", "code"})
ALL = "*"  # cleared for every kind of sink
AS_TEXT = frozenset({"nosql"})  # what a text, whatever it holds, is harmless for

_DISTANCE = {REMOTE: 0, MODEL: 1, LOCAL: 2, DRAWN: 3}

_MAX_CONSTANTS = 16
_MAX_TAINTS = 6
MAX_STEPS = 10
_MAX_ITEMS = 64


class Step(NamedTuple):
    """A place on the way of a value: path of the file, position (line from 1, bytes from 0), words."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Taint(NamedTuple):
    """Outside influence on a value.

    origin: where it enters. rank: REMOTE (a request), LOCAL (arguments, environment, files), MODEL
    (a language model wrote it) or DRAWN (see `drawn`). cleared: kinds of sinks that it is harmless for.
    """

    origin: Step
    rank: str
    cleared: frozenset[str] = frozenset()
    steps: tuple[Step, ...] = ()

    def clears(self, kind: str) -> bool:
        return kind in self.cleared or ALL in self.cleared


class Container(NamedTuple):
    """A list, tuple, set or dict. known: by index or key; rest: any other element, None for none.

    exact: whether known is all there is, in order, so that indices and lengths hold.
    """

    kind: str
    known: Mapping[Any, Value]
    rest: Value | None = None
    exact: bool = True


_NOTHING: Mapping[str, Value] = MappingProxyType({})


@dataclass(slots=True, init=False)
class Value:
    """An abstract value; what is not known is empty. Nobody assigns to one that is made.

    It is not frozen, and makes itself, because a run makes hundreds of thousands.

    constants: all values that it can have. parts: the pieces of a text, texts and values in order.
    container: what it holds. type: qualified name of its class. refs: qualified names, or functions
    and classes of the program, that it stands for. state: what is known of its attributes.
    subject: (access path, relation) of the variable that it was derived from, for guards on it.
    fact: the test whose outcome it is.
    """

    constants: tuple[Any, ...] | None
    taints: tuple[Taint, ...]
    parts: tuple[str | Value, ...]
    container: Container | None
    type: str
    refs: tuple[Any, ...]
    state: Mapping[str, Value]
    subject: tuple[str, str] | None
    fact: Any

    def __init__(
        self,
        constants: tuple[Any, ...] | None = None,
        taints: tuple[Taint, ...] = (),
        parts: tuple[str | Value, ...] = (),
        container: Container | None = None,
        type: str = "",
        refs: tuple[Any, ...] = (),
        state: Mapping[str, Value] = _NOTHING,
        subject: tuple[str, str] | None = None,
        fact: Any = None,
    ) -> None:
        self.constants = constants
        self.taints = taints
        self.parts = parts
        self.container = container
        self.type = type
        self.refs = refs
        self.state = state
        self.subject = subject
        self.fact = fact

    @property
    def constant(self) -> Any:
        """The one value that it has, or UNKNOWN itself where that is not certain."""
        return self.constants[0] if self.constants is not None and len(self.constants) == 1 else UNKNOWN

    @property
    def truth(self) -> bool | None:
        """Whether it is true, None when that is not certain."""
        if self.constants is not None:
            truths = {bool(item) for item in self.constants}
            return truths.pop() if len(truths) == 1 else None
        if self.container is not None and self.container.exact:
            return bool(self.container.known)
        return True if any(isinstance(piece, str) and piece for piece in self.parts) else None


def replace(value: Value, **changes: Any) -> Value:
    """The value with other fields, as `dataclasses.replace` would make it, in a third of the time."""
    get = changes.get
    return Value(
        get("constants", value.constants),
        get("taints", value.taints),
        get("parts", value.parts),
        get("container", value.container),
        get("type", value.type),
        get("refs", value.refs),
        get("state", value.state),
        get("subject", value.subject),
        get("fact", value.fact),
    )


UNKNOWN = Value()
NONE = Value(constants=(None,))


def constant(item: Any) -> Value:
    return Value(constants=(item,))


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def _united(one: Iterable[Any], other: Iterable[Any]) -> tuple[Any, ...] | None:
    found = list(one)
    for item in other:
        if not any(_same(item, known) for known in found):
            found.append(item)
    return tuple(found) if len(found) <= _MAX_CONSTANTS else None


def merged(*groups: tuple[Taint, ...]) -> tuple[Taint, ...]:
    """The taints of all groups; one that comes twice is cleared only for what both are cleared for."""
    taints = [taint for group in groups if group for taint in group]
    if len(taints) < 2:
        return tuple(taints)
    found: dict[tuple[Step, str], Taint] = {}
    for taint in taints:
        key = (taint.origin, taint.rank)
        known = found.get(key)
        if known is None:
            found[key] = taint
        elif known.cleared != taint.cleared:
            less = known if len(known.cleared) <= len(taint.cleared) else taint
            both = known.cleared & taint.cleared
            if ALL in known.cleared:
                both = taint.cleared
            elif ALL in taint.cleared:
                both = known.cleared
            found[key] = less._replace(cleared=both)
    worst = sorted(found.values(), key=lambda taint: len(taint.cleared))
    return tuple(worst[:_MAX_TAINTS])


def join(one: Value, other: Value) -> Value:
    """What is known of a value that is one or the other."""
    if one is other or one == other:
        return one
    if one is UNKNOWN and other.container is None and not other.parts:
        return _widened(other)
    known = one.constants is not None and other.constants is not None
    found = Value(
        constants=_united(one.constants or (), other.constants or ()) if known else None,
        taints=merged(one.taints, other.taints) if one.taints or other.taints else (),
        parts=_joined_parts(one, other) if one.parts or other.parts else (),
        container=_joined_containers(one.container, other.container) if one.container or other.container else None,
        type=one.type if one.type == other.type else min(filter(None, (one.type, other.type))),
        refs=one.refs if one.refs == other.refs else tuple(dict.fromkeys((*one.refs, *other.refs))),
        state=_joined_states(one.state, other.state) if one.state or other.state else _NOTHING,
        subject=one.subject if one.subject == other.subject else None,
        fact=one.fact if one.fact is other.fact else None,
    )
    return one if found == one else found  # by which a loop sees that it has learnt nothing


def _joined_states(one: Mapping[str, Value], other: Mapping[str, Value]) -> Mapping[str, Value]:
    if one is other:
        return one
    return {
        name: join(one.get(name, NONE), other.get(name, NONE)) for name in (*one, *(k for k in other if k not in one))
    }


def _widened(value: Value) -> Value:
    """The join with what is not known at all."""
    return replace(value, constants=None, subject=None, fact=None) if value.constants is not None else value


def _joined_parts(one: Value, other: Value) -> tuple[str | Value, ...]:
    """Of two texts that begin alike, or in constant ways, what is known of their beginnings."""
    if one.parts == other.parts:
        return one.parts
    leads = [openings(one), openings(other)]
    if not all(leads):
        return ()
    texts = tuple(dict.fromkeys(text for lead in leads for text in lead))
    if len(texts) > _MAX_CONSTANTS:
        return ()
    lead = texts[0] if len(texts) == 1 else Value(constants=texts)
    return (lead, Value(taints=merged(one.taints, other.taints)))


def _joined_containers(one: Container | None, other: Container | None) -> Container | None:
    if one is other:
        return one
    if one is None or other is None:
        found = one or other
        return found and found._replace(exact=False)
    if one.kind != other.kind:
        return Container(max(one.kind, other.kind), {}, join_all([*elements(one), *elements(other)]), exact=False)
    if one.kind in ("list", "tuple") and one.exact and other.exact and len(one.known) != len(other.known):
        return _joined_lengths(one, other)
    if one.kind != "dict" and (not one.exact or not other.exact or len(one.known) != len(other.known)):
        return Container(one.kind, {}, join_all([*elements(one), *elements(other)]), exact=False)
    known = {}
    for key in (*one.known, *(key for key in other.known if key not in one.known)):
        either = (one.known.get(key, one.rest), other.known.get(key, other.rest))
        known[key] = join_all(value for value in either if value is not None)
    rest = (
        join_all([value for value in (one.rest, other.rest) if value is not None]) if one.rest or other.rest else None
    )
    return Container(one.kind, known, rest, one.exact and other.exact and one.known.keys() == other.known.keys())


def _joined_lengths(one: Container, other: Container) -> Container:
    """Of sequences that differ in length: their beginning, element by element, and any later element."""
    mine, its = list(one.known.values()), list(other.known.values())
    shared = min(len(mine), len(its))
    known = {place: join(mine[place], its[place]) for place in range(shared)}
    return Container(one.kind, known, join_all([*mine[shared:], *its[shared:]]), exact=False)


def join_all(found: Iterable[Value]) -> Value:
    """The join of all, UNKNOWN for none."""
    result: Value | None = None
    for value in found:
        result = value if result is None else join(result, value)
    return result or UNKNOWN


def elements(container: Container) -> list[Value]:
    """Every value that the container may hold."""
    return [*container.known.values(), *([container.rest] if container.rest is not None else [])]


def all_taints(value: Value, depth: int = 4) -> tuple[Taint, ...]:
    """The value's taints and those of what it holds."""
    if value.container is None or depth == 0:
        return value.taints
    return merged(value.taints, *(all_taints(item, depth - 1) for item in elements(value.container)))


def bounded(value: Value, depth: int = 4) -> Value:
    """The value, without what it holds where that nests too deeply to be followed: `x = [x, x]`, again and again."""
    if (value.container is None and not value.state) or not _is_deep(value, depth):
        return value
    held = merged(all_taints(value, depth + 4), *(all_taints(item, depth) for item in value.state.values()))
    return Value(taints=held, type=value.type)


def _is_deep(value: Value, depth: int) -> bool:
    held = [*(elements(value.container) if value.container is not None else ()), *value.state.values()]
    return bool(held) and (depth == 0 or any(_is_deep(item, depth - 1) for item in held))


def farthest(taints: Iterable[Taint]) -> Taint:
    """Of several taints the one from farthest away: a folder from the environment hides no file name of a request."""
    return min(taints, key=distance)


def distance(taint: Taint) -> int:
    """How near it comes from: a request, a model, the machine itself."""
    return _DISTANCE[taint.rank]


def reaching(value: Value, kind: str) -> list[Taint]:
    """The taints of the value that are not cleared for the kind of sink."""
    return [taint for taint in all_taints(value) if not taint.clears(kind)]


def numeric(*values: Value) -> Value:
    """A number made of the values: harmless, but drawn as they were."""
    found = [taint for value in values if value.taints for taint in value.taints if taint.rank == DRAWN]
    return Value(taints=tuple(found)) if found else UNKNOWN


def cleared(value: Value, kinds: Iterable[str]) -> Value:
    """The value after something made it harmless for the kinds of sinks (ALL for every kind)."""
    kinds = frozenset(kinds)
    if not kinds or (not value.taints and value.container is None):
        return value
    container = value.container
    if container is not None:
        known = {key: cleared(item, kinds) for key, item in container.known.items()}
        container = container._replace(known=known, rest=container.rest and cleared(container.rest, kinds))
    taints = tuple(Taint(t.origin, t.rank, t.cleared | kinds, t.steps) for t in value.taints)
    parts = tuple(cleared(part, kinds) if isinstance(part, Value) else part for part in value.parts)
    return replace(value, taints=taints, container=container, parts=parts)


def restored(value: Value, kinds: Iterable[str]) -> Value:
    """The value after something undid what made it harmless for the kinds of sinks."""
    gone = frozenset(kinds)
    return replace(value, taints=tuple(t._replace(cleared=t.cleared - gone) for t in value.taints))


def stepped(value: Value, step: Step) -> Value:
    """The value with one more step on the path of its taints."""
    if not value.taints:
        return value
    taints = tuple(
        t
        if (t.steps and t.steps[-1] == step) or len(t.steps) >= MAX_STEPS
        else Taint(t.origin, t.rank, t.cleared, (*t.steps, step))
        for t in value.taints
    )
    return replace(value, taints=taints)


def openings(value: Value) -> tuple[str, ...]:
    if value.parts and isinstance(value.parts[0], str):
        return (value.parts[0],)
    known = value.parts[0] if value.parts else value
    if not isinstance(known, Value) or not known.constants or not all(isinstance(c, str) for c in known.constants):
        return ()
    rest = value.parts[1] if len(value.parts) > 1 else ""
    return tuple(f"{text}{rest if isinstance(rest, str) else ''}" for text in known.constants)


def make_list(kind: str, values: Iterable[Value]) -> Value:
    """A list, tuple or set of exactly these elements."""
    found = list(values)
    if len(found) > _MAX_ITEMS:
        return Value(container=Container(kind, {}, join_all(found), exact=False))
    return Value(container=Container(kind, dict(enumerate(found))))


def listed(value: Value) -> Value:
    """The value as a list of what iterating over it gives: of a dict, its keys."""
    container = value.container
    if container is None or container.kind != "dict":
        return value
    keys = [constant(key) for key in container.known]
    if container.rest is None and not value.taints:
        return make_list("list", keys)
    rest = join_all([*keys, Value(taints=value.taints)])
    return Value(container=Container("list", {}, rest, exact=False))
