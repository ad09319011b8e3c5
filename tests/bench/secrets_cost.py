"""What looking for credentials costs: CPU and peak memory of whole processes, beside detect-secrets.

    .venv/bin/python tests/bench/secrets_cost.py [TREE]

TREE is a folder of files, such as an unpacked wheel; without it only the made-up files are measured:
one clean module, logs of 10, 50 and 100 MB, a minified script and a JSON document, each of one line.
The lowest user + system time of the repeats counts, children included. Nothing here asserts.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

BIN = Path(sys.executable).parent
OURS = [str(BIN / "pratique-secrets"), "check", "--no-cache"]
PEER = [str(BIN / "detect-secrets"), "scan", "--all-files", "--no-verify"]
CLEAN = '"""A clean module."""\n\nimport os\n\n\ndef size(path: str) -> int:\n    return os.stat(path).st_size\n'
MEGABYTE = 1_000_000
LEVELS = ("DEBUG", "INFO", "INFO", "INFO", "WARNING")
EVENTS = (
    "GET /v2/orders?page={n} 200 {m}ms",
    "loaded {n} orders for customer {m} in 0.42 s",
    "token refreshed for session {h}",
    "retry {m} of 5: connection to db.internal:5432 timed out, key=orders:{n}",
)


class Cost(NamedTuple):
    """CPU seconds, and the largest resident set of the process in MB."""

    seconds: float
    peak: float


def cost(command: Sequence[str], cwd: Path, repeat: int = 1) -> Cost:
    """The lowest CPU of the repeats, and the peak of the last.

    The kernel counts what this process holds when it starts the other, so the files are written bit by bit.
    """
    environment = {**os.environ, "NO_COLOR": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    best, peak = float("inf"), 0.0
    for _ in range(repeat):
        with tempfile.TemporaryFile() as said:
            child = subprocess.Popen(command, cwd=cwd, env=environment, stdout=said, stderr=subprocess.STDOUT)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode not in (0, 1):
                said.seek(0)
                tail = said.read()[-800:].decode("utf-8", "replace")
                print(f"  {' '.join(command[:3])} in {cwd.name}: exit {child.returncode}: {tail}", file=sys.stderr)
        best = min(best, usage.ru_utime + usage.ru_stime)
        peak = usage.ru_maxrss / 1024
    return Cost(best, peak)


def log_lines(rng: random.Random) -> Iterator[str]:
    """Lines of a service's log, one of 40 of a level with text as a trace has it."""
    number = 0
    while True:
        number += 1
        event = EVENTS[number % len(EVENTS)].format(n=number, m=number % 977, h=f"{number * 2654435761 % 2**64:016x}")
        yield f"2026-03-02 09:{number // 60 % 60:02d}:{number % 60:02d},118 {LEVELS[number % 5]} shop.orders {event}\n"


def write_log(path: Path, size: int) -> None:
    """A log of at least so many bytes."""
    written = 0
    with path.open("w", encoding="utf-8") as log:
        for line in log_lines(random.Random(size)):
            written += log.write(line)
            if written >= size:
                return


def write_script(path: Path, size: int) -> None:
    """Minified JavaScript in one line."""
    written = number = 0
    with path.open("w", encoding="utf-8") as script:
        while written < size:
            number += 1
            written += script.write(
                f'function f{number}(e,t){{var n=t({number}),r=n.token||"a{number}",o={{key:"k"+e,pass:!0}};'
                f"return n.auth(r+o.key,{{apiKey:e.apiKey,id:{number}}})}}"
            )


def write_json(path: Path, size: int) -> None:
    """A JSON array of records in one line."""
    record = {"name": "orders", "tags": ["a", "b"], "active": True, "secret": None, "note": "no token was needed"}
    with path.open("w", encoding="utf-8") as document:
        written = document.write("[")
        while written < size:
            written += document.write(json.dumps({"id": written, "key": f"row:{written}", **record}) + ", ")
        document.write("{}]")


def tree(folder: Path) -> None:
    """Both tools over the same tree."""
    ours, peer = cost([*OURS, "."], folder), cost([*PEER, "."], folder)
    print(f"{folder.name}: pratique-secrets {ours.seconds:.2f} s, {ours.peak:.0f} MB")
    print(f"{folder.name}: detect-secrets scan {peer.seconds:.2f} s, {peer.peak:.0f} MB")
    print(f"{folder.name}: 1/{peer.seconds / ours.seconds:.1f} of detect-secrets")


def single_files(folder: Path, repeat: int) -> None:
    """Files made up for the purpose."""
    (folder / "clean.py").write_text(CLEAN)
    nothing = cost([sys.executable, "-c", "pass"], folder, repeat).seconds
    clean = cost([*OURS, "clean.py"], folder, repeat).seconds
    print(f"one clean file: {(clean - nothing) * 1000:.0f} ms above python -c pass ({nothing * 1000:.0f} ms)")
    for megabytes in (10, 50, 100):
        path = folder / f"{megabytes}.log"
        write_log(path, megabytes * MEGABYTE)
        _show(f"log of {megabytes} MB", cost([*OURS, path.name], folder))
        path.unlink()
    for what, name, size, write in (
        ("minified script of 5 MB in a line", "app.min.js", 5, write_script),
        ("JSON of 20 MB in a line", "rows.json", 20, write_json),
    ):
        write(folder / name, size * MEGABYTE)
        _show(what, cost([*OURS, name], folder))


def _show(what: str, measured: Cost) -> None:
    print(f"{what}: {measured.seconds:.2f} s, {measured.peak:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", nargs="?", type=Path, help="a folder of files for both tools")
    parser.add_argument("--repeat", type=int, default=8, help="how often the clean file is checked")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        single_files(Path(name), options.repeat)
    if options.tree:
        tree(options.tree.resolve())


if __name__ == "__main__":
    main()
