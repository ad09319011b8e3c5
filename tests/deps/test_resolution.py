"""`--resolve`: real pip and real pip-audit against an index and services on this machine."""

from __future__ import annotations

import importlib.util
import io
import json
import tarfile

import pytest

from pratique.core import room
from pratique.core.finding import Finding, Notice, Problem, Severity
from pratique.deps import hook
from pratique.deps.resolution import wheels, worker
from support import indexes
from support.indexes import wheel

pytestmark = [
    pytest.mark.loopback,
    pytest.mark.skipif(importlib.util.find_spec("pip") is None, reason="pip resolves, and it is not here"),
]

HIGH = [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]


def sdist(name, version, marker):
    """A source archive that leaves a file at marker when it is built."""
    held = io.BytesIO()
    setup = f"open({str(marker)!r}, 'w').close()\nfrom setuptools import setup\nsetup(name={name!r})\n"
    about = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        for path, text in (("setup.py", setup), ("PKG-INFO", about)):
            entry = tarfile.TarInfo(f"{name}-{version}/{path}")
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text.encode()))
    return f"{name}-{version}.tar.gz", held.getvalue()


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    marker = tmp_path_factory.mktemp("built") / "built"
    files = {
        "example": [wheel("example", "1.0.1"), wheel("example", "1.0.2")],
        "top": [wheel("top", "1.0", "middle<2"), wheel("top", "2.0", "middle>=2")],
        "middle": [wheel("middle", "1.0", "weak<2", "top"), wheel("middle", "2.0", "weak>=2")],
        "weak": [wheel("weak", "1.5"), wheel("weak", "2.0")],
        "extra": [wheel("extra", "1.0", "weak<2; extra == 'more'", extras=["more"])],
        "source": [sdist("source", "1.0", marker)],
        "bad-name": [wheel("bad-name", "1.0")],
        "choosy": [wheel("choosy", "1.0", "weak>=2")],
    }
    return files, marker


@pytest.fixture
def resolve(audit, export, record, stock, monkeypatch):
    """resolve(text, path=, **settings): the outcomes of the check with such an index and such advisories."""
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_CONFIG_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    advisories = export(
        record("PYSEC-1", "example", fixed="1.0.2", aliases=["CVE-1"], summary="It breaks.", severity=HIGH),
        record("PYSEC-2", "weak", fixed="1.7", aliases=["CVE-2"]),
        record("GHSA-2", "weak", fixed="1.8", aliases=["CVE-2"], severity=HIGH),
        record("MAL-2026-1", "bad-name"),
    )

    def make(text, path="requirements.txt", files=None, **given):
        with indexes.serving(indexes.stocked(stock[0])) as (url, _):
            given = {"select": ["vulnerable-resolution"], "advisories": str(advisories), **given}
            return audit(path, text, files, **{"resolve": True, "index_url": url, **given})

    return make


def told(outcomes):
    return sorted(
        (dict(outcome.properties)["id"], outcome.region.line) for outcome in outcomes if isinstance(outcome, Finding)
    )


RULE = room.rule(hook.ROOM, "vulnerable-resolution")


@pytest.mark.parametrize("example", [*RULE.bad, *RULE.good], ids=lambda example: example.why)
def test_the_examples_hold(resolve, example):
    assert [finding.rule for finding in resolve(example.code)] == [RULE.name] * (example in RULE.bad)


CASES = [
    ("example==1.0.1\ntop<2\n", [("PYSEC-2", 2)], "what another package brings in the second degree, two ids, once"),
    ("top==1.0\n", [("PYSEC-2", 1)], "what a pin brings"),
    ("# why\nexample<1.0.2 # x\n", [("PYSEC-1", 2)], "a range"),
    ("example<1.0.2\nexample<2\n", [("PYSEC-1", 1), ("PYSEC-1", 2)], "two lines on one package"),
    ("top<2\nweak==1.5\n", [], "brought, but pinned: another check tells"),
    ("weak<2\ntop<2\n", [("PYSEC-2", 1)], "asked for and brought"),
    ("top\n", [], "the newest are free of it"),
    ("extra\n", [], "an extra that is not asked for"),
    ("extra[more]\n", [("PYSEC-2", 1)], "an extra"),
    ("-c constraints.txt\nexample\n", [("PYSEC-1", 2)], "a constraint"),
    ("example<1.0.2 --hash=sha256:00\n", [], "hashes pin everything that is installed"),
]


def rows(cases, nightly):
    """Parameters; each costs a run of pip, so those from `nightly` on are left to the night."""
    slow = [pytest.mark.slow]
    return [
        pytest.param(*case[:-1], id=case[-1], marks=slow if number >= nightly else [])
        for number, case in enumerate(cases)
    ]


@pytest.mark.parametrize(("text", "expected"), rows(CASES, 3))
def test_findings_stand_at_the_line_that_asks_for_them(resolve, text, expected):
    outcomes = resolve(text, files={"constraints.txt": b"example[x]<1.0.2\n"})
    assert told(outcomes) == expected
    assert not any(isinstance(outcome, Problem) for outcome in outcomes)


TABLES = [
    ("pyproject.toml", '[project]\nname="own"\ndependencies = [\n  "own[x]",\n  "example<1.0.2",\n]\n', 5, "a project"),
    ("pyproject.toml", '[tool.poetry.dependencies]\npython = "^3.10"\nexample = "~1.0, <1.0.2"\n', 3, "Poetry"),
    ("Pipfile", '[packages]\nexample = {version = "<1.0.2", markers = "python_version > \'3\'"}\n', 2, "Pipenv"),
    ("setup.cfg", "[options]\ninstall_requires =\n  example<1.0.2\n", 3, "setuptools"),
]


@pytest.mark.parametrize(("path", "text", "line"), rows(TABLES, 2))
def test_every_manifest_is_resolved(resolve, path, text, line):
    assert told(resolve(text, path)) == [("PYSEC-1", line)]


def test_the_finding_says_what_brings_it_and_what_to_do(resolve):
    (finding,) = resolve("top<2\n")
    assert finding.message.startswith("weak 1.5, which top brings, has a known vulnerability, PYSEC-2 (GHSA-2, CVE-2)")
    assert finding.help == "raise top until it brings weak 1.8 or later, or add weak>=1.8"
    assert finding.severity is Severity.CRITICAL
    assert dict(finding.properties)["fixed"] == "1.8"


def test_malware_is_critical_and_to_be_removed(resolve):
    (finding,) = resolve("# why\nBad.Name\n")
    assert (dict(finding.properties)["id"], finding.region.line) == ("MAL-2026-1", 2)
    assert finding.severity is Severity.CRITICAL
    assert "is known malware" in finding.message
    assert finding.help.startswith("remove bad-name")


def test_it_can_be_ignored_as_advisories_are(resolve):
    ignored = [{"id": "CVE-2", "reason": "the weak part is not reached"}]
    assert resolve("top<2\n", ignored_advisories=ignored) == []


def test_a_marker_that_leaves_this_machine_out_is_said(resolve):
    outcomes = resolve("example<1.0.2 ; python_version < '3'\ntop\n")
    (notice,) = outcomes
    assert (notice.line, "its marker leaves this machine out" in notice.message) == (1, True)


def test_what_cannot_be_resolved_is_a_problem_with_the_reason_of_pip(resolve):
    (problem,) = resolve("choosy\nweak<2\n")
    assert isinstance(problem, Problem)
    assert "ResolutionImpossible" in problem.message or "conflicting dependencies" in problem.message
    (problem,) = resolve("invented\n")
    assert "No matching distribution found for invented" in problem.message


def test_what_need_not_go_together_is_resolved_apart_where_it_does_not(resolve):
    text = '[dependency-groups]\none = ["weak<2"]\ntwo = ["choosy"]\nthree = ["invented"]\n'
    outcomes = resolve(text, "pyproject.toml")
    assert told(outcomes) == [("PYSEC-2", 2)]
    (problem,) = [outcome for outcome in outcomes if isinstance(outcome, Problem)]
    assert "line 4: invented: " in problem.message
    assert "No matching distribution found for invented" in problem.message


def test_a_project_that_names_its_own_extras_is_not_said_to_be_left_out(resolve):
    assert resolve('[project]\nname="own"\ndependencies = ["own[x]"]\n', "pyproject.toml") == []


REASONS = [
    ("WARNING: x\nERROR: one\nERROR: two\n", "one; two", "errors of pip"),
    ("/bin/python: No module named pip\n", "pip is missing beside pratique", "no pip"),
    ("ERROR: Exception:\nTraceback\nValueError: y\n", "ValueError: y", "a crash of pip"),
    ("Traceback\nKeyError: x\n", "KeyError: x", "the last line"),
    ("", "without a word", "nothing"),
]


@pytest.mark.parametrize(("errors", "reason"), [case[:2] for case in REASONS], ids=[case[2] for case in REASONS])
def test_what_pip_says_last_is_the_reason(errors, reason):
    assert reason in worker._reason(errors)


def test_a_source_archive_is_never_built(resolve, stock):
    (problem,) = resolve("source\n")
    assert isinstance(problem, Problem)
    assert not stock[1].exists()


ROUNDABOUT = [
    ("http://{host}/files/source-1.0.tar.gz", "an archive on the index's own machine"),
    ("git+http://{host}/source", "a repository"),
    ("file://{folder}", "a folder"),
    ("file://{folder}/source-1.0.tar.gz", "an archive on disk"),
]


@pytest.mark.parametrize("address", [case[0] for case in ROUNDABOUT], ids=[case[1] for case in ROUNDABOUT])
def test_what_a_wheel_requires_by_address_is_not_built_either(resolve, tmp_path, address):
    built = tmp_path / "built"
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "setup.py").write_text(f"open({str(built)!r}, 'w').close()\n")
    archive = sdist("source", "1.0", built)
    (folder / archive[0]).write_bytes(archive[1])
    asked = []

    def answer(handler):
        asked.append(handler.path)
        target = address.format(host=handler.headers["Host"], folder=folder)
        evil = wheel("evil", "1.0", f"source @ {target}")
        indexes.stocked({"evil": [evil], "source": [archive]})(handler)

    with indexes.serving(answer) as (url, _):
        (problem,) = resolve("evil\n", index_url=url)
    assert isinstance(problem, Problem)
    assert "is no wheel, and nothing is built here" in problem.message
    assert not built.exists()
    assert asked == ["/simple/evil/", "/files/evil-1.0-py3-none-any.whl"]


def test_a_pip_that_is_laid_out_otherwise_is_not_run(monkeypatch, capsys):
    from pip._internal.operations import prepare

    monkeypatch.delattr(prepare, "unpack_url")
    monkeypatch.setattr(wheels.sys, "path", list(wheels.sys.path))
    assert wheels.main() == 1
    assert "cannot be kept from building" in capsys.readouterr().err


def test_no_setting_of_pip_makes_it_build(resolve, stock, monkeypatch, tmp_path):
    (tmp_path / "pip.conf").write_text("[global]\nno-binary = :all:\n[install]\nno-binary = source\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    monkeypatch.setenv("PIP_NO_BINARY", "source")
    (problem,) = resolve("source\n")
    assert isinstance(problem, Problem)
    assert not stock[1].exists()


def test_nothing_of_the_repository_is_run(resolve, tmp_path, monkeypatch):
    for name in ("pip", "json", "pip_audit", "packaging", "requests", "sitecustomize", "usercustomize"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w').close()\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert told(resolve("example<1.0.2\n")) == [("PYSEC-1", 1)]
    assert not (tmp_path / "run").exists()


def test_names_that_are_private_are_not_resolved_and_said(audit, export, record):
    with indexes.serving({}) as (url, seen):
        (notice,) = audit(
            "requirements.txt",
            "acme>=1\n",
            resolve=True,
            index_url=url,
            private_packages=["acme"],
            select=["vulnerable-resolution"],
            advisories=str(export(record("PYSEC-1", "example", fixed="2"))),
        )
    assert isinstance(notice, Notice)
    assert seen == []


def test_the_time_is_bounded_and_pip_is_gone(audit, export, record):
    import time

    def stuck(handler):
        time.sleep(8)

    begun = time.monotonic()
    with indexes.serving(stuck) as (url, _):
        (problem,) = audit(
            "requirements.txt",
            "example\n",
            resolve=True,
            index_url=url,
            resolve_timeout=2,
            select=["vulnerable-resolution"],
            advisories=str(export(record("PYSEC-1", "example", fixed="2"))),
        )
    assert "not done after 2 seconds" in problem.message
    assert time.monotonic() - begun < 7.5


def test_without_an_index_of_advisories_the_ways_out_are_named(resolve):
    (problem,) = resolve("example<1.0.2\n", advisories="")
    assert "pratique-deps update" in problem.message
    assert "--online" in problem.message


def osv(handler):
    """What OSV's service answers to pip-audit's question."""
    asked = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
    known = {
        "weak": [
            {"id": "GHSA-2", "aliases": ["CVE-2"], "summary": "Live.", "affected": [affected("weak", "1.8")]},
            {"id": "PYSEC-2", "aliases": ["CVE-2"], "summary": "Live.", "affected": [affected("weak", "1.7")]},
        ],
        "example": [{"id": "BAD-1", "affected": [affected("example", "no version")]}],
    }
    indexes.send(handler, {"vulns": known.get(asked["package"]["name"], [])}, kind="application/json")


def affected(package, fixed):
    events = [{"introduced": "0"}, {"fixed": fixed}]
    return {"package": {"name": package, "ecosystem": "PyPI"}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}


def test_the_live_service_answers_alike(resolve, monkeypatch):
    with indexes.serving(osv) as (url, _):
        monkeypatch.setenv("PIP_AUDIT_OSV_URL", url)
        live = resolve("top<2\n", online=True, resolve_service="osv")
        alone = resolve("top<2\n", online=True, resolve_service="osv", advisories="")
    local = resolve("top<2\n")
    assert [dict(finding.properties) for finding in live] == [dict(finding.properties) for finding in local]
    assert [finding.severity for finding in live] == [finding.severity for finding in local]
    assert [(told([finding]), finding.severity) for finding in alone] == [([("PYSEC-2", 1)], Severity.HIGH)]


def test_an_answer_that_breaks_pip_audit_is_told_and_the_others_count(resolve, monkeypatch):
    with indexes.serving(osv) as (url, _):
        monkeypatch.setenv("PIP_AUDIT_OSV_URL", url)
        outcomes = resolve("example\ntop<2\n", online=True, resolve_service="osv")
    assert told(outcomes) == [("PYSEC-2", 2)]
    (problem,) = [outcome for outcome in outcomes if isinstance(outcome, Problem)]
    assert "line 1: not looked up: example 1.0.2" in problem.message


def test_a_live_service_that_fails_is_a_problem(resolve, monkeypatch):
    with indexes.serving(lambda handler: indexes.send(handler, b"", 500)) as (url, _):
        monkeypatch.setenv("PIP_AUDIT_OSV_URL", url)
        (problem,) = resolve("example\n", online=True, resolve_service="osv")
    assert "HTTPError" in problem.message or "500" in problem.message


def test_the_live_service_is_the_one_that_pip_audit_takes_by_itself(resolve, monkeypatch):
    with indexes.tunnelling() as (proxy, through):
        monkeypatch.setenv("https_proxy", proxy)
        outcomes = resolve("example\n", online=True)
    assert any(isinstance(outcome, Problem) and "example 1.0.2" in outcome.message for outcome in outcomes)
    assert len(set(through)) == 1
    assert through[0].endswith(":443")


def test_nothing_is_resolved_unless_asked(resolve):
    (notice,) = resolve("example<1.0.2\n", resolve=False)
    assert "needs --resolve" in notice.message
    others = ["unpinned-dependency", "vulnerable-range"]
    assert resolve("example<1.0.2\n", resolve=False, select=[], ignore=others) == []


LOCK = 'version = 1\n[[package]]\nname = "example"\nversion = "1.0.1"\nsource = { registry = "https://host.invalid" }\n'
PINNED = [
    ("uv.lock", LOCK, {}, "a lock file"),
    ("pyproject.toml", '[project]\ndependencies = ["example<1.0.2"]\n', {"uv.lock": LOCK.encode()}, "locked beside it"),
    ("requirements.txt", "# nothing\n", {}, "nothing"),
    ("constraints.txt", "example<1.0.2\n", {}, "constraints alone install nothing"),
]


@pytest.mark.parametrize(("path", "text", "files"), [case[:3] for case in PINNED], ids=[case[3] for case in PINNED])
def test_what_is_pinned_elsewhere_is_not_resolved(resolve, path, text, files):
    assert resolve(text, path, files, index_url="http://127.0.0.1:9/") == []
