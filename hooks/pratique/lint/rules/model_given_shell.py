"""Tools that hand a language model a shell or an interpreter."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Call, Checks, Confidence, Good, Report, Rule, Severity, Triggers, calls, is_test

RULE = Rule(
    name="model-given-shell",
    summary="a language model is given a shell or an interpreter of this process",
    help="Give it narrow tools of your own, or run its code in a container (AutoGen: DockerCommandLineCodeExecutor).",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(94, 78, 1426),
    what=(
        "LangChain's ShellTool, BashProcess, PythonREPL, PythonREPLTool, PythonAstREPLTool and PALChain, "
        "agents for Python, load_tools with 'terminal' or 'python_repl', AutoGen's "
        "LocalCommandLineCodeExecutor, LlamaIndex's code interpreter and Pandas query engine, and smolagents' "
        "local interpreter tool. Agents for data frames are reported by dangerous-agent-flag. Tests are left alone."
    ),
    why=(
        "Instructions can stand in whatever the model reads. With such a tool one sentence in a document is a command "
        "on the server, with its files, environment and network."
    ),
    assistants="A shell makes every demonstration work; the libraries keep these tools under experimental names.",
    remedy=(
        "Write a function for each thing that the agent may do, and check its arguments. Where free code is the point, "
        "run it in a container without secrets and network. Which it is, is for you to say, so there is no fix."
    ),
    prompt="Give the agent narrow, typed tools; never a shell or a Python interpreter outside a sandbox.",
    references=(
        "https://genai.owasp.org/llmrisk/llm062025-excessive-agency/",
        "https://python.langchain.com/docs/security/",
    ),
    bad=(
        Bad(
            """\
from langchain_community.tools import ShellTool

tools = [ShellTool()]
""",
            why="a shell",
        ),
        Bad(
            """\
from langchain.agents import load_tools


def tools(model):
    return load_tools(['terminal', 'wikipedia'], llm=model)
""",
            why="a shell by its name",
        ),
        Bad(
            """\
from langchain_experimental.utilities import PythonREPL

run = PythonREPL().run
""",
            why="an interpreter",
        ),
        Bad(
            """\
from autogen.coding import LocalCommandLineCodeExecutor

executor = LocalCommandLineCodeExecutor(work_dir='out')
""",
            why="code of the model, run here",
        ),
    ),
    good=(
        Good(
            """\
from langchain_community.tools import WikipediaQueryRun


def tools(wikipedia):
    return [WikipediaQueryRun(api_wrapper=wikipedia)]
""",
            why="a narrow tool",
        ),
        Good(
            """\
from langchain.agents import load_tools


def tools(model):
    return load_tools(['wikipedia'], llm=model)
""",
            why="a narrow tool by its name",
        ),
        Good(
            """\
from autogen.coding import DockerCommandLineCodeExecutor

executor = DockerCommandLineCodeExecutor(work_dir='out')
""",
            why="a container",
        ),
        Good(
            """\
from shop.tools import ShellTool

tools = [ShellTool()]
""",
            why="another library's class of that name",
        ),
    ),
)

_HOMES = ("langchain", "langchain_community", "langchain_experimental", "langchain_core", "langchain_classic")
_NAMES = {
    "ShellTool", "BashProcess", "PythonREPL", "PythonREPLTool", "PythonAstREPLTool", "PALChain",
    "create_python_agent",
    "LocalCommandLineCodeExecutor", "LocalCommandLineCodeExecutorConfig", "CodeInterpreterToolSpec",
    "PandasQueryEngine", "PythonInterpreterTool", "CodeInterpreterTool", "create_xorbits_agent", "JupyterCodeExecutor",
}  # fmt: skip
_LIBRARIES = (
    *_HOMES,
    *("autogen", "autogen_ext", "autogen_core", "pyautogen", "ag2", "llama_index", "smolagents", "crewai_tools"),
)
_TOOL_NAMES = {"terminal", "python_repl", "requests_all"}


def check_call(call: Call) -> Iterator[Report]:
    if is_test(call.file):
        return
    for name in sorted(call.names):
        library, last = name.partition(".")[0], name.rpartition(".")[2]
        if library in _LIBRARIES and last in _NAMES:
            yield Report(call.node)
            return
        if library in _HOMES and last == "load_tools":
            tools = call.argument("tool_names", 0)
            named = {element.constant for element in tools.value.elements} if tools is not None else set()
            if named & _TOOL_NAMES:
                yield Report(call.node)
            return


TRIGGERS: Triggers = (calls(*sorted(_NAMES), "load_tools", needs=_LIBRARIES),)
CHECKS: Checks = {Call: check_call}
