"""Switches of language-model libraries that take their safety off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pratique.lint.api import (
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
    Triggers,
    calls,
    keywords,
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
        "LangChain set to True, CrewAI's allow_code_execution and unsafe mode, AutoGen's use_docker=False, agents that "
        "bypass permissions or their sandbox, and "
        "smolagents allowed to import everything ('*')."
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
    ),
    good=(
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
    Switch("allow_code_execution", True, "False"),
    Switch("dangerously_skip_permissions", True, "False"),
    Switch("dangerously_disable_sandbox", True, "False"),
    Switch("dangerously_allow_browser", True, "False"),
    Switch("unsafe_code_execution", True, "False"),
)
_MODES = {"code_execution_mode": "unsafe", "permission_mode": "bypassPermissions"}
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
    for keyword, mode in _MODES.items():
        chosen = call.keywords.get(keyword)
        if chosen is not None and chosen.constant == mode:
            yield Report(call.node, f"the agent runs without asking or isolation ({keyword}={mode!r})")
    allowed = call.keywords.get(_IMPORTS)
    if allowed is not None and any(element.constant == "*" for element in allowed.value.elements):
        yield Report(call.node, "the code that a model writes may import everything: name the modules it needs")


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
    keywords(_IMPORTS),
)
CHECKS: Checks = {Call: check_call}
