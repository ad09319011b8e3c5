"""How the linter's cost grows: with the number of functions, with the length of one, and at its worst.

    .venv/bin/python tests/bench/growth.py

CPU time of one check in this process, the lowest of several. Every size has the same finding at its
end, so that nothing is skipped; what is not followed to its end is said.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "hooks"))

from pratique.core import settings
from pratique.core.errors import SourceError
from pratique.core.finding import Finding
from pratique.core.source import Source
from pratique.lint.hook import HOOK

HEAD = "import sqlite3\n\nfrom flask import Flask, request\n\napp = Flask(__name__)\ndb = sqlite3.connect('a')\n"
SINK = '    return str(db.execute("SELECT \'" + name + "\'").fetchall())\n'
BLOCK = """\
    name = request.args.get("name{0}", "")
    rows = [row for row in db.execute("SELECT a, b FROM t WHERE c = ?", (name,))]
    if len(rows) > {0}:
        name = name.strip().lower()
    else:
        name = ",".join(str(row[0]) for row in rows)
    for row in rows:
        total = {{"name": name, "first": row[0], "count": len(rows)}}
"""


def function(number: int, blocks: int) -> str:
    body = "".join(BLOCK.format(block) for block in range(blocks))
    return f'\n\n@app.route("/{number}")\ndef view_{number}():\n{body}{SINK}'


def of_functions(count: int) -> str:
    return HEAD + "".join(function(number, 3) for number in range(count))


def of_one_function(blocks: int) -> str:
    return HEAD + function(0, blocks)


def worst() -> Iterator[tuple[str, str]]:
    """(what, the program) for programs that a naive interpreter would not come back from."""
    start = '\n\n@app.route("/")\ndef view():\n    name = request.args["name"]\n'
    branches = "".join(f"    if name == 'b{n}':\n        other = name + '{n}'\n" for n in range(10_000))
    yield "10,000 branches", HEAD + start + branches + SINK
    deep = "".join(f"{'    ' * (level + 1)}if name > '{level}':\n" for level in range(90))
    yield "90 levels of nesting", HEAD + start + deep + "    " * 91 + "name = name + 'x'\n" + SINK
    loops = "".join(f"{'    ' * (level + 1)}for i{level} in range(9):\n" for level in range(18))
    yield "18 loops in each other", HEAD + start + loops + "    " * 19 + "name = name + 'x'\n" + SINK
    yield "a list of 200,000 texts", HEAD + f"TABLE = {[str(n) for n in range(200_000)]!r}\n" + start + SINK
    yield "a sum of 900 terms", HEAD + start + "    name = name" + " + 'x'" * 900 + "\n" + SINK
    calls = "".join(f"\n\ndef f{n}(x):\n    return f{n + 1}(x) + f{n + 1}(x + 'y')\n" for n in range(40))
    yield (
        "40 functions that call the next twice",
        HEAD + calls + "\n\ndef f40(x):\n    return x\n" + start + SINK.replace("name +", "f0(name) +"),
    )


def measured(text: str, repeat: int = 3) -> tuple[float, int, list[str]]:
    """(CPU seconds, findings, what was said beside them) of one check."""
    chosen = settings.load("/nowhere", "lint", HOOK.options, {})
    source = Source.load("app.py", text.encode())
    best = float("inf")
    for _ in range(repeat):
        begin = time.process_time()
        try:
            outcomes = list(HOOK.check(source, chosen, lambda path: None)) if HOOK.screen(source, chosen) else []
        except SourceError as error:
            return time.process_time() - begin, 0, [str(error)]
        best = min(best, time.process_time() - begin)
    findings = sum(isinstance(outcome, Finding) for outcome in outcomes)
    return best, findings, [outcome.message for outcome in outcomes if not isinstance(outcome, Finding)]


def main() -> None:
    gc.disable()  # as good as the command does
    measured(of_functions(1))  # imports
    print(f"{'program':<44}{'lines':>9}{'CPU ms':>10}{'µs/line':>9}{'findings':>10}")
    for what, make in (("functions of 25 lines", of_functions), ("blocks in one function", of_one_function)):
        for count in (1, 10, 100):
            text = make(count)
            seconds, findings, said = measured(text)
            lines = text.count("\n")
            print(f"{count:>4} {what:<39}{lines:>9,}{seconds * 1e3:>10.1f}{seconds / lines * 1e6:>9.0f}{findings:>10}")
            for message in said:
                print(f"     said: {message}")
    for what, text in worst():
        seconds, findings, said = measured(text, 1)
        print(f"{what:<44}{text.count(chr(10)):>9,}{seconds * 1e3:>10.1f}{'':>9}{findings:>10}")
        for message in said:
            print(f"     said: {message}")


if __name__ == "__main__":
    main()
