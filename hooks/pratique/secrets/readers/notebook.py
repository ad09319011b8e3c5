"""Jupyter notebooks: the source of their cells as Python, what they printed as text; images are not looked at."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled
from pratique.secrets.reader import Assignment, Reader, has_extension
from pratique.secrets.views import View

# Members of a cell and of an output (nbformat 4) that hold text, as one string or as a list of lines.
_MEMBER = rb'"(?P<name>source|text|text/plain|evalue)"\s{0,20}:\s{0,20}(?P<list>\[\s*)?(?=")'
_STRING = rb'(?s)"(?P<inside>(?:[^"\\]|\\.)*)(?:"|\Z)\s*(?P<more>,\s*(?="))?'
# Lines of IPython that are not Python: magics, commands for the shell, questions.
_MAGIC = rb"(?m)^[%!?]"


def sources(text: Text) -> Iterator[View]:
    """The program of each cell."""
    for member in compiled(_MEMBER).finditer(text.data):
        if member["name"] == b"source":
            yield View(text.data, list(_strings(text.data, member.end(), member["list"] is not None)))


def _find(text: Text) -> Iterator[Assignment]:
    for member in compiled(_MEMBER).finditer(text.data):
        spans = list(_strings(text.data, member.end(), member["list"] is not None))
        view = View(text.data, spans)
        if member["name"] == b"source":
            view.data = compiled(_MAGIC).sub(b"#", view.data)
            yield from view.assignments("cell.py")
        else:
            yield from view.assignments("output.md")


def _strings(data: bytes, position: int, several: bool) -> Iterator[tuple[int, int]]:
    while True:
        match = compiled(_STRING).match(data, position)
        if match is None:
            return
        yield match.span("inside")
        if not several or not match["more"]:
            return
        position = match.end()


READER = Reader(has_extension(".ipynb"), _find)
