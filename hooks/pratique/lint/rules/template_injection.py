"""Templates that an outsider writes."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="template-injection",
    summary="an outsider's text becomes the source of a template",
    help=(
        'Keep the template constant and pass the value to it: render_template_string("Hello {{ name }}", name=name).'
    ),
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(1336, 94),
    what=(
        "A value from outside in the source of a Jinja2, Mako, Django, Tornado, Chameleon, Genshi or Bottle "
        "template. Jinja2's sandboxed environment is left alone."
    ),
    why=(
        "A template engine evaluates expressions: `{{ cycler.__init__.__globals__.os.popen('id').read() }}` "
        "in a name runs a command on the server."
    ),
    assistants=(
        "Assistants build pages as f-strings and then render the result, so that what was data is template by then."
    ),
    remedy=(
        "Write the template as a constant or a file, and hand values to it as variables. For templates that "
        "users may write, use jinja2.sandbox.SandboxedEnvironment or a language without expressions."
    ),
    prompt="Never build a template's source from a request's values; pass them as variables of a constant template.",
    references=(
        "https://owasp.org/www-project-web-security-testing-guide/stable/4-Web_Application_Security_Testing/07-Input_Validation_Testing/18-Testing_for_Server-side_Template_Injection",
        "https://jinja.palletsprojects.com/en/stable/sandbox/",
    ),
    bad=(
        Bad(
            """\
from flask import Flask, render_template_string, request

app = Flask(__name__)


@app.route("/hello")
def hello():
    name = request.args.get("name", "you")
    return render_template_string(f"<h1>Hello {name}</h1>")
""",
            why="a page built by an f-string",
        ),
        Bad(
            """\
from flask import Flask, request
from jinja2 import Template

app = Flask(__name__)


@app.route("/mail", methods=["POST"])
def mail():
    text = Template("Dear " + request.form["title"] + " {{ name }}")
    return {"length": len(text.render(name="x"))}
""",
            why="a template object",
        ),
        Bad(
            """\
from flask import Flask, request
from mako.template import Template

app = Flask(__name__)


@app.route("/mail", methods=["POST"])
def mail():
    text = Template(text=request.form["body"], default_filters=["h"])
    return {"length": len(text.render())}
""",
            why="Mako, by keyword",
        ),
    ),
    good=(
        Good(
            """\
from flask import Flask, render_template_string, request

app = Flask(__name__)


@app.route("/hello")
def hello():
    name = request.args.get("name", "you")
    return render_template_string("<h1>Hello {{ name }}</h1>", name=name)
""",
            why="a variable of a constant template",
        ),
        Good(
            """\
from flask import Flask, request
from jinja2.sandbox import SandboxedEnvironment

app = Flask(__name__)
sandbox = SandboxedEnvironment(autoescape=True)


@app.route("/mail", methods=["POST"])
def mail():
    text = sandbox.from_string(request.form["body"])
    return {"length": len(text.render())}
""",
            why="the sandbox",
        ),
        Good(
            """\
from flask import Flask, render_template, request

app = Flask(__name__)


@app.route("/hello")
def hello():
    return render_template("hello.html", name=request.args.get("name", "you"))
""",
            why="a template in a file",
        ),
    ),
)

KINDS = ("template",)


def check_flow(flow: Flow) -> Iterator[Report]:
    message = (
        f"{flow.enters} becomes the source of a template; as a variable of a constant template it would stay a value"
    )
    if flow.is_remote:
        yield Report(flow.span, message)
    elif not flow.is_model:
        yield Report(flow.span, message, severity=Severity.MEDIUM, profile="strict")


CHECKS: Checks = {Flow: check_flow}
