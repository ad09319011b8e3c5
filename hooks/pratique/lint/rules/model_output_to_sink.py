"""What a language model wrote, used where it acts."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="model-output-to-sink",
    summary="what a language model wrote is executed",
    help=(
        "Treat the answer as an outsider's text: choose from known actions, parse it with json.loads, bind and "
        "escape it."
    ),
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(94, 1426),
    what=(
        "The answer of a language model (OpenAI, Anthropic, Google, Mistral, Cohere, Ollama, litellm, LangChain, "
        "LlamaIndex, transformers and others), or anything taken from it, that reaches eval, exec, a shell, an SQL "
        "text, HTML, a template, a path or a deserialiser. Answers that were parsed to numbers, found in a list of "
        "known values, bound as parameters or escaped are left alone."
    ),
    why=(
        "Whoever can put text before the model, on a page that it reads or in a document that it summarises, "
        "decides what it writes. Run as code, that text has the rights of the program."
    ),
    assistants="Having the model write a command or a query and running it at once makes the shortest demonstration.",
    remedy=(
        "Let the model choose among functions and values that the program knows, and check its choice. Run generated "
        "code only in a sandbox without credentials or network, and generated SQL as a user who may only read."
    ),
    prompt=(
        "Never pass a model's output to eval, exec, a shell, SQL text or HTML; validate it against known values first."
    ),
    references=(
        "https://genai.owasp.org/llmrisk/llm052025-improper-output-handling/",
        "https://cwe.mitre.org/data/definitions/1426.html",
    ),
    bad=(
        Bad(
            """\
from openai import OpenAI

client = OpenAI()


def calculate(question):
    answer = client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "user", "content": f"Python expression for: {question}"}],
    )
    return eval(answer.choices[0].message.content)
""",
            why="eval of an answer",
            fixed="""\
import ast
from openai import OpenAI

client = OpenAI()


def calculate(question):
    answer = client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "user", "content": f"Python expression for: {question}"}],
    )
    return ast.literal_eval(answer.choices[0].message.content)
""",
        ),
        Bad(
            """\
import anthropic


def run(task):
    client = anthropic.Anthropic()
    message = client.messages.create(model="claude", max_tokens=99, messages=[{"role": "user", "content": task}])
    scope = {}
    exec(message.content[0].text, scope)
    return scope["result"]
""",
            why="generated code is run",
        ),
        Bad(
            """\
import sqlite3

from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o")


def ask(question):
    statement = llm.invoke(f"Write SQL for: {question}").content
    return sqlite3.connect("app.db").execute(statement).fetchall()
""",
            why="generated SQL",
        ),
    ),
    good=(
        Good(
            """\
from openai import OpenAI

client = OpenAI()
ACTIONS = {"open": "opening", "close": "closing"}


def act(question):
    answer = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": question}])
    return ACTIONS.get(answer.choices[0].message.content.strip(), "unknown")
""",
            why="the answer chooses among known actions",
        ),
        Good(
            """\
import ast

from openai import OpenAI

client = OpenAI()


def numbers(question):
    answer = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": question}])
    return ast.literal_eval(answer.choices[0].message.content)
""",
            why="only literals are read",
        ),
        Good(
            """\
import sqlite3

import anthropic

client = anthropic.Anthropic()


def store(text):
    message = client.messages.create(model="claude", max_tokens=9, messages=[{"role": "user", "content": text}])
    with sqlite3.connect("app.db") as database:
        database.execute("INSERT INTO summaries VALUES (?)", (message.content[0].text,))
""",
            why="the answer is bound",
        ),
    ),
)

# Kind of sink -> what happens to the answer there, and which weakness that is.
_HAPPENS = {
    "code": ("is run as code", (94, 95)),
    "command": ("becomes part of a command line", (78,)),
    "sql": ("becomes part of an SQL statement", (89,)),
    "html": ("becomes part of a page without being escaped", (79,)),
    "template": ("becomes part of a template", (1336, 94)),
    "path": ("decides which file is used", (22,)),
    "deserialise": ("is deserialised", (502,)),
    "import": ("decides which module is loaded", (470, 94)),
}
_OUTPUT = 1426  # improper validation of generative AI output
_MEDIUM = ("html", "path")
KINDS = tuple(_HAPPENS)
SETTLES = ()  # what people send is judged by the rule of each kind
SUPERSEDES = (
    *("eval-of-variable", "import-of-variable", "sql-built-from-values", "subprocess-shell-true", "unescaped-markup"),
    *("path-from-parameter", "yaml-unsafe-load", "unsafe-model-load", "unsafe-pickle"),
)


_PRINTS = frozenset({"print", "sys.stdout.write"})  # pages of CGI only, where no model answers


def check_flow(flow: Flow) -> Iterator[Report]:
    is_printed = flow.hit.sink is not None and flow.hit.sink.name in _PRINTS
    if flow.is_model and not is_printed:
        severity = Severity.MEDIUM if flow.kind in _MEDIUM else None
        happens, cwe = _HAPPENS[flow.kind]
        yield Report(flow.span, f"{flow.enters} {happens}", severity=severity, cwe=(*cwe, _OUTPUT))


CHECKS: Checks = {Flow: check_flow}
