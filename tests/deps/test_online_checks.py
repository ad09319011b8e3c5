"""What the checks that ask an index say, against real indices on this machine."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pratique.core import room
from pratique.core.finding import Finding, Notice, Problem, Severity
from pratique.deps import hook
from support import indexes
from support.indexes import page, send

pytestmark = pytest.mark.loopback

ONLINE = [name for name in room.names(hook.ROOM) if hasattr(room.module(hook.ROOM, name), "_online")]


def test_the_checks_that_ask_an_index_are_the_ones_that_the_hook_knows_as_such():
    assert sorted(name for name, option in hook.ON_REQUEST.items() if option == "online") == ONLINE


def test_the_guide_names_every_check_and_only_settings_that_there_are():
    guide = (Path(__file__).parents[2] / "docs" / "dependencies-online.md").read_text()
    assert all(f"[{name}](rules/{name}.md)" in guide for name in hook.ON_REQUEST)
    keys = {option.key for option in hook.OPTIONS}
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", guide))
    assert named <= keys, named - keys


@pytest.fixture
def ask(audit, export, record):
    """ask(projects or answer, text, path=, **settings): the outcomes with such an index."""
    advisories = export(record("PYSEC-1", "example-repaired", fixed="1.0.1"), record("PYSEC-2", "example", last="1.0"))

    def make(answer, text, path="requirements.txt", files=None, **given):
        with indexes.serving(answer) as (url, _):
            given = {"online": True, "index_url": url, "advisories": str(advisories), "select": ONLINE, **given}
            return audit(path, text, files, **given)

    return make


def findings(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Finding)]


def cases():
    for name in ONLINE:
        rule = room.rule(hook.ROOM, name)
        yield from (pytest.param(name, example, 1, id=f"{name} bad: {example.why}") for example in rule.bad)
        yield from (pytest.param(name, example, 0, id=f"{name} good: {example.why}") for example in rule.good)


@pytest.mark.parametrize(("name", "example", "count"), list(cases()))
def test_the_examples_hold(ask, name, example, count):
    found = ask(indexes.examples(), example.code, example.path, select=[name])
    assert [finding.rule for finding in findings(found)] == [name] * count
    assert [outcome for outcome in found if not isinstance(outcome, Finding)] == []


SAID = [
    (
        "invented==1\n",
        {},
        "unknown-package",
        Severity.HIGH,
        "invented does not exist at http://127.0.0.1:",
        "no such name",
    ),
    ("a==2\n", {"a": page("a", ("1", 900))}, "unknown-release", Severity.MEDIUM, "a has no release 2", "a version"),
    ("a>2,<3\n", {"a": page("a", ("1", 900))}, "unknown-release", Severity.MEDIUM, "that is <3,>2", "a range"),
    ("a\n", {"a": page("a")}, "unknown-release", Severity.MEDIUM, "a has no release at", "a project without releases"),
    (
        "a==1\n",
        {"a": page("a", ("1", 900, "leaks keys"), ("2", 800))},
        "yanked-release",
        Severity.MEDIUM,
        "a 1 was yanked: leaks keys",
        "a reason for the yank",
    ),
    (
        "a==1\n",
        {"a": page("a", ("1", 900, ""))},
        "yanked-release",
        Severity.MEDIUM,
        "a 1 was yanked",
        "yanked, no reason",
    ),
    (
        "a==1\n",
        {"a": page("a", status="quarantined", reason="steals keys")},
        "project-status",
        Severity.HIGH,
        "malicious: steals keys",
        "quarantined, and nothing else about it",
    ),
    (
        "a==1\n",
        {"a": page("a", ("1", 900), status="deprecated", reason="use b")},
        "project-status",
        Severity.MEDIUM,
        "use b",
        "deprecated",
    ),
    ("a\n", {"a": page("a", ("1", 900), status="archived")}, "project-status", Severity.LOW, "nobody", "archived"),
    ("a==1\n", {"a": page("a", ("1", 0.2))}, "fresh-release", Severity.LOW, "5 hours ago", "hours"),
    ("a==1\n", {"a": page("a", ("1", 6.6))}, "fresh-release", Severity.LOW, "7 days ago", "days"),
]


@pytest.mark.parametrize(
    ("text", "projects", "rule", "severity", "said"), [case[:5] for case in SAID], ids=[case[5] for case in SAID]
)
def test_one_finding_with_the_reason(ask, text, projects, rule, severity, said):
    outcomes = ask(projects, text)
    (finding,) = findings(outcomes)
    assert (finding.rule, finding.severity) == (rule, severity)
    assert said in finding.message
    assert finding.help
    assert (finding.region.line, finding.region.column) == (1, 1)
    assert not any(isinstance(outcome, Problem) for outcome in outcomes)


def a(*releases, **more):
    return {"a": page("a", *releases, **more)}


CLEAN = [
    ("a==1.0\n", a(("1", 900)), "another spelling of the version"),
    ("A.B==1\n", {"a-b": page("a-b", ("1", 900))}, "another spelling of the name"),
    ("a==1\n", a(("1+cu118", 900)), "a local build counts for the public version"),
    ("a==1rc1\n", a(("1rc1", 900), ("1", 800)), "a pre-release that is pinned"),
    ("a>=1.1.dev1\n", a(("1.1.dev2", 900)), "a range with a pre-release in it"),
    ("a==1.*\n", a(("1.5", 900)), "a prefix"),
    ("a===1.0\n", a(("1.0", 900)), "compared as text"),
    ("a==1\n", a(("1", 8)), "older than the cooldown"),
    ("a\n", a(("1", 1)), "a fresh release that is not pinned"),
    ("a>=1\n", a(("1", 900, "broken"), ("2", 800)), "a yanked release that is not pinned"),
    ("a==1\n", a(("1", 900), status="a-status-of-the-future"), "an unknown status is active"),
    ("a==1\n", a(("1", 900), versions=False), "an index that lists no versions (PEP 691 without 700)"),
    ("a @ https://host.invalid/a-1-py3-none-any.whl\n", {}, "an address is not asked about"),
    ("# nothing\n", {}, "nothing is declared"),
]


@pytest.mark.parametrize(("text", "projects"), [case[:2] for case in CLEAN], ids=[case[2] for case in CLEAN])
def test_nothing_is_said_where_nothing_is_wrong(ask, text, projects):
    assert ask(projects, text) == []


def test_versions_that_are_listed_without_files_cannot_be_installed(ask):
    project = page("a", ("1", 900))
    project["versions"].append("2")
    assert [finding.rule for finding in findings(ask({"a": project}, "a==2\n"))] == ["unknown-release"]


@pytest.mark.parametrize(("name", "meant"), [("reqeusts", "requests"), ("sklearn", "scikit-learn")])
def test_an_unknown_name_that_is_near_another_gets_a_hint(ask, name, meant):
    (finding,) = findings(ask({}, f"{name}\n"))
    assert finding.help.startswith(f"did you mean {meant}?")


def test_the_strict_profile_names_abandoned_projects(ask):
    assert ask(a(("1", 1500)), "a\n", select=[], ignore=["unpinned-dependency", "vulnerable-dependency"]) == []
    (finding,) = findings(ask(a(("1", 1500)), "a\n", profile="strict", select=[], ignore=["unpinned-dependency"]))
    assert (finding.rule, "4 years ago" in finding.message) == ("abandoned-project", True)


@pytest.mark.parametrize(
    ("given", "count"),
    [
        pytest.param({"cooldown": 0, "abandoned_after": 0}, 0, id="off"),
        pytest.param({"cooldown": 30}, 1, id="longer"),
        pytest.param({"cooldown": 20}, 0, id="over"),
    ],
)
def test_the_cooldown_is_a_setting(ask, given, count):
    assert len(findings(ask(a(("1", 25)), "a==1\n", **given))) == count


def test_without_advisories_nothing_is_known_to_be_repaired(ask):
    projects = {"example-repaired": page("example-repaired", ("1.0", 900), ("1.0.1", 1))}
    assert ask(projects, "example-repaired==1.0.1\n") == []
    (finding,) = findings(ask(projects, "example-repaired==1.0.1\n", advisories=""))
    assert finding.rule == "fresh-release"


def test_a_release_without_a_date_may_be_the_newest(ask):
    releases = ("1", 4000), ("2", None)
    assert ask(a(*releases), "a\n", select=["abandoned-project"]) == []


def test_a_help_names_the_release_to_wait_with(ask):
    (finding,) = findings(ask(a(("1", 25), ("1.5", 20, "bad"), ("2", 2)), "a==2\n"))
    assert finding.help.endswith("or pin 1")


def test_an_index_without_upload_times_cannot_be_asked_for_ages_and_says_so_once(ask):
    outcomes = set(ask(lambda handler: indexes.offer(handler, a(("1", None)), "html"), "a==1\n"))
    (notice,) = outcomes
    assert isinstance(notice, Notice)
    assert "upload" in notice.message


def test_html_is_read_as_well_as_json(ask):
    projects = {
        "a": page("a", ("1", None, "leaks <keys>")),
        "b": page("b", ("1", None), status="quarantined", reason="bad"),
    }
    outcomes = ask(lambda handler: indexes.offer(handler, projects, "html"), "a==1\nb==1\nc==1\n")
    assert [finding.rule for finding in findings(outcomes)] == ["project-status", "unknown-package", "yanked-release"]
    assert any("leaks <keys>" in finding.message for finding in findings(outcomes))


PRIVATE = [
    ("requirements.txt", "acme-core==1\n", {}, {"private_packages": ["acme-*"]}, "by the settings"),
    ("requirements.txt", "Acme_Core==1\n", {}, {"private_packages": ["ACME.core"]}, "by another spelling"),
    ("pyproject.toml", '[project]\nname = "Acme"\ndependencies = ["acme[x]"]\n', {}, {}, "the project itself"),
    ("sub/requirements.txt", "acme[x]\n", {"pyproject.toml": b'[project]\nname="acme"\n'}, {}, "the project above"),
    ("requirements.txt", "acme[x]\n", {"setup.cfg": b"[metadata]\nname = acme\n"}, {}, "the project in setup.cfg"),
    (
        "pyproject.toml",
        '[tool.poetry]\nname="acme"\n[dependency-groups]\nx = ["acme"]\n',
        {},
        {},
        "a project of Poetry",
    ),
]


@pytest.mark.parametrize(
    ("path", "text", "files", "given"), [case[:4] for case in PRIVATE], ids=[case[4] for case in PRIVATE]
)
def test_private_names_never_leave_the_machine(audit, path, text, files, given):
    with indexes.serving({}) as (url, seen):
        audit(path, text, files, online=True, index_url=url, select=ONLINE, **given)
    assert seen == []


ELSEWHERE = [
    ("requirements.txt", "--extra-index-url https://host.invalid/simple\nacme==1\n", "an option"),
    (
        "pyproject.toml",
        '[project]\ndependencies = ["acme==1"]\n[[tool.uv.index]]\nname = "x"\nurl = "https://host.invalid/simple"\n',
        "uv's table",
    ),
    ("Pipfile", '[[source]]\nurl = "https://host.invalid/simple"\n[packages]\nacme = "==1"\n', "Pipenv's table"),
    ("Dockerfile", "FROM x\nRUN pip install --extra-index-url=https://host.invalid/s acme\n", "an option of a command"),
    ("Dockerfile", "FROM x\nRUN pip install -i https://host.invalid/s acme\n", "a short option of a command"),
    ("Dockerfile", "FROM x\nENV PIP_INDEX_URL https://host.invalid/s\nRUN pip install acme\n", "a variable"),
    ("Dockerfile", 'FROM x\nRUN UV_INDEX="https://host.invalid/s" uv pip install acme\n', "a variable of a command"),
    (
        "uv.lock",
        'version = 1\n[[package]]\nname = "acme"\nversion = "1"\n'
        'source = { registry = "https://host.invalid/simple" }\n',
        "the registry of a lock file",
    ),
]


@pytest.mark.parametrize(("path", "text"), [case[:2] for case in ELSEWHERE], ids=[case[2] for case in ELSEWHERE])
def test_a_name_that_another_index_may_have_is_not_called_invented(ask, path, text):
    outcomes = ask({}, text, path)
    assert findings(outcomes) == []
    (notice,) = [outcome for outcome in outcomes if isinstance(outcome, Notice)]
    assert "host.invalid, which the file names, was not asked" in notice.message
    (problem,) = [outcome for outcome in ask({}, text, path, strict=True) if isinstance(outcome, Problem)]
    assert "acme" in problem.message


def test_an_address_that_is_no_index_says_nothing_of_names(ask):
    text = "FROM x\nRUN curl -f https://host.invalid/x | sh\nRUN pip install acme\n"
    assert [finding.rule for finding in findings(ask({}, text, "Dockerfile"))] == ["unknown-package"]


def test_only_names_go_out_and_each_once(audit):
    with indexes.serving({"a": page("a", ("1", 900)), "b": page("b", ("2", 900))}) as (url, seen):
        audit(
            "requirements.txt", "a==1 ; python_version < '3'\nb[x]>=2\na<3\n", online=True, index_url=url, select=ONLINE
        )
    assert sorted(seen) == ["/simple/a/", "/simple/b/"]


def test_offline_nothing_is_asked_and_only_the_verbose_are_told(audit):
    with indexes.serving({}) as (url, seen):
        assert (
            audit("requirements.txt", "a\n", index_url=url, ignore=["unpinned-dependency", "vulnerable-dependency"])
            == []
        )
        (selected,) = audit("requirements.txt", "a\n", index_url=url, select=["yanked-release"])
    assert seen == []
    assert "needs --online" in selected.message


@pytest.fixture
def run(repo, capfd):
    def make(*arguments):
        code = hook.main(["check", *arguments, "--color", "never", "--ignore", "vulnerable-dependency"])
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    return make


def test_the_command_tells_the_verbose_what_it_did_not_ask(repo, run):
    repo.stage("requirements.txt", "a==1\n")
    assert "--online" not in "".join(run()[1:])
    code, out, err = run("-v")
    assert (code, "offline: whether" in err, "offline" in out) == (0, True, False)
    assert json.loads(run("--format", "json", "-v")[1])["notices"] == []


def test_the_command_asks_the_index_of_the_environment(repo, run, monkeypatch):
    repo.stage("requirements.txt", "a==1\ninvented==1\n")
    with indexes.serving(a(("1", 900))) as (url, _):
        monkeypatch.setenv("PIP_INDEX_URL", url)
        code, out, _ = run("--online")
    assert code == 1
    assert out.startswith("requirements.txt:2:1: unknown-package: invented does not exist")


def test_without_an_index_it_is_exit_2_with_what_to_set(repo, run, monkeypatch):
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    for name in ("PIP_INDEX_URL", "UV_INDEX_URL", "UV_DEFAULT_INDEX"):
        monkeypatch.delenv(name, raising=False)
    repo.stage("requirements.txt", "a==1\nb==1\n")
    code, out, _ = run("--online")
    assert code == 2
    assert out.count("error:") == 1
    assert "index-url" in out
    assert "PIP_INDEX_URL" in out


def test_the_settings_do_not_show_a_password(repo, capfd):
    repo.write("pratique.toml", '[deps]\nindex-url = "https://me:hunter2@index.invalid/simple/"\n')
    assert hook.main(["settings"]) == 0
    said = capfd.readouterr().out
    assert "index.invalid/simple/" in said
    assert "hunter2" not in said


def test_an_index_that_fails_is_exit_2_said_once_and_the_rest_still_counts(repo, run):
    def answer(handler):
        indexes.offer(handler, {"a": page("a", ("1", 900, "bad")), "b": broken, "c": broken})

    def broken(handler):
        send(handler, b"no", 403)

    repo.stage("requirements.txt", "a==1\nb==1\nc==1\n")
    with indexes.serving(answer) as (url, _):
        code, out, _ = run("--online", "--index-url", url)
    assert code == 2
    assert "yanked-release: a 1 was yanked: bad" in out
    assert out.count("error:") == 1
    assert "not looked up: b, c: http://127.0.0.1" in out
    assert "HTTP 403" in out
