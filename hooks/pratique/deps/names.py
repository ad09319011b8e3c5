"""Names of distributions, made comparable."""

from __future__ import annotations

import re

_SEPARATORS = re.compile(r"[-_.]+")


def canonical(name: str) -> str:
    """The name in the one spelling by which an index knows it (PEP 503)."""
    return _SEPARATORS.sub("-", name).lower()
