"""XML read by the standard library, which does not limit how far entities grow."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    AppendArgument,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    calls,
    is_fixed,
    is_test,
    spell,
)

RULE = Rule(
    name="xml-not-defused",
    summary="XML from elsewhere is read by a parser that sets no limits",
    help="Read it with defusedxml: defusedxml.ElementTree.fromstring(text).",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(776, 611),
    profile="strict",
    what=(
        "xml.etree, minidom, pulldom, xml.sax and expatbuilder reading a document that is neither fixed in the program "
        "nor in a file with a fixed name, and lxml.etree without a parser that the program made. Tests are left alone."
    ),
    why=(
        "Nested entities of a few lines grow to gigabytes (a billion laughs). Expat sets a limit since 2.4.1, which "
        "systems of before 2021 do not have. External entities are left alone by these parsers since Python 3.7.1."
    ),
    assistants="ElementTree is at hand; defusedxml has to be installed.",
    remedy=(
        "The fix calls the function of the same name in defusedxml, a further dependency, which refuses documents that "
        "define entities."
    ),
    prompt="Parse XML that comes from outside with defusedxml.",
    references=(
        "https://docs.python.org/3/library/xml.html#xml-security",
        "https://github.com/tiran/defusedxml",
    ),
    foreign=(
        *("B313", "B314", "B315", "B316", "B317", "B318", "B319", "B405", "B406", "B407", "B408", "B409"),
        *("S313", "S314", "S315", "S316", "S317", "S318", "S319", "S405", "S406", "S407", "S408", "S409"),
    ),
    bad=(
        Bad(
            """\
import xml.etree.ElementTree as ET


def read(text):
    return ET.fromstring(text)
""",
            why="a text",
            fixed="""\
import defusedxml.ElementTree
import xml.etree.ElementTree as ET


def read(text):
    return defusedxml.ElementTree.fromstring(text)
""",
        ),
        Bad(
            """\
from xml.dom.minidom import parseString


def read(text):
    return parseString(text)
""",
            why="another parser, imported by name",
            fixed="""\
import defusedxml.minidom


def read(text):
    return defusedxml.minidom.parseString(text)
""",
        ),
        Bad(
            """\
from xml.etree import ElementTree


def names(path):
    for _, element in ElementTree.iterparse(path):
        yield element.tag
""",
            why="piece by piece",
            fixed="""\
import defusedxml.ElementTree


def names(path):
    for _, element in defusedxml.ElementTree.iterparse(path):
        yield element.tag
""",
        ),
        Bad(
            """\
from lxml import etree


def read(path):
    return etree.parse(path)
""",
            why="the default parser of lxml",
            fixed="""\
from lxml import etree


def read(path):
    return etree.parse(path, parser=etree.XMLParser(resolve_entities=False))
""",
        ),
    ),
    good=(
        Good(
            """\
from defusedxml.ElementTree import fromstring


def read(text):
    return fromstring(text)
""",
            why="defusedxml",
        ),
        Good(
            """\
import xml.etree.ElementTree as ET

settings = ET.parse('settings.xml')
""",
            why="a file of the program's own",
        ),
        Good(
            """\
import xml.etree.ElementTree as ET


def write(root):
    return ET.tostring(root)
""",
            why="writing",
        ),
    ),
)

_FUNCTIONS = {
    "xml.etree.ElementTree": ("parse", "fromstring", "iterparse", "XML"),
    "xml.etree.cElementTree": ("parse", "fromstring", "iterparse", "XML"),
    "xml.dom.minidom": ("parse", "parseString"),
    "xml.dom.pulldom": ("parse", "parseString"),
    "xml.dom.expatbuilder": ("parse", "parseString"),
    "xml.sax": ("parse", "parseString"),
}
_DEFUSED = {
    "xml.etree.ElementTree": "defusedxml.ElementTree",
    "xml.etree.cElementTree": "defusedxml.ElementTree",
    "xml.dom.minidom": "defusedxml.minidom",
    "xml.dom.pulldom": "defusedxml.pulldom",
    "xml.dom.expatbuilder": "defusedxml.expatbuilder",
    "xml.sax": "defusedxml.sax",
}
_ALL = {f"{module}.{name}": (module, name) for module, names in _FUNCTIONS.items() for name in names}
_LXML = {f"lxml.etree.{name}" for name in ("parse", "fromstring", "XML")}
_OPENERS = {"open", "io.open"}
_REASON = "defusedxml has to be installed, and refuses documents that define entities"


def check_call(call: Call) -> Iterator[Report]:
    if call.names & _LXML:
        yield from _lxml(call)
        return
    for found in sorted(call.names & _ALL.keys())[:1]:
        document = call.positional[0].value if call.positional else None
        if document is not None and not is_test(call.file) and not _is_own(document):
            yield Report(call.node, repair=_defused(call, *_ALL[found]))


def _lxml(call: Call) -> Iterator[Report]:
    """lxml with the parser that it makes itself, which before version 5 resolves external entities."""
    document = call.positional[0].value if call.positional else None
    if document is None or call.argument("parser", 1) or call.is_open or is_test(call.file) or _is_own(document):
        return
    parser = spell(call, "lxml.etree", "XMLParser")
    repair = None
    if parser is not None:
        append = AppendArgument(call.node, f"parser={parser.text}(resolve_entities=False)")
        reason = "entities that the document defines stay as they are"
        repair = Repair("resolve no entities", (append, *parser.changes), False, reason)
    yield Report(call.node, "lxml resolves external entities by default before version 5", repair=repair)


def _is_own(document: Value) -> bool:
    """Fixed, or read from a file whose name is."""
    if is_fixed(document):
        return True
    made = document.literal
    is_open = isinstance(made.node, cst.Call) and bool(made.at(made.node.func).names & _OPENERS)
    return is_open and isinstance(made.node, cst.Call) and is_fixed(made.at(made.node.args[0].value))


def _defused(call: Call, module: str, name: str) -> Repair | None:
    spelling = spell(call, _DEFUSED[module], name, instead_of=call.function.node)
    if spelling is None:
        return None
    return Repair(
        "read it with defusedxml", (Replace(call.function.node, spelling.text), *spelling.changes), False, _REASON
    )


TRIGGERS: Triggers = (calls(*sorted(_ALL)), calls(*sorted(_LXML), unless=("parser@1",)))
CHECKS: Checks = {Call: check_call}
