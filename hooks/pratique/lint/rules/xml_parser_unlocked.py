"""XML parsers that are told to resolve entities, load DTDs or take any size."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Argument,
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
    below_here,
    calls,
    home,
)

RULE = Rule(
    name="xml-parser-unlocked",
    summary="an XML parser is told to resolve entities or to fetch what a document names",
    help="Create it as lxml.etree.XMLParser(resolve_entities=False, no_network=True), or use defusedxml.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(611, 776, 827),
    what=(
        "lxml's XMLParser and its relatives with resolve_entities=True, no_network=False or huge_tree=True; setFeature "
        "of xml.sax with the features for external entities turned on; defusedxml with forbid_entities=False or "
        "forbid_external=False. Functions that read a request are left to xml-external-entities, which follows the "
        "document to the parser."
    ),
    why=(
        "An entity that names a file or an address is replaced with what is found there; a few nested entities grow to "
        "gigabytes. Who can write the document reads files of the server, reaches its network or stops it."
    ),
    assistants="The options are set to make a document load that names a DTD.",
    remedy=(
        "The fix turns the option around. Documents that rest on external entities or a DTD from the network then "
        "lose them, so it is not safe to apply unseen."
    ),
    prompt="Parse XML with entities, DTDs and network turned off.",
    references=(
        "https://lxml.de/api/lxml.etree.XMLParser-class.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/XML_External_Entity_Prevention_Cheat_Sheet.html",
    ),
    foreign=("B320", "S320", "S410"),
    bad=(
        Bad(
            """\
from lxml import etree

parser = etree.XMLParser(resolve_entities=True)
""",
            why="entities",
            fixed="""\
from lxml import etree

parser = etree.XMLParser(resolve_entities=False)
""",
        ),
        Bad(
            """\
from lxml import etree


def parser():
    return etree.XMLParser(load_dtd=True, no_network=False, resolve_entities=False)
""",
            why="a DTD from the network",
            fixed="""\
from lxml import etree


def parser():
    return etree.XMLParser(load_dtd=True, no_network=True, resolve_entities=False)
""",
        ),
        Bad(
            """\
from xml.sax import make_parser
from xml.sax.handler import feature_external_ges

parser = make_parser()
parser.setFeature(feature_external_ges, True)
""",
            why="a feature of SAX",
            fixed="""\
from xml.sax import make_parser
from xml.sax.handler import feature_external_ges

parser = make_parser()
parser.setFeature(feature_external_ges, False)
""",
        ),
        Bad(
            """\
from defusedxml.ElementTree import fromstring


def read(text):
    return fromstring(text, forbid_entities=False)
""",
            why="the protection of defusedxml turned off",
            fixed="""\
from defusedxml.ElementTree import fromstring


def read(text):
    return fromstring(text, forbid_entities=True)
""",
        ),
    ),
    good=(
        Good(
            """\
from lxml import etree

parser = etree.XMLParser(resolve_entities=False)
""",
            why="entities turned off",
        ),
        Good(
            """\
from lxml import etree

parser = etree.XMLParser(load_dtd=True, no_network=True, resolve_entities=False)
""",
            why="a DTD of this machine",
        ),
        Good(
            """\
from xml.sax import make_parser
from xml.sax.handler import feature_external_ges

parser = make_parser()
parser.setFeature(feature_external_ges, False)
""",
            why="the feature turned off",
        ),
        Good(
            """\
from lxml import etree


def parser(huge):
    return etree.XMLParser(huge_tree=huge, resolve_entities=False)
""",
            why="the caller chooses",
        ),
    ),
)

_PARSERS = {
    f"{module}.{name}"
    for module in ("lxml.etree", "lxml.objectify")
    for name in ("XMLParser", "ETCompatXMLParser", "XMLPullParser", "XMLTreeBuilder", "makeparser", "iterparse")
}
_DEFUSED = ("parse", "fromstring", "iterparse", "XML", "parseString", "make_parser", "XMLParser")
_DEFUSED_MODULES = ("ElementTree", "cElementTree", "minidom", "pulldom", "sax", "expatreader", "lxml", "expatbuilder")
_DEFUSED_CALLS = {f"defusedxml.{module}.{name}" for module in _DEFUSED_MODULES for name in _DEFUSED}
_OPTIONS: dict[str, bool] = {"resolve_entities": True, "no_network": False, "huge_tree": True}
_PROTECTIONS: dict[str, bool] = {"forbid_entities": False, "forbid_external": False}
_FEATURES = {"feature_external_ges", "feature_external_pes"}
_FEATURE_ADDRESSES = (
    "http://xml.org/sax/features/external-general-entities",
    "http://xml.org/sax/features/external-parameter-entities",
)
_REASON = "documents that rest on it are read without what they name, or refused"


def check_call(call: Call) -> Iterator[Report]:
    if _reads_request(call):
        return
    for known, options in ((_PARSERS, _OPTIONS), (_DEFUSED_CALLS, _PROTECTIONS)):
        for keyword, insecure in options.items() if call.names & known else ():
            given = call.keywords.get(keyword)
            if given is not None and given.constant is insecure:
                message = f"{keyword}={insecure} opens an XML parser to what a document names"
                yield Report(call.node, message, repair=_turned(given, not insecure))
                return
    if call.method == "setFeature" and len(call.positional) == 2:
        feature, state = call.positional
        named = any(name.rpartition(".")[2] in _FEATURES for name in feature.names)
        if (named or feature.constant in _FEATURE_ADDRESSES) and state.constant in (True, 1):
            yield Report(call.node, repair=_turned(state, False))


def _reads_request(call: Call) -> bool:
    """Whether the document comes from a request in this function: followed by another rule."""
    around = home(call)
    nodes = below_here(around) if isinstance(around, cst.FunctionDef) else ()
    return any(isinstance(node, cst.Name) and node.value == "request" for node in nodes)


def _turned(given: Argument, value: bool) -> Repair:
    return Repair(f"write {value}", (Replace(given.node, str(value)),), False, _REASON)


TRIGGERS: Triggers = (
    calls(*sorted(_PARSERS), given=[f"{keyword}={value}" for keyword, value in _OPTIONS.items()]),
    calls(*sorted(_DEFUSED_CALLS), given=[f"{keyword}={value}" for keyword, value in _PROTECTIONS.items()]),
    calls("setFeature", needs=("sax",)),
)
CHECKS: Checks = {Call: check_call}
