"""Which assistant the environment speaks of."""

from __future__ import annotations

import pytest

from pratique.provenance import detect

MARKED = [
    pytest.param(agent, marker, id=f"{agent.name}: {marker.variable}")
    for agent in detect.known()
    for marker in agent.strong
]
WEAK = sorted({variable for agent in detect.known() for variable in agent.weak})


def named(environ, **options):
    found = detect.detect(environ, **options)
    return found.value if found else None


@pytest.mark.parametrize(("agent", "marker"), MARKED)
def test_a_strong_marker_names_its_assistant(agent, marker):
    value = marker.equals or f"x{marker.contains}x" if marker.contains else marker.equals or "1"
    assert named({marker.variable: value}) == agent.name
    assert named({marker.variable: ""}) is None


@pytest.mark.parametrize("variable", WEAK)
def test_a_weak_marker_says_nothing(variable):
    assert named({variable: "1", "TERM_PROGRAM": "WarpTerminal"}) is None


@pytest.mark.parametrize("name", [name for agent in detect.known() for name in agent.names])
def test_every_name_is_understood_in_both_variables(name):
    assert named({"AI_AGENT": name}) == named({"AGENT": name}) is not None


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({}, None, id="an empty environment"),
        pytest.param({"CLAUDECODE": "0"}, None, id="a marker that is off"),
        pytest.param({"CURSOR_EXTENSION_HOST_ROLE": "user"}, None, id="another value than the agent's"),
        pytest.param({"EDITOR": "vim", "PATH": "/usr/bin"}, None, id="a person's editor and path"),
        pytest.param({"AI_AGENT": "claude-code@2.1.0"}, "claude-code", id="a version after @"),
        pytest.param({"AI_AGENT": "claude-code_2-1-0_agent"}, "claude-code", id="a version after an underscore"),
        pytest.param({"AI_AGENT": "github_copilot_vscode_agent"}, "copilot", id="underscores for dashes"),
        pytest.param({"AI_AGENT": "Codex"}, "codex", id="capitals"),
        pytest.param({"AI_AGENT": "ssh-agent"}, None, id="a name that is not known"),
        pytest.param({"AGENT": "1"}, None, id="a value that is no name"),
        pytest.param({"AI_AGENT": "codexical"}, None, id="a name that only begins alike"),
        pytest.param({"AI_AGENT": "amp", "CLAUDECODE": "1"}, "amp", id="a name before a marker"),
        pytest.param({"AI_AGENT": "?", "AGENT": "goose"}, "goose", id="the second variable where the first is unknown"),
        pytest.param({"AGENT": "unknown", "CLAUDECODE": "1"}, "claude-code", id="a marker where the name is unknown"),
        pytest.param({"CURSOR_AGENT": "1", "CLAUDECODE": "1"}, "claude-code", id="a tool inside an editor"),
        pytest.param({"CLAUDE_CODE_IS_COWORK": "1", "CLAUDECODE": "1"}, "claude-cowork", id="a wrapper around a tool"),
        pytest.param({"GEMINI_CLI": "1", "GEMINI_MODEL": "gemini-3-pro"}, "gemini-cli:gemini-3-pro", id="a model"),
        pytest.param({"GEMINI_MODEL": "gemini-3-pro"}, None, id="a model without an assistant"),
        pytest.param(
            {"CLAUDECODE": "1", "ANTHROPIC_MODEL": "opus[1m]"}, "claude-code:opus[1m]", id="a model's variant"
        ),
        pytest.param({"GOOSE_TERMINAL": "1", "GOOSE_MODEL": "qwen3:8b"}, "goose:qwen3:8b", id="a model's size"),
        pytest.param(
            {"CLAUDECODE": "1", "ANTHROPIC_MODEL": "arn:aws:bedrock:eu:123:x"},
            "claude-code",
            id="an account's resource",
        ),
        pytest.param({"CLAUDECODE": "1", "ANTHROPIC_MODEL": "x\nFake: y"}, "claude-code", id="a second line"),
        pytest.param({"CLAUDECODE": "1", "ANTHROPIC_MODEL": "/home/me/model"}, "claude-code", id="a path"),
        pytest.param({"CLAUDECODE": "1", "ANTHROPIC_MODEL": "sk-" + "a1B2c3D4" * 4}, "claude-code", id="a key"),
    ],
)
def test_the_environment_decides(environ, expected):
    assert named(environ) == expected


def test_own_names_are_accepted_on_request():
    assert named({"AI_AGENT": "house-bot@2"}) is None
    assert named({"AI_AGENT": "house-bot@2"}, own_names=["House Bot"]) == "house-bot"


def test_names_are_unique():
    names = [name for agent in detect.known() for name in agent.names]
    assert len(names) == len(set(names))


def test_a_marker_belongs_to_one_assistant():
    markers = [marker for agent in detect.known() for marker in agent.strong]
    assert len(markers) == len(set(markers))
    assert not {marker.variable for marker in markers} & set(WEAK)
