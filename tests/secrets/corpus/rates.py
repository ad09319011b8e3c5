"""How well credentials are told from what only looks like them, beside detect-secrets in the same run.

    .venv/bin/python tests/secrets/corpus/rates.py [--seed N] [--step N] [--missed]

The files are made of the tables in `leaks/` at run time; the seed changes every random part. A
credential counts as found when one of its lines is reported; every report on another line is a
false alarm. Recall, precision and F1 are printed for each format, each kind of place, each shape of
a generic secret and each kind of value, and for hard negatives the share of files that are flagged.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[2] / "hooks")]

from leaks import corpus, tools  # noqa: E402
from leaks.case import Case  # noqa: E402
from leaks.measure import Judged, Rates, flagged_share, grouped, judge, rates  # noqa: E402

Results = Sequence[Sequence[Judged]]  # for each tool, the same cases in the same order
_WIDTH = 34


def _row(name: str, measured: Sequence[Rates]) -> str:
    cells = "".join(f"{each.recall:>10.3f}{each.precision:>10.3f}{each.f1:>10.3f}" for each in measured)
    return f"{name:<{_WIDTH}}{measured[0].planted:>7}{cells}"


def _table(title: str, results: Results, key: Callable[[Case], str]) -> None:
    print(f"\n{title:<{_WIDTH}}{'files':>7}" + f"{'recall':>10}{'precision':>10}{'F1':>10}" * len(results))
    groups = [grouped(result, key) for result in results]
    for name in groups[0]:
        print(_row(name, [group[name] for group in groups]))
    print(_row("all", [rates(result) for result in results]))


def _negatives(results: Results) -> None:
    print(f"\n{'hard negatives, flagged':<{_WIDTH}}{'files':>7}" + "".join(f"{name:>16}" for name in tools.TOOLS))
    reasons = dict.fromkeys(item.case.what for item in results[0])
    for reason in [*reasons, "all"]:
        chosen = [[item for item in result if reason in ("all", item.case.what)] for result in results]
        shares = "".join(f"{100 * flagged_share(items):>14.1f} %" for items in chosen)
        print(f"{reason:<{_WIDTH}}{len(chosen[0]):>7}{shares}")


def _summary(results: Mapping[str, Results]) -> None:
    """Everything together, where alarms on hard negatives count against precision."""
    together = [[item for group in results.values() for item in group[tool]] for tool in range(len(tools.TOOLS))]
    print()
    print(_row("all credentials and negatives", [rates(result) for result in together]))


def _missed(result: Sequence[Judged]) -> None:
    for item in result:
        if item.case.lines and not item.found:
            print(f"missed: {item.case.what} in {item.case.place}")
        elif item.noise:
            print(f"false alarm: {item.case.what} in {item.case.path}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1, help="changes every random part")
    parser.add_argument("--step", type=int, default=1, help="take every so manieth file only")
    parser.add_argument("--missed", action="store_true", help="list what pratique gets wrong")
    options = parser.parse_args()
    results: dict[str, list[list[Judged]]] = {}
    for group, make in corpus.GROUPS.items():
        cases = list(make(options.seed, options.step))
        results[group] = []
        for tool in tools.TOOLS.values():
            with tool() as report:
                results[group].append(judge(cases, report))
    print(f"{'':<{_WIDTH}}{'':>7}" + "".join(f"{name:>30}" for name in tools.TOOLS))
    _table("tokens by format", results["token"], lambda case: case.what)
    _table("tokens by place", results["token"], lambda case: case.place)
    _table("generic secrets by shape", results["generic"], lambda case: case.place)
    _table("generic secrets by value", results["generic"], lambda case: case.what)
    _negatives(results["negative"])
    _summary(results)
    if options.missed:
        for group in results.values():
            _missed(group[0])


if __name__ == "__main__":
    main()
