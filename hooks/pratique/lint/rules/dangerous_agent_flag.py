"""Switches of language-model libraries that take their safety off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import libcst as cst

from pratique.lint.api import (
    Assignment,
    Bad,
    Call,
    Checks,
    Confidence,
    Constant,
    Good,
    RemoveArgument,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Text,
    Triggers,
    assignments,
    calls,
    is_statement,
    is_test,
    keywords,
    name_of,
    texts,
)

RULE = Rule(
    name="dangerous-agent-flag",
    summary="a switch of a language-model library takes a safety off",
    help="Leave the switch off, or run the agent in a container without secrets and network.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(94, 502, 1188),
    what=(
        "allow_dangerous_code, allow_dangerous_deserialization, allow_dangerous_requests and allow_dangerous_tools of "
        "LangChain set to True, CrewAI's unsafe mode, AutoGen's use_docker=False, the UnsafeLocalCodeExecutor of "
        "Google's ADK, auto_run of Open Interpreter, smolagents allowed to import everything ('*'), and coding agents "
        "that are started without asking: bypassPermissions, --dangerously-skip-permissions and "
        "--dangerously-bypass-approvals-and-sandbox. CrewAI's allow_code_execution, which is in a container by "
        "default, is shown in the strict profile."
    ),
    why=(
        "The model decides what is run, and what the model reads decides what the model does: a web page, a document "
        "or a mail can hold instructions. Without the safety they run as this program, with its files and keys."
    ),
    assistants="The library raises an error that names the switch, and setting it makes the example run.",
    remedy=(
        "The fix takes the switch away. The library then refuses what needed it: build the index from a source that "
        "you trust, give the agent narrow tools, or run its code in a container."
    ),
    prompt="Do not set any allow_dangerous option; run code that a model wrote only inside a container.",
    references=(
        "https://python.langchain.com/docs/security/",
        "https://docs.crewai.com/en/learn/coding-agents",
        "https://huggingface.co/docs/smolagents/tutorials/secure_code_execution",
        "https://platform.claude.com/docs/en/agent-sdk/permissions",
        "https://genai.owasp.org/llmrisk/llm062025-excessive-agency/",
    ),
    bad=(
        Bad(
            """\
from langchain_community.vectorstores import FAISS


def index(folder, embeddings):
    return FAISS.load_local(folder, embeddings, allow_dangerous_deserialization=True)
""",
            why="a pickled index",
            fixed="""\
from langchain_community.vectorstores import FAISS


def index(folder, embeddings):
    return FAISS.load_local(folder, embeddings)
""",
        ),
        Bad(
            """\
from langchain_experimental.agents import create_pandas_dataframe_agent

OPTIONS = {'verbose': True, 'allow_dangerous_code': True}


def agent(model, frame):
    return create_pandas_dataframe_agent(model, frame, **OPTIONS)
""",
            why="out of a dict of options",
            fixed="""\
from langchain_experimental.agents import create_pandas_dataframe_agent

OPTIONS = {'verbose': True, 'allow_dangerous_code': False}


def agent(model, frame):
    return create_pandas_dataframe_agent(model, frame, **OPTIONS)
""",
        ),
        Bad(
            """\
from autogen import UserProxyAgent

user = UserProxyAgent('user', code_execution_config={'work_dir': 'out', 'use_docker': False})
""",
            why="code of the model, outside a container",
            fixed="""\
from autogen import UserProxyAgent

user = UserProxyAgent('user', code_execution_config={'work_dir': 'out', 'use_docker': True})
""",
        ),
        Bad(
            """\
from smolagents import CodeAgent


def agent(model):
    return CodeAgent(tools=[], model=model, additional_authorized_imports=['*'])
""",
            why="every module may be imported",
        ),
        Bad(
            """\
import subprocess


def ask(prompt):
    command = ["claude", "-p", prompt, "--dangerously-skip-permissions"]
    return subprocess.run(command, capture_output=True, check=True, timeout=600)
""",
            why="a coding agent that asks nobody",
        ),
        Bad(
            """\
from crewai import Agent

coder = Agent(role="coder", goal="charts", backstory="", allow_code_execution=True)
""",
            why="in a container if there is one, for the strict",
        ),
        Bad(
            """\
from google.adk.agents import LlmAgent
from google.adk.code_executors import UnsafeLocalCodeExecutor

agent = LlmAgent(name="coder", model="m", code_executor=UnsafeLocalCodeExecutor())
""",
            why="an executor that says it of itself",
        ),
    ),
    good=(
        Good(
            """\
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--dangerously-skip-permissions", action="store_true")
""",
            why="an option of the program's own",
        ),
        Good(
            """\
from crewai import Agent

coder = Agent(role="coder", goal="charts", backstory="", allow_code_execution=True, code_execution_mode="safe")
""",
            why="in a container",
        ),
        Good(
            """\
from langchain_community.vectorstores import FAISS


def index(folder, embeddings):
    return FAISS.load_local(folder, embeddings, allow_dangerous_deserialization=False)
""",
            why="turned off",
        ),
        Good(
            """\
from langchain_experimental.agents import create_pandas_dataframe_agent


def agent(model, frame, trusted):
    return create_pandas_dataframe_agent(model, frame, allow_dangerous_code=trusted)
""",
            why="the caller decides",
        ),
        Good(
            """\
from autogen import UserProxyAgent

user = UserProxyAgent('user', code_execution_config={'work_dir': 'out', 'use_docker': True})
""",
            why="a container",
        ),
        Good(
            """\
from smolagents import CodeAgent


def agent(model):
    return CodeAgent(tools=[], model=model, additional_authorized_imports=['math'])
""",
            why="one module more",
        ),
    ),
)


class Switch(NamedTuple):
    """An argument whose value insecure takes a safety off."""

    keyword: str
    insecure: Constant
    secure: str


_SWITCHES = (
    Switch("allow_dangerous_code", True, "False"),
    Switch("allow_dangerous_deserialization", True, "False"),
    Switch("allow_dangerous_requests", True, "False"),
    Switch("allow_dangerous_tools", True, "False"),
    Switch("dangerously_skip_permissions", True, "False"),
    Switch("allow_dangerously_skip_permissions", True, "False"),
)
_MODES = {"code_execution_mode": "unsafe", "permission_mode": "bypassPermissions"}
_CONTAINED = "allow_code_execution"  # of CrewAI: in a container, where code_execution_mode does not say otherwise
_LOCAL_EXECUTORS = {
    f"google.adk.code_executors.{module}UnsafeLocalCodeExecutor" for module in ("", "unsafe_local_code_executor.")
}
_INTERPRETERS = ("interpreter.interpreter", "interpreter.OpenInterpreter()", "interpreter")
# Options of the command lines of agents that take away every question.
_BYPASSES = {"--dangerously-skip-permissions", "--dangerously-bypass-approvals-and-sandbox"}
_STARTED = re.compile(r"\s*(?:\S*/)?(?:claude|codex)\s")
_AGENTS = {"claude", "codex"}
_COLLECTING = {"append", "extend", "insert"}
_DOCKER = Switch("use_docker", False, "True")
_IMPORTS = "additional_authorized_imports"
_REASON = "the library refuses what needed the switch"


def check_call(call: Call) -> Iterator[Report]:
    for switch in _SWITCHES:
        argument = call.keywords.get(switch.keyword)
        if argument is not None and argument.constant is switch.insecure:
            change = (
                RemoveArgument(call.node, argument.arg)
                if argument.is_written
                else Replace(argument.node, switch.secure)
            )
            yield Report(call.node, repair=Repair("leave the safety on", (change,), False, _REASON))
    yield from _docker(call)
    yield from _named(call)
    for keyword, mode in _MODES.items():
        chosen = call.keywords.get(keyword)
        if chosen is not None and chosen.constant == mode:
            yield Report(call.node, f"the agent runs without asking or isolation ({keyword}={mode!r})")
    allowed = call.keywords.get(_IMPORTS)
    if allowed is not None and any(element.constant == "*" for element in allowed.value.elements):
        yield Report(call.node, "the code that a model writes may import everything: name the modules it needs")


def _named(call: Call) -> Iterator[Report]:
    """What only means so of one library."""
    contained = call.keywords.get(_CONTAINED)
    if call.names & _LOCAL_EXECUTORS:
        yield Report(call.node, "the code that a model writes is run by this process: use an executor in a container")
    elif contained is not None and contained.constant is True and "code_execution_mode" not in call.keywords:
        message = "the agent runs code that a model writes: in a container, if Docker is there"
        yield Report(call.node, message, severity=Severity.LOW, profile="strict")


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    """`interpreter.auto_run = True` of Open Interpreter."""
    target = assignment.target.node
    if isinstance(target, cst.Attribute) and target.attr.value == "auto_run" and assignment.assigned.constant is True:
        owner = assignment.target.at(target.value).names
        if any(name in _INTERPRETERS for name in owner):
            yield Report(assignment.node, "code that a model writes is run without asking (auto_run)")


def check_text(text: Text) -> Iterator[Report]:
    """`["claude", "-p", prompt, "--dangerously-skip-permissions"]`"""
    if not isinstance(text.text, str) or is_test(text.file) or is_statement(text):
        return
    bypasses = _BYPASSES & set(text.text.split())
    if bypasses and (_STARTED.match(text.text) or _is_argument(text)):
        yield Report(text.node, f"the agent is started without asking or isolation ({min(bypasses)})")


def _is_argument(text: Text) -> bool:
    """Whether the text stands in a list that starts an agent, or is added to one."""
    for place in text.place.ancestors():
        node = place.node
        if isinstance(node, cst.List):
            named = (element.value for element in node.elements if isinstance(element.value, cst.SimpleString))
            if any(str(item.raw_value).rpartition("/")[2] in _AGENTS for item in named):
                return True
        elif isinstance(node, cst.Call):
            return name_of(node.func) in _COLLECTING
        elif isinstance(node, cst.BaseSmallStatement):
            return isinstance(node, cst.AugAssign)
    return False


def _docker(call: Call) -> Iterator[Report]:
    config = call.keywords.get("code_execution_config")
    found = config.value.items.get(_DOCKER.keyword) if config is not None else None
    if found is not None and found.constant is False:
        repair = Repair("run it in a container", (Replace(found.node, "True"),), False, "Docker has to be there")
        yield Report(call.node, "the code that a model writes is run outside a container", repair=repair)


TRIGGERS: Triggers = (
    keywords(*(f"{switch.keyword}=True" for switch in _SWITCHES)),
    keywords(*(f"{keyword}={mode!r}" for keyword, mode in _MODES.items())),
    calls("UserProxyAgent", "AssistantAgent", "ConversableAgent", given=("code_execution_config",)),
    keywords(_IMPORTS, f"{_CONTAINED}=True"),
    calls(*sorted(_LOCAL_EXECUTORS)),
    assignments("auto_run=True", needs=("interpreter",)),
    texts(*sorted(_BYPASSES)),
)
CHECKS: Checks = {Call: check_call, Assignment: check_assignment, Text: check_text}
