"""XML parsers and what they do with external entities. (docs.python.org/3/library/xml.html#xml-vulnerabilities)

Expat's own users (ElementTree, minidom, pulldom, sax) leave external general entities alone since
Python 3.7.1 unless the feature is set. lxml resolved them by default before version 5.
"""

from pratique.lint.flow.model import NOT_GIVEN, Argument, Model, Returns, Sets, Sink

# Name of a feature -> what is remembered of the parser for which it is set.
_FEATURES = {
    "xml.sax.handler.feature_external_ges": "general",
    "xml.sax.handler.feature_external_pes": "parameter",
    "http://xml.org/sax/features/external-general-entities": "general",
    "http://xml.org/sax/features/external-parameter-entities": "parameter",
}
_SAX = "xml.sax.xmlreader.XMLReader"
_LXML_PARSERS = ("XMLParser", "ETCompatXMLParser", "XMLPullParser", "XMLTreeBuilder")
_LXML_FUNCTIONS = ("fromstring", "parse", "XML", "fromstringlist", "XMLID")
_LXML_MODULES = ("lxml.etree", "lxml.objectify")
_OPTIONS = ("resolve_entities", "no_network", "load_dtd", "dtd_validation")
_DEFAULT = "lxml's default parser, before version 5"
_SET = "a parser that resolves external entities"


def _given(name: str, place: Argument) -> tuple[Sink, ...]:
    """The sinks that a function of lxml is, by the state of the parser given to it at place."""
    return (
        Sink(
            name,
            "xxe",
            (0, "source", "text"),
            when=((f"{place}.resolve_entities", True),),
            unless=((f"{place}.resolve_entities", "internal"),),
            what=_SET,
        ),
        Sink(
            name,
            "xxe",
            (0, "source", "text"),
            when=((f"{place}.no_network", False), (f"{place}.load_dtd", True)),
            what=_SET,
        ),
        Sink(
            name,
            "xxe",
            (0, "source", "text"),
            when=((f"{place}.no_network", False), (f"{place}.dtd_validation", True)),
            what=_SET,
        ),
        Sink(
            name,
            "xxe",
            (0, "source", "text"),
            when=((place, "lxml.etree.XMLParser"), (f"{place}.resolve_entities", NOT_GIVEN)),
            what=_DEFAULT,
        ),
    )


MODEL = Model(
    sinks=(
        *(
            sink
            for module in _LXML_MODULES
            for name in _LXML_FUNCTIONS
            for place in (1, "parser")
            for sink in _given(f"{module}.{name}", place)
        ),
        *(
            Sink(
                f"{module}.{name}",
                "xxe",
                (0, "source", "text"),
                when=((1, NOT_GIVEN), ("parser", NOT_GIVEN), ("resolve_entities", NOT_GIVEN)),
                what=_DEFAULT,
            )
            for module in _LXML_MODULES
            for name in (*_LXML_FUNCTIONS, "iterparse")
        ),
        Sink("lxml.etree.iterparse", "xxe", (0, "source"), when=(("resolve_entities", True),), what=_SET),
        *(
            Sink("lxml.etree.XMLParser.feed", "xxe", (0, "data"), when=((".resolve_entities", wanted),), what=what)
            for wanted, what in ((True, _SET), (NOT_GIVEN, _DEFAULT))
        ),
        *(
            Sink(f"{_SAX}.{name}", "xxe", (0, "source", "data"), when=((f".{entities}", True),), what=_SET)
            for name in ("parse", "feed")
            for entities in ("general", "parameter")
        ),
        *(
            Sink(
                f"{module}.{name}",
                "xxe",
                (0, "file", "stream_or_string", "string"),
                when=((f"{place}.{entities}", True),),
                what=_SET,
            )
            for module in ("xml.dom.minidom", "xml.dom.pulldom")
            for name in ("parse", "parseString")
            for place in (1, 2, "parser")
            for entities in ("general", "parameter")
        ),
        *(
            Sink(
                f"xml.parsers.expat.XMLParser.{name}",
                "xxe",
                (0,),
                when=((".ExternalEntityRefHandler", True),),
                what=_SET,
            )
            for name in ("Parse", "ParseFile")
        ),
        *(
            Sink(f"xmltodict.{name}", "xxe", (0, "xml_input"), when=(("disable_entities", False),), what=_SET)
            for name in ("parse",)
        ),
        *(
            Sink(
                f"defusedxml.{module}.{name}",
                "xxe",
                (0,),
                when=(("forbid_external", False), ("forbid_entities", False)),
                what=_SET,
            )
            for module in ("sax", "minidom", "pulldom", "lxml")
            for name in ("parse", "parseString", "fromstring")
        ),
    ),
    returns=(
        *(
            Returns(f"{m}.{p}", "lxml.etree.XMLParser", clean=True, keeps=_OPTIONS)
            for m in ("lxml.etree",)
            for p in _LXML_PARSERS
        ),
        Returns("lxml.objectify.makeparser", "lxml.etree.XMLParser", clean=True, keeps=_OPTIONS),
        *(
            Returns(name, _SAX, clean=True)
            for name in ("xml.sax.make_parser", "xml.sax.expatreader.create_parser", "xml.sax.expatreader.ExpatParser")
        ),
        *(
            Returns(f"{m}.ParserCreate", "xml.parsers.expat.XMLParser", clean=True)
            for m in ("xml.parsers.expat", "pyexpat")
        ),
    ),
    sets=tuple(
        Sets(f"{_SAX}.setFeature", entities, value, when=((place, feature),))
        for feature, entities in _FEATURES.items()
        for place, value in ((0, 1), ("name", "state"), (0, "state"))
    ),
)
