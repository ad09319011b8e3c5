"""The constraints of Poetry, Pipenv and PDM, said as PEP 440 says them.

Source: Poetry's documentation, "Dependency specification"; Pipenv's, "Pipfile & Pipfile.lock". A version alone
is that version, `^` keeps the first number that is not zero, `~` the minor release, `*` and `1.*` stand for
any, a comma or a space means "and", `||` means "or".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# PEP 440, Appendix B.
_VERSION = (
    r"(?P<version>(?:(?P<epoch>[0-9]+)!)?(?P<release>[0-9]+(?:\.[0-9]+)*)"
    r"(?:[-_.]?(?:alpha|beta|preview|pre|rc|a|b|c)[-_.]?[0-9]*)?"
    r"(?:-[0-9]+|[-_.]?(?:post|rev|r)[-_.]?[0-9]*)?(?:[-_.]?dev[-_.]?[0-9]*)?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?)"
)
_CLAUSE = re.compile(
    rf"\s*(?P<operator>~=|===?|!=|<=|>=|[\^~=<>])?\s*v?(?:{_VERSION}(?P<any>(?:\.\*)+)?|(?P<star>[*x](?:\.[*x])*))"
    r"(?=[\s,]|\Z)[\s,]*",
    re.IGNORECASE | re.ASCII,
)
_OR = re.compile(r"\|\|?")
_EXACT = ("", "=", "==", "===")
_BREAKING = 3  # numbers of a release that `^` looks at


class Constraint(NamedTuple):
    """A constraint: the exact version or "", its PEP 440 form, and the version at its lower bound or "".

    version_at, lower_at: the characters of the constraint that hold exactly that version. Of several
    lower bounds the highest.
    """

    specifier: str = ""
    version: str = ""
    version_at: tuple[int, int] | None = None
    lower: str = ""
    lower_at: tuple[int, int] | None = None


class _Clause(NamedTuple):
    """One comparison: what it says in PEP 440, and where its version stands."""

    operator: str
    version: str
    at: tuple[int, int]
    bounds: tuple[tuple[str, str], ...]  # PEP 440: (operator, version)


def parse(text: str) -> Constraint:
    """What the constraint says; ValueError when it is none."""
    groups = []
    start = 0
    for bar in (*_OR.finditer(text), None):
        end = bar.start() if bar else len(text)
        groups.append(_clauses(text, start, end))
        start = bar.end() if bar else end
    if len(groups) == 1:
        return _together(groups[0])
    return Constraint(_span_of([[bound for clause in group for bound in clause.bounds] for group in groups]))


def _clauses(text: str, start: int, end: int) -> list[_Clause]:
    clauses = []
    while start < end:
        match = _CLAUSE.match(text, start, end)
        if match is None:
            if not text[start:end].strip():
                break
            raise ValueError(f"{text.strip()!r} is not a constraint on versions")
        clauses.append(_clause(match, text))
        start = match.end()
    return clauses


def _clause(match: re.Match[str], text: str) -> _Clause:
    operator, version = match["operator"] or "", match["version"] or ""
    if match["star"]:
        if operator not in _EXACT:
            raise ValueError(f"{text.strip()!r} is not a constraint on versions")
        return _Clause("*", "", match.span("star"), ())
    if match["any"]:
        return _Clause("*", version, match.span("version"), _wildcard(operator, match, text))
    if operator in _EXACT:
        return _Clause("==", version, match.span("version"), (("===" if operator == "===" else "==", version),))
    public = version if operator == "!=" else version.partition("+")[0]  # PEP 440 orders by nothing else
    bounds: tuple[tuple[str, str], ...] = ((operator, public),)
    if operator in ("^", "~") or (operator == "~=" and "." not in match["release"]):
        kept = _kept_by_caret(match["release"]) if operator == "^" else 2
        bounds = ((">=", public), ("<", _above(match, kept)))
    return _Clause(operator, version, match.span("version"), bounds)


def _wildcard(operator: str, match: re.Match[str], text: str) -> tuple[tuple[str, str], ...]:
    is_release = match["version"] == (f"{match['epoch']}!" if match["epoch"] else "") + match["release"]
    if is_release and operator != "===" and (operator in _EXACT or operator == "!="):
        return (("!=" if operator == "!=" else "==", f"{match['version']}.*"),)
    if operator in (">=", ">", "<", "<="):  # the star says nothing there
        return ((operator, match["version"].partition("+")[0]),)
    raise ValueError(f"{text.strip()!r} is not a constraint on versions")


def _kept_by_caret(release: str) -> int:
    """How many numbers stay: up to the first that is not zero."""
    numbers = [int(number) for number in release.split(".")[:_BREAKING]]
    return next((index for index, number in enumerate(numbers, 1) if number), len(numbers))


def _above(match: re.Match[str], kept: int) -> str:
    """The first release above all that begin with the given count of numbers."""
    numbers = [int(number) for number in match["release"].split(".")[:kept]]
    numbers[-1] += 1
    epoch = f"{match['epoch']}!" if match["epoch"] else ""
    return epoch + ".".join(map(str, numbers))


def _together(clauses: Sequence[_Clause]) -> Constraint:
    exact = [clause for clause in clauses if clause.operator == "=="]
    if len({clause.version for clause in exact}) > 1:
        raise ValueError(f"asks for several versions at once: {', '.join(sorted(clause.version for clause in exact))}")
    specifier = ",".join(operator + version for clause in clauses for operator, version in clause.bounds)
    if exact:
        return Constraint(specifier, exact[0].version, exact[0].at if len(exact) == 1 else None)
    lower = _highest([clause for clause in clauses if clause.operator in (">=", "~=", "^", "~")])
    return Constraint(specifier, lower=lower.version, lower_at=lower.at) if lower else Constraint(specifier)


def _highest(bounds: Sequence[_Clause]) -> _Clause | None:
    """The lower bound that counts."""
    if len(bounds) < 2:
        return bounds[0] if bounds else None
    from packaging.version import Version

    return max(bounds, key=lambda clause: Version(clause.version))


def _span_of(groups: Sequence[Sequence[tuple[str, str]]]) -> str:
    """From the lowest to the highest version that any of the groups admits: PEP 440 has no "or"."""
    from packaging.version import Version

    lows, highs = [], []
    for group in groups:
        bounds = [bound for operator, version in group for bound in _ends(operator, version)]
        lows.append(max((Version(version) for operator, version in bounds if operator == ">="), default=None))
        tops = [(Version(version), operator == "<=") for operator, version in bounds if operator in ("<", "<=")]
        highs.append(min(tops, default=None))
    low = min((version for version in lows if version), default=None) if None not in lows else None
    high = max((top for top in highs if top), default=None) if None not in highs else None
    parts = [f">={low.public}"] if low else []
    if high:
        parts.append(f"{'<=' if high[1] else '<'}{high[0].public}")
    return ",".join(parts)


def _ends(operator: str, version: str) -> tuple[tuple[str, str], ...]:
    """A comparison as its two ends, the lower one taken in."""
    if operator in ("==", "===") and not version.endswith(".*"):
        return ((">=", version), ("<=", version))
    if operator == "~=" or version.endswith(".*"):
        if operator == "!=":
            return ()
        match = re.match(_VERSION, version, re.IGNORECASE)
        assert match is not None
        numbers = match["release"].count(".") + (0 if operator == "~=" else 1)
        return ((">=", match["version"]), ("<", _above(match, numbers)))
    return () if operator == "!=" else ((">=" if operator == ">" else operator, version),)
