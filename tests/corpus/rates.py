"""How well the rules on data flow tell vulnerable code from code that only looks like it.

    .venv/bin/python tests/corpus/rates.py [FAMILY …]

Each folder is a family, each file or folder in it a small application, each marked line a case:
`# bad: why` ends a line on which a rule of the family must report, `# good: why` one on which none
may. RULES says which rules belong to a family. Prints the rates per family; exits 1 when a case is
judged wrongly.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "hooks"))

from pratique.core import settings  # noqa: E402
from pratique.core.finding import Finding, Problem  # noqa: E402
from pratique.core.source import Source  # noqa: E402
from pratique.lint.hook import HOOK  # noqa: E402

_MARK = re.compile(r"#\s*(?P<verdict>bad|good): (?P<why>.+)$")


class Case(NamedTuple):
    """A marked line of an application of a family, and whether the family's rules report there."""

    family: str
    path: str
    line: int
    is_bad: bool
    why: str
    found: bool

    @property
    def is_right(self) -> bool:
        return self.found is self.is_bad


def families() -> list[str]:
    return sorted(entry.name for entry in HERE.iterdir() if entry.is_dir() and (entry / "RULES").is_file())


def cases(family: str) -> Iterator[Case]:
    """Every case of the family, judged. Its file RULES holds the names of its rules."""
    rules = set((HERE / family / "RULES").read_text(encoding="utf-8").split())
    chosen = settings.load(str(HERE), "lint", HOOK.options, {"select": sorted(rules)})
    for application in sorted((HERE / family).iterdir()):
        if application.is_dir():
            for path in sorted(application.rglob("*.py")):
                yield from _judged(family, application, path, chosen)
        elif application.suffix == ".py":
            yield from _judged(family, application.parent, application, chosen)


def _judged(family: str, root: Path, path: Path, chosen: settings.Settings) -> Iterator[Case]:
    def read(name: str) -> bytes | None:
        place = (root / name).resolve()
        return place.read_bytes() if place.is_relative_to(root) and place.is_file() else None

    name = path.relative_to(root).as_posix()
    raw = path.read_bytes()
    source = Source.load(name, raw)
    outcomes = list(HOOK.check(source, chosen, read)) if HOOK.screen(source, chosen) else []
    problems = [outcome for outcome in outcomes if isinstance(outcome, Problem)]
    if problems:
        raise SystemExit(f"{path}: {problems[0].message}")
    lines = {finding.region.line for finding in outcomes if isinstance(finding, Finding)}
    for number, line in enumerate(raw.decode("utf-8").splitlines(), 1):
        match = _MARK.search(line)
        if match:
            shown = path.relative_to(HERE).as_posix()
            yield Case(family, shown, number, match["verdict"] == "bad", match["why"], number in lines)


def main(arguments: list[str]) -> int:
    """Print a line a family, then what was judged wrongly; the exit code."""
    wrong: list[Case] = []
    print(f"{'family':<20}{'bad':>5}{'found':>7}{'good':>6}{'flagged':>9}{'TPR':>7}{'FPR':>7}{'score':>7}")
    for family in arguments or families():
        judged = list(cases(family))
        bad, good = [c for c in judged if c.is_bad], [c for c in judged if not c.is_bad]
        found, flagged = sum(c.found for c in bad), sum(c.found for c in good)
        rate, noise = found / max(1, len(bad)), flagged / max(1, len(good))
        numbers = f"{len(bad):>5}{found:>7}{len(good):>6}{flagged:>9}"
        print(f"{family:<20}{numbers}{rate:>7.2f}{noise:>7.2f}{rate - noise:>7.2f}")
        wrong += [case for case in judged if not case.is_right]
    for case in wrong:
        print(f"{case.path}:{case.line}: {'missed' if case.is_bad else 'false alarm'}: {case.why}")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
