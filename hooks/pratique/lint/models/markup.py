"""Markup languages that are turned into HTML: HTML inside the text stays as it is.

(python-markdown.github.io, github.com/trentm/python-markdown2, mistune.lepture.com, commonmarkpy.readthedocs.io)
"""

from pratique.lint.flow.model import Model, Passes

_RENDERERS = ("markdown.markdown", "markdown2.markdown", "mistune.html", "commonmark.commonmark", "textile.textile")

MODEL = Model(passes=tuple(Passes(name, (0, "text")) for name in _RENDERERS))
