import io
import xml.dom.minidom
import xml.dom.pulldom
import xml.etree.ElementTree as ET
import xml.sax
import xml.sax.expatreader
import xml.sax.handler
from xml.dom import minidom, pulldom
from xml.parsers import expat
from xml.sax import make_parser
from xml.sax.handler import ContentHandler, feature_external_ges, feature_external_pes

import defusedxml.ElementTree
import defusedxml.minidom
import defusedxml.sax
import lxml.etree
import xmltodict
from flask import Flask, request
from lxml import etree, objectify

app = Flask(__name__)


class Handler(ContentHandler):
    def __init__(self):
        super().__init__()
        self.text = ""

    def characters(self, content):
        self.text += content


@app.post("/a")
def a():
    parser = etree.XMLParser(resolve_entities=True)
    return etree.fromstring(request.data, parser).tag  # bad: entities on


@app.post("/b")
def b():
    parser = etree.XMLParser(resolve_entities=False)
    return etree.fromstring(request.data, parser).tag  # good: entities off


@app.post("/c")
def c():
    return etree.fromstring(request.data).tag  # bad: lxml's default


@app.post("/d")
def d():
    return ET.fromstring(request.data).tag  # good: ElementTree


@app.post("/e")
def e():
    return defusedxml.ElementTree.fromstring(request.data).tag  # good: defusedxml


@app.post("/f")
def f():
    parser = lxml.etree.XMLParser(resolve_entities=False, load_dtd=True, no_network=False)
    return lxml.etree.parse(io.BytesIO(request.data), parser=parser).getroot().tag  # bad: a DTD over the network


@app.post("/g")
def g():
    parser = lxml.etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    return lxml.etree.parse(io.BytesIO(request.data), parser=parser).getroot().tag  # good: nothing is loaded


@app.post("/h")
def h():
    handler = Handler()
    parser = make_parser()
    parser.setContentHandler(handler)
    parser.setFeature(feature_external_ges, True)
    parser.parse(io.StringIO(request.form["xml"]))  # bad: the feature is on
    return handler.text


@app.post("/i")
def i():
    handler = Handler()
    parser = make_parser()
    parser.setContentHandler(handler)
    parser.setFeature(feature_external_ges, False)
    parser.parse(io.StringIO(request.form["xml"]))  # good: the feature is off
    return handler.text


@app.post("/j")
def j():
    handler = Handler()
    parser = make_parser()
    parser.setContentHandler(handler)
    parser.parse(io.StringIO(request.form["xml"]))  # good: off by default
    return handler.text


@app.post("/k")
def k():
    parser = xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_external_ges, True)
    doc = xml.dom.minidom.parseString(request.form["xml"], parser)  # bad: minidom with such a parser
    return doc.documentElement.tagName


@app.post("/l")
def l():
    parser = xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_external_ges, True)
    doc = xml.dom.minidom.parseString(request.form["xml"])  # good: the parser is not handed over
    return doc.documentElement.tagName


@app.post("/m")
def m():
    parser = xml.sax.expatreader.create_parser()
    parser.setFeature("http://xml.org/sax/features/external-general-entities", 1)
    for event, node in pulldom.parseString(request.form["xml"], parser=parser):  # bad: the feature by address
        return node.nodeName
    return ""


@app.post("/n")
def n():
    for event, node in pulldom.parseString(request.form["xml"]):  # good: pulldom by default
        return node.nodeName
    return ""


@app.post("/o")
def o():
    parser = make_parser()
    parser.setFeature(feature_external_ges, True)
    parser.setFeature(feature_external_ges, False)
    return minidom.parseString(request.form["xml"], parser).toxml()  # good: turned off again


@app.post("/p")
def p():
    parser = make_parser()
    parser.setFeature(feature_external_ges, False)
    parser.setFeature(feature_external_pes, True)
    return minidom.parseString(request.form["xml"], parser).toxml()  # bad: parameter entities


@app.post("/q")
def q():
    parser = make_parser()
    if request.args.get("full"):
        parser.setFeature(feature_external_ges, True)
    return minidom.parseString(request.form["xml"], parser).toxml()  # bad: on one way


@app.post("/r")
def r():
    parser = make_parser()
    num = 86
    if 7 * 42 - num > 200:
        parser.setFeature(feature_external_ges, True)
    else:
        parser.setFeature(feature_external_ges, False)
    return minidom.parseString(request.form["xml"], parser).toxml()  # bad: the condition holds


@app.post("/s")
def s():
    parser = make_parser()
    num = 86
    if 7 * 42 - num > 200:
        parser.setFeature(feature_external_ges, False)
    else:
        parser.setFeature(feature_external_ges, True)
    return minidom.parseString(request.form["xml"], parser).toxml()  # good: the other never happens


@app.post("/t")
def t():
    parser = make_parser()
    parser.setFeature(feature_external_ges, True)
    text = "<a/>"
    return minidom.parseString(text, parser).toxml() + request.form["x"]  # good: a constant document


@app.post("/u")
def u():
    return objectify.fromstring(request.data).tag  # bad: objectify has lxml's default


@app.post("/v")
def v():
    parser = objectify.makeparser(resolve_entities=False)
    return objectify.fromstring(request.data, parser).tag  # good: objectify without entities


@app.post("/w")
def w():
    for _, element in etree.iterparse(request.files["f"].stream, resolve_entities=True):  # bad: iterparse
        return element.tag
    return ""


@app.post("/x")
def x():
    for _, element in etree.iterparse(request.files["f"].stream, resolve_entities=False):  # good: iterparse without
        return element.tag
    return ""


@app.post("/y")
def y():
    return xmltodict.parse(request.data)  # good: xmltodict refuses entities


@app.post("/z")
def z():
    return xmltodict.parse(request.data, disable_entities=False)  # bad: xmltodict made to take them


@app.post("/aa")
def aa():
    def external(context, base, system, public):
        sub = parser.ExternalEntityParserCreate(context)
        sub.ParseFile(open(system, "rb"))
        return 1

    parser = expat.ParserCreate()
    parser.ExternalEntityRefHandler = external
    parser.Parse(request.data)  # bad: a handler that opens them
    return ""


@app.post("/ab")
def ab():
    parser = expat.ParserCreate()
    parser.StartElementHandler = print
    parser.Parse(request.data)  # good: no handler for them
    return ""


@app.post("/ac")
def ac():
    options = {"resolve_entities": True, "huge_tree": True}
    parser = etree.XMLParser(**options)
    return etree.XML(request.data, parser).tag  # bad: options in a dict


@app.post("/ad")
def ad():
    options = {"resolve_entities": False, "huge_tree": True}
    parser = etree.XMLParser(**options)
    return etree.XML(request.data, parser).tag  # good: options in a dict


def safe_parser():
    return etree.XMLParser(resolve_entities=False, no_network=True, dtd_validation=False)


def loose_parser():
    return etree.XMLParser(resolve_entities=True, no_network=False)


@app.post("/ae")
def ae():
    return etree.fromstring(request.data, parser=safe_parser()).tag  # good: made by a helper


@app.post("/af")
def af():
    return etree.fromstring(request.data, parser=loose_parser()).tag  # bad: made by a helper


SAFE = etree.XMLParser(resolve_entities=False)
LOOSE = etree.XMLParser(resolve_entities=True)


@app.post("/ag")
def ag():
    return etree.fromstring(request.get_data(), SAFE).tag  # good: of the module


@app.post("/ah")
def ah():
    return etree.fromstring(request.get_data(), LOOSE).tag  # bad: of the module


@app.post("/ai")
def ai():
    parser = etree.XMLParser(resolve_entities="internal")
    return etree.fromstring(request.data, parser).tag  # good: internal ones only


@app.post("/aj")
def aj():
    parser = etree.XMLParser(resolve_entities=True)
    parser.feed(request.data)  # bad: fed
    return parser.close().tag


@app.post("/ak")
def ak():
    parser = etree.XMLParser(resolve_entities=False)
    parser.feed(request.data)  # good: fed, without entities
    return parser.close().tag


@app.post("/al")
def al():
    root = etree.Element("order")
    root.text = request.form["name"]
    return etree.tostring(root)  # good: written, not read


@app.post("/am")
def am():
    parser = etree.HTMLParser()
    return etree.fromstring(request.data, parser).tag  # good: HTML has no such entities


@app.post("/an")
def an():
    xml.sax.parseString(request.data, Handler())  # good: the default of sax
    return ""


@app.post("/ao")
def ao():
    return defusedxml.minidom.parseString(request.data).toxml()  # good: defusedxml's minidom
