"""Scripts with inline metadata: the dependencies in the comment block of PEP 723.

Most Python files have none, and are done after one search of their bytes.
"""

from __future__ import annotations

from collections.abc import Iterable

from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.model import Entry

FILES = r"(?!setup\.py$)[^/]+\.pyw?"
EXAMPLES = ("report.py",)

_OPENING = b"# /// script"


def entries(source: Source, read: Read) -> Iterable[Entry]:
    """What the block asks for; nothing where there is none."""
    if _OPENING not in source.data:
        return ()
    from pratique.deps.manifests import _inline

    return _inline.entries(source, read)
