"""Pratique beside its peers: whole-process CPU time, measured in one run.

    .venv/bin/pip install --group bench && .venv/bin/python tests/bench/run.py

Each command runs several times; the lowest user + system time counts, children included, because
noise on a shared machine only ever adds. Cold: an empty cache. Warm: the same command again.
pip-audit asks an OSV server on loopback, whose own time is not counted. Nothing here asserts.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

BIN = Path(sys.executable).parent
CLEAN = '"""A clean module."""\n\nimport os\n\n\ndef size(path: str) -> int:\n    return os.stat(path).st_size\n'
PINS = ("jinja2==3.1.6", "requests==2.32.4", "flask==3.1.2", "click==8.3.0", "idna==3.11")
ADVISORY = {
    "id": "PYSEC-2019-217",
    "modified": "2024-01-01T00:00:00Z",
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "jinja2"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.10.1"}]}],
        }
    ],
}


class Row(NamedTuple):
    """One measurement: what ran on what, and its CPU time in seconds."""

    scenario: str
    tool: str
    seconds: float


class OsvServer(BaseHTTPRequestHandler):
    """Answers every query of OSV's API with no vulnerability."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b"{}"
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        return


def cpu(command: Sequence[str], cwd: Path, env: Mapping[str, str], repeat: int) -> float:
    """The lowest CPU seconds of the command over the repeats."""
    spent = []
    for _ in range(repeat):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, cwd=cwd, env=dict(env), capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode > 1:
            said = (done.stdout + done.stderr).decode("utf-8", "replace")[-2000:]
            raise SystemExit(f"{' '.join(command[:4])} could not run (exit {done.returncode}):\n{said}")
        spent.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return min(spent)


def tool(name: str) -> str:
    path = BIN / name
    if not path.exists():
        raise SystemExit(f"{path} is missing: install the package and the groups test and bench")
    return str(path)


def commands(hook_arguments: Sequence[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    """(hook, our command, the peer's command) for the same files; deps is paired elsewhere."""
    ours = ["check", *hook_arguments]
    yield "lint", [tool("pratique-lint"), *ours], [tool("bandit"), "-q", "-r", *hook_arguments]
    yield "secrets", [tool("pratique-secrets"), *ours], [tool("detect-secrets-hook"), *hook_arguments]
    yield "prompts", [tool("pratique-prompts"), *ours], []


def deps_commands(requirements: str, advisories: Path, osv: str) -> tuple[list[str], list[str]]:
    """Our command and pip-audit's for one requirements file."""
    ours = [tool("pratique-deps"), "check", "--advisories", str(advisories), requirements]
    audit = [tool("pip-audit"), "-s", "osv", "--osv-url", osv, "--disable-pip", "--no-deps", "--progress-spinner=off"]
    return ours, [*audit, "-r", requirements]


def files_below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def measure(folder: Path, advisories: Path, osv: str, repeat: int, wheel: Path | None) -> Iterator[Row]:
    """All rows; folder holds one.py, ten/ and requirements.txt, wheel the unpacked Django."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "NO_COLOR": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    yield Row("nothing", "python -c pass", cpu([sys.executable, "-c", "pass"], folder, environment, repeat))
    scenarios: list[tuple[str, Path, list[str], int]] = [
        ("one clean file", folder, ["one.py"], repeat),
        ("ten files", folder, [f"ten/{number}.py" for number in range(10)], repeat),
    ]
    if wheel is not None:
        scenarios.append(("Django", wheel, ["."], 1))
    for scenario, cwd, arguments, times in scenarios:
        named = files_below(wheel) if scenario == "Django" and wheel else arguments
        for hook, ours, peer in commands(arguments):
            yield Row(f"{scenario}, cold", f"pratique-{hook}", cpu([*ours, "--no-cache"], cwd, environment, times))
            cpu(ours, cwd, environment, 1)
            yield Row(f"{scenario}, warm", f"pratique-{hook}", cpu(ours, cwd, environment, times))
            if peer:
                peer = [*peer[:1], *named] if "detect-secrets" in peer[0] else peer
                yield Row(f"{scenario}, cold", Path(peer[0]).name, cpu(peer, cwd, environment, times))
    ours, peer = deps_commands("requirements.txt", advisories, osv)
    cpu(ours, folder, environment, 1)  # the zip is indexed once
    yield Row(f"{len(PINS)} pins", "pratique-deps", cpu(ours, folder, environment, repeat))
    yield Row(f"{len(PINS)} pins", "pip-audit", cpu(peer, folder, environment, max(1, repeat // 4)))


def django_wheel(folder: Path) -> Path:
    """Django's wheel from the package index, unpacked."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), "django"]
    subprocess.run(pip, check=True)
    unpacked = folder / "django"
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        archive.extractall(unpacked)
    return unpacked


def prepare(folder: Path) -> Path:
    """The files to check, and a zip of advisories; gives the zip."""
    (folder / "one.py").write_text(CLEAN)
    (folder / "ten").mkdir()
    for number in range(10):
        (folder / "ten" / f"{number}.py").write_text(CLEAN.replace("size", f"size_{number}") * 20)
    (folder / "requirements.txt").write_text("".join(f"{pin}\n" for pin in PINS))
    advisories = folder / "all.zip"
    with zipfile.ZipFile(advisories, "w") as archive:
        archive.writestr("PYSEC-2019-217.json", json.dumps(ADVISORY))
    return advisories


def show(rows: Sequence[Row]) -> None:
    """A line a row: CPU above bare Python, and the ratio to our command of the same scenario."""
    base = rows[0].seconds
    print(f"python {sys.version.split()[0]}, python -c pass: {base * 1000:.1f} ms CPU\n")
    print(f"{'scenario':<22}{'tool':<22}{'CPU ms':>10}{'above python':>14}")
    for row in rows[1:]:
        above = (row.seconds - base) * 1000
        print(f"{row.scenario:<22}{row.tool:<22}{row.seconds * 1000:>10.1f}{above:>14.1f}")
    print()
    peers = {"bandit": "pratique-lint", "detect-secrets-hook": "pratique-secrets", "pip-audit": "pratique-deps"}
    for row in rows:
        ours = next((r for r in rows if r.scenario == row.scenario and r.tool == peers.get(row.tool)), None)
        if ours:
            print(f"{row.scenario}: {ours.tool} costs {ours.seconds / row.seconds:.3f} of {row.tool}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=12, help="how often each short command runs")
    parser.add_argument("--no-django", action="store_true", help="leave out the wheel (minutes of detect-secrets)")
    options = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", 0), OsvServer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        advisories = prepare(folder)
        wheel = None if options.no_django else django_wheel(folder / "wheel")
        osv = f"http://127.0.0.1:{server.server_address[1]}/v1/query"
        show(list(measure(folder, advisories, osv, options.repeat, wheel)))
    server.shutdown()


if __name__ == "__main__":
    main()
