"""One finding where a rule on data flow and a rule on the pattern report the same call."""

from __future__ import annotations

import pytest

from pratique.core.finding import Severity
from support.linting import applied, lint

BOTH = """\
import subprocess

from flask import request


def ping():
    subprocess.run("ping " + request.args["host"], shell=True)


def own(host):
    subprocess.run("ping " + host, shell=True)
"""
LOCAL = """\
import os
import sys

os.system("ls " + sys.argv[1])
"""


def test_the_flow_is_reported_and_the_pattern_only_elsewhere() -> None:
    found = [(finding.rule, finding.region.line) for finding in lint(BOTH)]
    assert found == [("command-injection", 7), ("subprocess-shell-true", 11)]


def test_the_pattern_is_reported_where_the_flow_rule_is_off() -> None:
    found = [(finding.rule, finding.region.line) for finding in lint(BOTH, ignore=["command-injection"])]
    assert found == [("subprocess-shell-true", 7), ("subprocess-shell-true", 11)]


def test_the_pattern_is_reported_where_the_profile_hides_the_flow() -> None:
    found = [finding.rule for finding in lint(LOCAL, profile="default") if finding.profile == "default"]
    assert found == ["subprocess-shell-true"]


def test_the_pattern_is_reported_where_the_flow_rule_is_off_for_the_path() -> None:
    found = lint(BOTH, path="scripts/a.py", **{"per-path": {"scripts/*": ["command-injection"]}})
    kept = [finding.region.line for finding in found if finding.rule != "command-injection"]  # as the runner does
    assert kept == [7, 11]


def test_what_stays_is_as_severe_as_what_is_dropped() -> None:
    assert [(finding.rule, finding.severity) for finding in lint(LOCAL)] == [("command-injection", Severity.HIGH)]


def test_the_repair_of_what_is_dropped_is_kept() -> None:
    text = "import yaml\nfrom flask import request\n\nyaml.load(request.data, Loader=yaml.Loader)\n"
    assert [finding.rule for finding in lint(text)] == ["unsafe-deserialisation"]
    assert "yaml.SafeLoader" in applied(text)


CHECKED = """\
import os
import re

from flask import abort, request


def archive():
    name = request.form["name"]
    if not re.fullmatch(r"[a-z0-9_]+", name):
        abort(400)
    os.system(f"tar czf {name}.tar.gz data")


def other():
    name = request.form["name"]
    if not name:
        abort(400)
    os.system(f"tar czf {name}.tar.gz data")


def own(name):
    os.system(f"tar czf {name}.tar.gz data")
"""


def test_the_pattern_of_a_call_whose_data_do_no_harm_is_for_the_strict() -> None:
    found = [(finding.rule, finding.region.line, finding.profile) for finding in lint(CHECKED, profile="strict")]
    assert found == [
        ("subprocess-shell-true", 11, "strict"),
        ("command-injection", 18, "default"),
        ("subprocess-shell-true", 22, "default"),
    ]


def test_the_pattern_stays_where_its_data_are_not_judged() -> None:
    found = [(finding.region.line, finding.profile) for finding in lint(CHECKED, ignore=["command-injection"])]
    assert found == [(11, "default"), (18, "default"), (22, "default")]


FOLDED = """\
import os

from flask import request


def constant():
    size = 3
    name = request.args["name"] if size > 4 else "all"
    os.system("tar czf " + name)


def rounds(others):
    request.args["name"]
    line = "ls"
    for other in others:
        os.system(line)
        line = other
"""


def test_a_command_that_folds_to_a_constant_on_every_way_is_for_the_strict() -> None:
    found = [(finding.rule, finding.region.line, finding.profile) for finding in lint(FOLDED, profile="strict")]
    assert found == [("subprocess-shell-true", 9, "strict"), ("subprocess-shell-true", 16, "default")]


RESTRICTED = """\
import os

from fastapi import FastAPI, Query

app = FastAPI()


@app.get("/size")
def size(name: str = Query(pattern="^[a-z]+$"), other: str = Query()):
    os.system("du -s /srv/" + name)
"""


def test_a_command_of_a_restricted_parameter_is_for_the_strict() -> None:
    found = [(finding.rule, finding.region.line, finding.profile) for finding in lint(RESTRICTED, profile="strict")]
    assert found == [("subprocess-shell-true", 10, "strict")]


MODEL = """\
import subprocess

import yaml
from flask import request
from openai import OpenAI


def ask(text):
    made = OpenAI().chat.completions.create(model="m", messages=[{"role": "user", "content": text}])
    return made.choices[0].message.content


def act():
    subprocess.run(ask("which command?"), shell=True)


def read():
    return yaml.load(ask("which settings?"), Loader=yaml.Loader)
"""


def test_what_a_model_wrote_is_reported_once():
    found = [(finding.rule, finding.region.line) for finding in lint(MODEL)]
    assert found == [("model-output-to-sink", 14), ("model-output-to-sink", 18)]
    assert "yaml.SafeLoader" in applied(MODEL)


def test_the_pattern_is_reported_where_the_rule_on_models_is_off():
    found = [(finding.rule, finding.region.line) for finding in lint(MODEL, ignore=["model-output-to-sink"])]
    assert found == [("subprocess-shell-true", 14), ("yaml-unsafe-load", 18)]


QUOTED_ANSWER = """\
import os
import re

from flask import abort, request
from openai import OpenAI

name = OpenAI().chat.completions.create(model="m", messages=[]).choices[0].message.content
if not re.fullmatch(r"[a-z]+", name):
    abort(400)
os.system(f"tar czf {name}.tar.gz data")
"""


@pytest.mark.parametrize(("text", "line"), [(CHECKED, 11), (QUOTED_ANSWER, 10)], ids=["outsider", "model"])
def test_the_rule_on_models_does_not_settle_what_the_rule_of_the_kind_does(text, line):
    """It judges what models write alone, so where the other is off nobody has judged the call."""
    kept = {finding.region.line: finding.profile for finding in lint(text, ignore=["command-injection"])}
    assert kept[line] == "default"
    kept = {finding.region.line: finding.profile for finding in lint(text, ignore=["model-output-to-sink"])}
    assert kept[line] == "strict"
