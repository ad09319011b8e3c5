"""Python by its syntax tree; nothing of it is run."""

from __future__ import annotations

from pratique.secrets.python_tree import assignments_in
from pratique.secrets.reader import Reader, has_extension

READER = Reader(has_extension(".py", ".pyi", ".pyw"), assignments_in)
