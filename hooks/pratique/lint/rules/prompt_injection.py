"""System prompts that outsiders write into."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="prompt-injection",
    summary="an outsider's text becomes part of a system prompt",
    help=(
        'Keep the system prompt constant and send the text as a message of its own: {"role": "user", "content": text}.'
    ),
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1427,),
    what=(
        "An outsider's text in the system prompt of a language model: a message with the role system or developer, "
        "system=, instructions=, system_instruction=, SystemMessage and the like. Text in messages with the role "
        "user is where it belongs, and not reported; nor is a value of a known list."
    ),
    why=(
        "The model takes the system prompt for its operator's orders. Text that an outsider puts there overrides them: "
        "it changes what the model may say, and what its tools do."
    ),
    assistants="An f-string with all there is to say, under one role, is the shortest way to write a request.",
    remedy="Write the instructions as a constant, and hand the outsider's text over with the role user.",
    prompt="Keep system prompts constant and put user input into user messages only.",
    references=(
        "https://genai.owasp.org/llmrisk/llm01-prompt-injection/",
        "https://cwe.mitre.org/data/definitions/1427.html",
    ),
    bad=(
        Bad(
            """\
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.route("/chat", methods=["POST"])
def chat():
    persona = request.json["persona"]
    answer = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"You are {persona}."},
            {"role": "user", "content": "Introduce yourself."},
        ],
    )
    return {"text": answer.choices[0].message.content}
""",
            why="a part of the request in the system's message",
        ),
        Bad(
            """\
import anthropic
from flask import Flask, request

app = Flask(__name__)
client = anthropic.Anthropic()


@app.route("/chat", methods=["POST"])
def chat():
    message = client.messages.create(
        model="claude",
        max_tokens=100,
        system="Answer by these rules: " + request.form["rules"],
        messages=[{"role": "user", "content": "Begin."}],
    )
    return {"text": message.content[0].text}
""",
            why="the system argument",
        ),
        Bad(
            """\
from flask import Flask, request
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI

app = Flask(__name__)
llm = ChatOpenAI()


@app.route("/chat/<topic>")
def chat(topic):
    question = HumanMessage(content="Begin.")
    return {"text": llm.invoke([SystemMessage(content=f"Speak of {topic} only."), question]).content}
""",
            why="a system message of LangChain",
        ),
    ),
    good=(
        Good(
            """\
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.route("/chat", methods=["POST"])
def chat():
    answer = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": "You are a clerk."},
            {"role": "user", "content": request.json["question"]},
        ],
    )
    return {"text": answer.choices[0].message.content}
""",
            why="the text of a user under the role user",
        ),
        Good(
            """\
import anthropic
from flask import Flask, request

app = Flask(__name__)
client = anthropic.Anthropic()
PERSONAS = {"clerk": "You are a clerk.", "chef": "You are a chef."}


@app.route("/chat", methods=["POST"])
def chat():
    message = client.messages.create(
        model="claude",
        max_tokens=100,
        system=PERSONAS[request.form["persona"]],
        messages=[{"role": "user", "content": request.form["question"]}],
    )
    return {"text": message.content[0].text}
""",
            why="one of the prompts that are known",
        ),
        Good(
            """\
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.route("/chat/<int:words>", methods=["POST"])
def chat(words):
    return {
        "text": client.responses.create(
            model="gpt-4o", instructions=f"Use at most {words} words.", input=request.form["question"]
        ).output_text
    }
""",
            why="a number",
        ),
    ),
)

KINDS = ("prompt",)


def check_flow(flow: Flow) -> Iterator[Report]:
    if flow.is_remote:
        yield Report(flow.span, f"{flow.enters} becomes part of a system prompt")


CHECKS: Checks = {Flow: check_flow}
