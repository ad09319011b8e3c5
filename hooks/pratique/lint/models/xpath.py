"""XPath in lxml, ElementTree, elementpath and parsel; values bound as `$name` are safe. (lxml.de/xpathxslt.html)"""

from pratique.lint.flow.model import Model, Returns, Sink

_PATH = r"(?s)//|\[\s*@?[\w:.()-]+\s*[!<>]?=|/@?\w+\[|^\.?/|contains\(|text\(\)|starts-with\("
_PATHS = ("find", "findall", "findtext", "iterfind")
_ELEMENTS = (
    "lxml.etree._Element",
    "lxml.etree._ElementTree",
    "xml.etree.ElementTree.Element",
    "xml.etree.ElementTree.ElementTree",
)
_TREES = ("xml.etree.ElementTree", "defusedxml.ElementTree", "xml.etree.cElementTree")


def _tree(package: str, kind: str) -> tuple[Returns, ...]:
    """What parsing gives: who chose the document does not choose the query."""
    return (
        Returns(f"{package}.parse", f"{kind}Tree", clean=True),
        *(
            Returns(f"{package}.{name}", kind, clean=True)
            for name in ("fromstring", "XML", "HTML", "Element", "SubElement")
        ),
        Returns(f"{kind}Tree.getroot", kind, clean=True),
    )


MODEL = Model(
    sinks=(
        *(Sink(f"{kind}.xpath", "xpath", (0, "_path")) for kind in _ELEMENTS[:2]),
        *(Sink(f"{kind}.{name}", "xpath", (0, "path")) for kind in _ELEMENTS for name in _PATHS),
        *(Sink(f"lxml.etree.{name}", "xpath", (0, "path")) for name in ("XPath", "ETXPath")),
        Sink("lxml.etree.XPathEvaluator.__call__", "xpath"),
        Sink("lxml.etree.XPathEvaluator.evaluate", "xpath"),
        Sink("lxml.etree.XPathDocumentEvaluator.__call__", "xpath"),
        Sink("lxml.etree.XPathElementEvaluator.__call__", "xpath"),
        *(Sink(f"elementpath.{name}", "xpath", (1, "path")) for name in ("select", "iter_select")),
        Sink("elementpath.Selector", "xpath", (0, "path")),
        *(
            Sink(f"elementpath.{name}.parse", "xpath")
            for name in ("XPath1Parser", "XPath2Parser", "XPath30Parser", "XPath31Parser")
        ),
        *(Sink(f"xpath.{name}", "xpath", (0,)) for name in ("find", "findnode", "findvalue", "findvalues")),
        Sink("*.xpath", "xpath", (0, "query", "_path")),
        *(
            Sink(f"*.{name}", "xpath")
            for name in ("xpathEval", "xpathEvalExpression", "selectNodes", "selectSingleNode", "xpath_evaluate")
        ),
        *(Sink(f"**.{name}", "xpath", (0, "path"), like=_PATH, passes=True) for name in (*_PATHS, "evaluate_single")),
        Sink("**.xpath", "xpath", (0,), like=_PATH),
        Sink("**.evaluate", "xpath", (0, 1), like=r"//\w|/\w+\[", passes=True),
        Sink("**.select", "xpath", (0, 1), like=r"//\w|/\w+\[@?\w+\s*=|\btext\(\)", passes=True),
    ),
    returns=(
        *_tree("lxml.etree", "lxml.etree._Element"),
        *_tree("lxml.objectify", "lxml.etree._Element"),
        *_tree("lxml.html", "lxml.etree._Element"),
        *(item for package in _TREES for item in _tree(package, "xml.etree.ElementTree.Element")),
        *(
            Returns(f"lxml.etree.{name}", f"lxml.etree.{name}", clean=True)
            for name in ("XPathEvaluator", "XPathDocumentEvaluator", "XPathElementEvaluator")
        ),
        *(Returns(f"lxml.etree.{name}", "lxml.etree.XPath", clean=True) for name in ("XPath", "ETXPath")),
        *(Returns(f"lxml.etree._Element.{name}", "", clean=True) for name in ("xpath", *_PATHS)),
        *(
            Returns(f"elementpath.{name}", f"elementpath.{name}", clean=True)
            for name in ("XPath1Parser", "XPath2Parser", "XPath30Parser", "XPath31Parser", "Selector")
        ),
    ),
    subclasses={
        "xml.etree.ElementTree.ElementTree": "xml.etree.ElementTree.Element",
        "lxml.etree.ElementTree": "lxml.etree._ElementTree",
    },
    parameter_types=("lxml.etree._Element", "lxml.etree._ElementTree"),
)
