"""Every model together, indexed by name."""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TypeVar

from pratique.core import room
from pratique.lint.flow.model import (
    Entry,
    Guard,
    Model,
    Passes,
    Record,
    Restores,
    Returns,
    Sanitiser,
    Schema,
    Sets,
    Sink,
    Source,
    Stores,
)

ROOM = "pratique.lint.models"

_Named = TypeVar("_Named", Source, Sink, Sanitiser, Restores, Guard, Returns, Passes, Stores, Schema, Sets)


def _index(items: Iterable[_Named]) -> dict[str, list[_Named]]:
    found: dict[str, list[_Named]] = defaultdict(list)
    for item in items:
        found[item.name].append(item)
    return dict(found)


@dataclass(frozen=True)
class Library:
    """All models by the names that they describe."""

    sources: dict[str, list[Source]]
    sinks: dict[str, list[Sink]]
    sanitisers: dict[str, list[Sanitiser]]
    restores: dict[str, list[Restores]]
    guards: dict[str, list[Guard]]
    returns: dict[str, list[Returns]]
    passes: dict[str, list[Passes]]
    stores: dict[str, list[Stores]]
    sets: dict[str, list[Sets]]
    records: tuple[Record, ...]
    schemas: dict[str, list[Schema]]
    entries: tuple[Entry, ...]
    subclasses: dict[str, str]
    leaves: frozenset[str]
    contexts: frozenset[str]
    parameter_types: frozenset[str]
    carriers: frozenset[str]  # classes whose attributes or methods are sources
    needles: tuple[bytes, ...] = ()
    _cached: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _members: dict[str, list[str]] = field(default_factory=dict)
    _told: dict[str, bool] = field(default_factory=dict)

    def names_of(self, name: str) -> tuple[str, ...]:
        """The name, then the same member of each class that its class descends from, nearest first."""
        if name not in self._cached:
            self._cached[name] = tuple(self._lineage(name))
        return self._cached[name]

    def _lineage(self, name: str) -> Iterator[str]:
        yield name
        if name in self.subclasses:
            yield from self._lineage(self.subclasses[name])
        owner, _, member = name.rpartition(".")
        seen = {owner}
        while owner in self.subclasses and self.subclasses[owner] not in seen:
            owner = self.subclasses[owner]
            seen.add(owner)
            yield f"{owner}.{member}"

    @cached_property
    def _owners(self) -> frozenset[str]:
        """Every class and module of which something is said."""
        tables = (self.sources, self.sinks, self.sanitisers, self.guards, self.returns, self.passes, self.stores)
        members = {name.rpartition(".")[0] for table in tables for name in table}
        members |= {name.rpartition(".")[0] for entry in self.entries for name in entry.decorators}
        return frozenset({*members, *self.subclasses, *self.subclasses.values()} - {""})

    @cached_property
    def answered(self) -> frozenset[str]:
        """Names of calls whose result models tell, so that the program's own function of that name need not."""
        tables = (self.sinks, self.sources, self.sanitisers, self.returns, self.passes, self.restores)
        return frozenset(name for table in tables for name in table)

    @cached_property
    def described(self) -> frozenset[str]:
        """Names of calls of which models say what they give or change."""
        return self.answered | {name for table in (self.stores, self.sets) for name in table}

    def members(self, owner: str, name: str) -> list[str]:
        """The names of a method of an object of no certain class: of anything's attribute `owner`, or of anything."""
        key = f"{owner}.{name}"
        if key not in self._members:
            known = self.names_of(f"*.{owner}.{name}") if owner else ()
            found = (*known, *self.names_of(f"*.{name}"), *self.names_of(f"**.{name}"))
            self._members[key] = list(dict.fromkeys(found))
        return self._members[key]

    def tells(self, name: str) -> bool:
        """Whether models say what the name stands for, or what its members of no certain class do."""
        if name not in self._told:
            tables = (self.sources, self.returns, self.sanitisers, self.sinks)
            self._told[name] = any(known in table for known in self.names_of(name) for table in tables)
        return self._told[name]

    @cached_property
    def leads(self) -> Mapping[str, frozenset[str]]:
        """Names from which sources can be reached -> the members that lead on; none for a class or a source."""
        names = {*self.sources, *self.parameter_types}
        names |= {name for name, items in self.returns.items() if any(self.carries(item.type) for item in items)}
        names |= {name for name in self.subclasses if self.carries(name)}
        found: dict[str, set[str]] = {name: set() for name in (*names, *self.carriers)}
        for name in names:
            while "." in name:
                name, _, member = name.rpartition(".")
                found.setdefault(name, set()).add(member)
        whole = {*self.sources, *self.parameter_types, *(name for name in self.carriers if name[:1].isalpha())}
        classes = {name for name in whole if name.rpartition(".")[2][:1].isupper() or name in self.sources}
        return {name: frozenset() if name in classes else frozenset(members) for name, members in found.items()}

    @cached_property
    def words(self) -> frozenset[bytes]:
        """What a function mentions that uses a source which no import of its module leads to."""
        found = {*self.sources}
        found |= {name for name, items in self.returns.items() if any(self.carries(item.type) for item in items)}
        words = {f"{name}(" for name in found if "." not in name}
        words |= {name.lstrip("*") for name in found if name.startswith("*")}
        return frozenset(word.encode() for word in words)

    @cached_property
    def decorators(self) -> frozenset[str]:
        """Names of decorators that make entries."""
        return frozenset(name for entry in self.entries for name in entry.decorators)

    def describes(self, owner: str) -> bool:
        """Whether models say anything of the members of the class or module."""
        return owner in self._owners

    def carries(self, kind: str) -> bool:
        """Whether an object of the class hands out what outsiders choose."""
        return bool(kind) and any(name.rpartition(".")[0] in self.carriers for name in self.names_of(f"{kind}.x"))

    def is_a(self, kind: str, other: str) -> bool:
        """Whether the class is the other one or descends from it, as far as models say."""
        seen: set[str] = set()
        while kind and kind not in seen:
            if kind == other:
                return True
            seen.add(kind)
            kind = self.subclasses.get(kind, "")
        return False


def _carriers(models: list[Model]) -> frozenset[str]:
    """Owners of sources, and classes whose members are of such a class in turn."""
    returns = [item for model in models for item in model.returns]
    kinds = {item.type for item in returns}
    found = {item.name.rpartition(".")[0] for model in models for item in model.sources}
    while True:
        owners = {item.name.rpartition(".")[0] for item in returns if item.type in found}
        if (owners & kinds) <= found:
            return frozenset(found)
        found |= owners & kinds


def _generality(entry: Entry) -> tuple[bool, int]:
    """Sorts the most particular entry first."""
    return entry.names == ("*",), -len(entry.needs)


def gathered(models: Iterable[Model]) -> Library:
    models = list(models)
    return Library(
        sources=_index(item for model in models for item in model.sources),
        sinks=_index(item for model in models for item in model.sinks),
        sanitisers=_index(item for model in models for item in model.sanitisers),
        restores=_index(item for model in models for item in model.restores),
        guards=_index(item for model in models for item in model.guards),
        returns=_index(item for model in models for item in model.returns),
        passes=_index(item for model in models for item in model.passes),
        stores=_index(item for model in models for item in model.stores),
        sets=_index(item for model in models for item in model.sets),
        records=tuple(item for model in models for item in model.records),
        schemas=_index(item for model in models for item in model.schemas),
        entries=tuple(sorted((entry for model in models for entry in model.entries), key=_generality)),
        subclasses={name: base for model in models for name, base in model.subclasses.items()},
        leaves=frozenset(name for model in models for name in model.leaves),
        contexts=frozenset(name for model in models for name in model.contexts),
        parameter_types=frozenset(name for model in models for name in model.parameter_types),
        carriers=_carriers(models),
        needles=tuple(sorted({needle.encode() for model in models for needle in model.needles})),
    )


@cache
def library() -> Library:
    """The library of every model of the room."""
    stems = room.names(ROOM)
    return gathered(importlib.import_module(f"{ROOM}.{stem.replace('-', '_')}").MODEL for stem in stems)
