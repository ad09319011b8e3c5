"""Base scores of CVSS version 4.0 vectors.

Source of the method, of the scores of the macro vectors and of their depths: FIRST, "Common
Vulnerability Scoring System version 4.0: Specification Document", sections 8.2 and 8.3. Threat and
environmental metrics are left at their worst, as the specification has it for the base score.

Metrics fall into equivalence classes: EQ1 (AV, PR, UI), EQ2 (AC, AT), EQ3 with EQ6 (VC, VI, VA) and
EQ4 (SC, SI, SA). A class has levels, 0 being the worst; the levels together are the macro vector.
"""

from __future__ import annotations

from itertools import product

_VALUES = {
    "AV": "NALP", "AC": "LH", "AT": "NP", "PR": "NLH", "UI": "NPA",
    "VC": "HLN", "VI": "HLN", "VA": "HLN", "SC": "HLN", "SI": "HLN", "SA": "HLN",
}  # fmt: skip

# Scores of the macro vectors, one row for each (EQ1, EQ2), one column for each (EQ3 with EQ6, EQ4);
# the levels of EQ3 with EQ6 are named by their two digits, those of EQ4 are 1 and 2.
_IMPACTS = ("00", "01", "10", "11", "21")
_SCORES = """
10.0 9.3  9.6 9.0  9.3 8.8  9.2 8.0  7.9 6.9
 9.5 9.2  9.1 8.1  9.2 8.4  8.2 7.0  7.1 6.3
 9.4 8.7  8.9 7.5  8.6 7.2  7.6 5.7  6.5 5.3
 9.0 7.7  7.7 6.6  7.4 6.1  5.9 5.2  5.8 2.3
 8.6 7.0  7.4 5.4  7.2 5.3  5.7 3.6  4.7 2.4
 7.3 5.4  5.5 4.3  6.1 4.6  5.1 1.8  2.4 1.0
"""
_TABLE = dict(zip(product((0, 1, 2), (0, 1), _IMPACTS, (1, 2)), map(float, _SCORES.split()), strict=True))
Macro = tuple[int, int, str, int]

# Class -> level -> the worst vectors of that level, and how many steps it is deep.
_WORST: tuple[tuple[tuple[str, ...], dict[int | str, tuple[tuple[str, ...], int]]], ...] = (
    (("AV", "PR", "UI"), {0: (("NNN",), 1), 1: (("ANN", "NLN", "NNP"), 4), 2: (("PNN", "ALP"), 5)}),
    (("AC", "AT"), {0: (("LN",), 1), 1: (("HN", "LP"), 2)}),
    (("VC", "VI", "VA"), {"00": (("HHH",), 7), "10": (("LHH", "HLH"), 8), "21": (("LLL",), 10)}),
    (("SC", "SI", "SA"), {1: (("HHH",), 5), 2: (("LLL",), 4)}),
)
# Level -> the next milder levels of the same class.
_MILDER: tuple[dict[int | str, tuple[int | str, ...]], ...] = (
    {0: (1,), 1: (2,)},
    {0: (1,)},
    {"00": ("01", "10"), "10": ("11",)},
    {1: (2,)},
)
_HALF_UP = 1e-6  # what binary fractions may lack to a half


def score(metrics: dict[str, str]) -> float | None:
    """The base score, 0.0 to 10.0, for the metrics of a vector; None when one lacks or is unknown."""
    if any(metrics.get(name, "") not in tuple(values) for name, values in _VALUES.items()):
        return None
    if all(metrics[name] == "N" for name in ("VC", "VI", "VA", "SC", "SI", "SA")):
        return 0.0
    macro = _macro(metrics)
    value = _TABLE[macro]
    # The fifth class is exploit maturity: at its worst it lies no step below, but counts in the mean.
    reductions = [0.0]
    for place, (names, levels) in enumerate(_WORST):
        milder = [
            _TABLE[changed] for level in _MILDER[place].get(macro[place], ()) if (changed := _at(macro, place, level))
        ]
        if milder:
            worst, depth = levels[macro[place]]
            reductions.append((value - max(milder)) * _steps(metrics, names, worst) / depth)
    exact = value - sum(reductions) / len(reductions)
    return int(min(max(exact, 0.0), 10.0) * 10 + 0.5 + _HALF_UP) / 10


def _macro(given: dict[str, str]) -> Macro:
    reach = [given["AV"] == "N", given["PR"] == "N", given["UI"] == "N"]
    first = 0 if all(reach) else 1 if any(reach) and given["AV"] != "P" else 2
    second = 0 if given["AC"] == "L" and given["AT"] == "N" else 1
    high = [given[name] == "H" for name in ("VC", "VI", "VA")]
    impact = "00" if high[0] and high[1] else "10" if any(high) else "21"
    fourth = 1 if "H" in (given["SC"], given["SI"], given["SA"]) else 2
    return (first, second, impact, fourth)


def _at(macro: Macro, place: int, level: int | str) -> Macro:
    """The macro vector with another level of one class."""
    changed = (*macro[:place], level, *macro[place + 1 :])
    return changed  # type: ignore[return-value]  # the level is of the kind of its place


def _steps(given: dict[str, str], names: tuple[str, ...], worst: tuple[str, ...]) -> int:
    """How many steps the vector lies below the first worst vector that is not milder anywhere."""
    for vector in worst:
        steps = [
            _VALUES[name].index(given[name]) - _VALUES[name].index(top) for name, top in zip(names, vector, strict=True)
        ]
        if min(steps) >= 0:
            return sum(steps)
    raise AssertionError("each vector lies below a worst one of its level")
