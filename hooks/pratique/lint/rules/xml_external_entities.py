"""XML of outsiders read by a parser that resolves external entities."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="xml-external-entities",
    summary="an outsider's XML can pull in files and addresses",
    help="Leave external entities off: lxml.etree.XMLParser(resolve_entities=False), or parse with defusedxml.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(611, 776),
    what=(
        "Outsiders' XML given to a parser in a state that resolves external entities: lxml with "
        "resolve_entities=True, or with a DTD loaded over the network; xml.sax, minidom and pulldom with the "
        "feature for external entities turned on; expat with a handler for them. lxml's default parser is reported "
        "with medium severity: before version 5 it resolves them. The standard library's parsers leave them alone "
        "by default, defusedxml refuses them."
    ),
    why=(
        "An entity that names file:///etc/passwd or an address inside the network is replaced with what is found "
        "there, which the answer or an error then shows."
    ),
    assistants="The option is copied from examples that read a DTD of their own.",
    remedy=(
        "Turn the option off, or use defusedxml, which is a further dependency. lxml 5 and later resolve only entities "
        'that the document itself defines; write resolve_entities=False, or "internal", where older ones may run.'
    ),
    prompt=(
        "Parse untrusted XML with defusedxml, or with lxml.etree.XMLParser(resolve_entities=False, no_network=True)."
    ),
    references=(
        "https://docs.python.org/3/library/xml.html#xml-vulnerabilities",
        "https://lxml.de/FAQ.html#how-do-i-use-lxml-safely-as-a-web-service-endpoint",
        "https://cheatsheetseries.owasp.org/cheatsheets/XML_External_Entity_Prevention_Cheat_Sheet.html",
    ),
    foreign=(
        *("B313", "B314", "B315", "B316", "B317", "B318", "B319"),
        *("S313", "S314", "S315", "S316", "S317", "S318", "S319", "S320"),
    ),
    bad=(
        Bad(
            """\
from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route("/order", methods=["POST"])
def order():
    parser = etree.XMLParser(resolve_entities=True)
    root = etree.fromstring(request.data, parser)
    return {"name": root.findtext("name")}
""",
            why="lxml with entities turned on",
        ),
        Bad(
            """\
import io
import xml.sax
from xml.sax.handler import ContentHandler, feature_external_ges

from flask import Flask, request

app = Flask(__name__)


@app.route("/order", methods=["POST"])
def order():
    parser = xml.sax.make_parser()
    parser.setContentHandler(ContentHandler())
    parser.setFeature(feature_external_ges, True)
    parser.parse(io.BytesIO(request.data))
    return {}
""",
            why="the feature of SAX turned on",
        ),
        Bad(
            """\
from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route("/order", methods=["POST"])
def order():
    return {"tag": etree.fromstring(request.data).tag}
""",
            why="the default of lxml before version 5",
            fixed="""\
from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route("/order", methods=["POST"])
def order():
    return {"tag": etree.fromstring(request.data, parser=etree.XMLParser(resolve_entities=False)).tag}
""",
        ),
    ),
    good=(
        Good(
            """\
from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route("/order", methods=["POST"])
def order():
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return {"tag": etree.fromstring(request.data, parser).tag}
""",
            why="entities turned off",
        ),
        Good(
            """\
from xml.etree import ElementTree

from flask import Flask, request

app = Flask(__name__)


@app.route("/order", methods=["POST"])
def order():
    parser = ElementTree.XMLParser()
    parser.feed(request.data)
    return {"tag": parser.close().tag}
""",
            why="the standard library leaves external entities alone",
        ),
        Good(
            """\
from defusedxml.ElementTree import fromstring
from flask import Flask, request

app = Flask(__name__)


@app.route("/order", methods=["POST"])
def order():
    return {"tag": fromstring(request.data).tag}
""",
            why="defusedxml",
        ),
        Good(
            """\
from lxml import etree

tree = etree.parse("settings.xml", etree.XMLParser())
""",
            why="a file of the program's own",
        ),
    ),
)

KINDS = ("xxe",)
SUPERSEDES = ("xml-not-defused",)


def check_flow(flow: Flow) -> Iterator[Report]:
    if not flow.is_remote:
        return
    how = flow.hit.sink.what if flow.hit.sink is not None else ""
    is_default = "default" in how
    yield Report(
        flow.span,
        f"{flow.enters} is parsed as XML by {how}",
        severity=Severity.MEDIUM if is_default else None,
        confidence=Confidence.MEDIUM if is_default else None,
    )


CHECKS: Checks = {Flow: check_flow}
