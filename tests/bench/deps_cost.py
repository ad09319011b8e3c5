"""What auditing dependencies costs: CPU of whole processes, beside pip-audit and uv audit in the same run.

    .venv/bin/pip install --group bench && .venv/bin/python tests/bench/deps_cost.py [TREE]

TREE is a folder, such as an unpacked source distribution, whose manifests and imports are checked as well.
Requirements files and uv.lock of 10 to 1,000 pins, of which one in ten is vulnerable; a tree of Python
files that import; and how both grow. Our index is warm: built once from an export that is made up here.
The peers ask a server on loopback that knows the same advisories and answers at once, so that no
network is waited for; its own time is not counted. What each finds is printed: it must be the same.
The lowest user + system time of the repeats counts, children included. Nothing here asserts.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

BIN = Path(sys.executable).parent
OURS = str(BIN / "pratique-deps")
SIZES = (10, 100, 500, 1_000)
RECORDS = 3_000  # in the export; a package has three
ADVISORY = re.compile(r"PYSEC-2025-\d+")


def record(number: int) -> dict[str, Any]:
    """The advisory of that number; version 1.N of package N // 3 is hit by each of its three."""
    name = package(number // 3)
    return {
        "id": f"PYSEC-2025-{number}",
        "modified": "2025-01-01T00:00:00Z",
        "summary": f"Example weakness {number}",
        "aliases": [f"CVE-2025-{100_000 + number}"],
        "affected": [
            {
                "package": {"ecosystem": "PyPI", "name": name},
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.0"}]}],
                "versions": [f"1.{minor}" for minor in range(10)],
            }
        ],
    }


def package(number: int) -> str:
    return f"example-package-{number}"


def pins(count: int) -> list[tuple[str, str]]:
    """(name, version), one in ten vulnerable."""
    return [(package(number), "1.5" if number % 10 == 0 else "2.5") for number in range(count)]


def hits(name: str, version: str) -> list[dict[str, Any]]:
    number = int(name.rpartition("-")[2])
    known = version.startswith("1.") and 3 * number < RECORDS
    return [record(3 * number + index) for index in range(3)] if known else []


class Services(BaseHTTPRequestHandler):
    """OSV's API as far as the peers use it, and a package index that knows of no status."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        if "queries" in asked:
            found = [self._hits(query) for query in asked["queries"]]
            self._say({"results": [{"vulns": [_stub(vuln) for vuln in vulns]} if vulns else {} for vulns in found]})
        else:
            self._say({"vulns": self._hits(asked)})

    def do_GET(self) -> None:
        last = self.path.rstrip("/").rpartition("/")[2]
        if "/vulns/" in self.path:
            self._say(record(int(last.rpartition("-")[2])))
        else:
            self._say({"meta": {"api-version": "1.4"}, "name": last, "files": [], "versions": []})

    @staticmethod
    def _hits(query: Mapping[str, Any]) -> list[dict[str, Any]]:
        return hits(query["package"]["name"], query["version"])

    def _say(self, answer: object) -> None:
        body = json.dumps(answer).encode()
        self.send_response(200)
        is_index = self.path.startswith("/simple/")
        self.send_header("Content-Type", "application/vnd.pypi.simple.v1+json" if is_index else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        return


def _stub(vuln: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": vuln["id"], "modified": vuln["modified"]}


class Cost(NamedTuple):
    """Lowest CPU seconds of the repeats, and the advisories that were named."""

    seconds: float
    found: int


def cost(command: Sequence[str], cwd: Path, repeat: int) -> Cost:
    environment = {**os.environ, "NO_COLOR": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    best, said = float("inf"), ""
    for _ in range(repeat):
        with tempfile.TemporaryFile() as output:
            child = subprocess.Popen(command, cwd=cwd, env=environment, stdout=output, stderr=subprocess.STDOUT)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            said = output.read().decode("utf-8", "replace")
        if child.returncode not in (0, 1):
            print(f"  {' '.join(command[:4])}: exit {child.returncode}: {said[-600:]}", file=sys.stderr)
        best = min(best, usage.ru_utime + usage.ru_stime)
    return Cost(best, len(set(ADVISORY.findall(said))))


def write_export(path: Path) -> None:
    """A zip as OSV publishes it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(RECORDS):
            archive.writestr(f"PYSEC-2025-{number}.json", json.dumps(record(number)))


def write_project(folder: Path, count: int, index: str) -> None:
    """A requirements file, a uv.lock and the pyproject.toml that the lock belongs to."""
    folder.mkdir()
    declared = pins(count)
    (folder / "requirements.txt").write_text("".join(f"{name}=={version}\n" for name, version in declared))
    names = "".join(f'  "{name}=={version}",\n' for name, version in declared)
    head = '[project]\nname = "measured"\nversion = "0"\nrequires-python = ">=3.10"\n'
    (folder / "pyproject.toml").write_text(f"{head}dependencies = [\n{names}]\n")
    own = "".join(f'    {{ name = "{name}" }},\n' for name, _ in declared)
    wanted = "".join(f'    {{ name = "{name}", specifier = "=={version}" }},\n' for name, version in declared)
    packages = "".join(
        f'\n[[package]]\nname = "{name}"\nversion = "{version}"\nsource = {{ registry = "{index}" }}\n'
        f'sdist = {{ url = "{index}/{name}-{version}.tar.gz", hash = "sha256:{"0" * 64}", size = 1 }}\n'
        for name, version in declared
    )
    (folder / "uv.lock").write_text(
        f'version = 1\nrevision = 2\nrequires-python = ">=3.10"\n{packages}\n[[package]]\nname = "measured"\n'
        f'version = "0"\nsource = {{ virtual = "." }}\ndependencies = [\n{own}]\n\n'
        f"[package.metadata]\nrequires-dist = [\n{wanted}]\n"
    )


def write_tree(folder: Path, count: int) -> None:
    """Modules that import the standard library, each other, and what the project declares."""
    folder.mkdir()
    names = "".join(f'"{name}",' for name in ("requests", "PyYAML", "beautifulsoup4", "google-cloud-storage"))
    (folder / "pyproject.toml").write_text(f'[project]\nname = "tree"\nversion = "0"\ndependencies = [{names}]\n')
    package = folder / "tree"
    package.mkdir()
    (package / "__init__.py").write_text("")
    imports = "json", "os.path", "requests", "yaml", "bs4", "google.cloud.storage"
    head = '"""A module."""\n\n' + "".join(f"import {name}\n" for name in imports)
    body = "".join(f"\n\ndef f{n}(value: int) -> str:\n    return json.dumps([value] * {n})\n" for n in range(40))
    for number in range(count):
        before = max(0, number - 1)
        (package / f"module_{number}.py").write_text(f"{head}\nfrom tree import module_{before}\n{body}")


def show(what: str, tool: str, measured: Cost, note: str = "") -> None:
    print(f"{what:<30}{tool:<16}{measured.seconds * 1000:>9.0f} ms{measured.found:>8} advisories  {note}", flush=True)


def of_pins(folder: Path, server: str, export: Path, repeat: int, uv: str | None) -> None:
    """Ours and the peers over the same pins."""
    for count in SIZES:
        project = folder / f"pins-{count}"
        write_project(project, count, f"{server}/simple")
        own = [OURS, "check", "--advisories", str(export)]
        cost([*own, "requirements.txt"], project, 1)
        for name in ("requirements.txt", "uv.lock"):
            show(f"{count} pins, {name}", "pratique-deps", cost([*own, name], project, repeat))
        audit = ["-s", "osv", "--osv-url", f"{server}/v1/query", "--disable-pip", "--no-deps"]
        peer = [str(BIN / "pip-audit"), "--progress-spinner=off", *audit, "-r", "requirements.txt"]
        show(f"{count} pins, requirements.txt", "pip-audit", cost(peer, project, max(1, repeat // 4)))
        if uv:
            peer = [uv, "audit", "--frozen", "--service-url", f"{server}/", "--preview-features", "audit-command"]
            show(f"{count} pins, uv.lock", "uv audit", cost(peer, project, max(1, repeat // 2)))


def of_growth(folder: Path, export: Path, repeat: int) -> None:
    """Pins and files 1, 10 and 100 times, with what one more costs."""
    for what, sizes, name, write in (
        (
            "pins",
            (100, 1_000, 10_000),
            "requirements.txt",
            lambda at, size: write_project(at, size, "http://127.0.0.1"),
        ),
        ("pins", (100, 1_000, 10_000), "uv.lock", None),
        ("modules", (20, 200, 2_000), ".", write_tree),
    ):
        before: tuple[int, float] | None = None
        for size in sizes:
            project = folder / f"growth-{what}-{size}"
            if write:
                write(project, size)
            measured = cost([OURS, "check", "--advisories", str(export), name], project, max(1, repeat // 3))
            more = f"{(measured.seconds - before[1]) / (size - before[0]) * 1e6:.0f} µs for one more" if before else ""
            show(f"{size:,} {what}, {name}", "pratique-deps", measured, more)
            before = (size, measured.seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=8, help="how often each command runs")
    parser.add_argument("tree", nargs="?", type=Path, help="a folder to check as well")
    parser.add_argument("--uv", help="the path of uv, if it is not beside this Python")
    options = parser.parse_args()
    beside = BIN / "uv"
    uv = options.uv or (str(beside) if beside.exists() else None)
    service = ThreadingHTTPServer(("127.0.0.1", 0), Services)
    threading.Thread(target=service.serve_forever, daemon=True).start()
    server = f"http://127.0.0.1:{service.server_address[1]}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        export = folder / "all.zip"
        write_export(export)
        nothing = cost([sys.executable, "-c", "pass"], folder, options.repeat)
        show("nothing", "python -c pass", nothing)
        if uv is None:
            print("uv is missing (--uv): uv audit is not measured")
        of_pins(folder, server, export, options.repeat, uv)
        of_growth(folder, export, options.repeat)
        if options.tree:
            own = [OURS, "check", "--advisories", str(export), "."]
            show(options.tree.name, "pratique-deps", cost(own, options.tree, max(1, options.repeat // 3)))
    service.shutdown()


if __name__ == "__main__":
    main()
