"""Recall, precision and F1 of a tool over cases, in all and by any property of theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from leaks.case import Case
from leaks.tools import Report


class Judged(NamedTuple):
    """A case, whether all of its lines were reported (some, for a value of several), and how many others were."""

    case: Case
    found: bool
    noise: int


class Rates(NamedTuple):
    """Counts over cases: how many hold a credential, how many of those were found, and false alarms."""

    planted: int = 0
    found: int = 0
    noise: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.noise) if self.found + self.noise else 1.0

    @property
    def f1(self) -> float:
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def judge(cases: Iterable[Case], report: Report) -> list[Judged]:
    """Each case with what the tool made of it: a credential is found when a line of it is reported."""
    judged = []
    for case in cases:
        said = report(case)
        judged.append(Judged(case, bool(said & case.lines), len(said - case.lines)))
    return judged


def rates(judged: Iterable[Judged]) -> Rates:
    planted = found = noise = 0
    for item in judged:
        planted += bool(item.case.lines)
        found += item.found
        noise += item.noise
    return Rates(planted, found, noise)


def grouped(judged: Sequence[Judged], key: Callable[[Case], str]) -> dict[str, Rates]:
    """The rates of the cases with the same key, in the order in which keys first occur."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for item in judged:
        groups[key(item.case)].append(item)
    return {name: rates(items) for name, items in groups.items()}


def flagged_share(judged: Sequence[Judged]) -> float:
    """The share of files without a credential on which the tool reports anything."""
    return sum(item.noise > 0 for item in judged) / len(judged) if judged else 0.0
