"""Requirements as lines for pip, made of nothing but what was understood of them."""

from __future__ import annotations

import re

from packaging.markers import InvalidMarker, Marker
from packaging.requirements import InvalidRequirement
from packaging.requirements import Requirement as Parsed
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from pratique.deps import context
from pratique.deps.model import Requirement
from pratique.deps.names import canonical

# Keys of Poetry's and Pipenv's tables.
_EXTRAS = rb"\bextras\s*=\s*\[([^\]]*)\]"
_MARKERS = rb"\bmarkers\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
_CONDITIONS = rb"[{,]\s*(?:python|platform|sys_platform|os_name|python_version|platform_[a-z]+)\s*="


def line(requirement: Requirement, is_constraint: bool = False) -> str:
    """The requirement in PEP 508; ValueError with the reason where the file says it in a way that has no such form.

    is_constraint: without extras, which pip refuses in constraints.
    """
    text = requirement.source.data[requirement.start : requirement.end].decode("utf-8", "replace").strip()
    try:
        parsed = Parsed(text)
    except InvalidRequirement:
        parsed = _of_table(requirement)
    if canonical(parsed.name) != requirement.name or parsed.url:
        parsed = _of_table(requirement)
    if is_constraint:
        parsed.extras = set()
    made = str(parsed)
    if "$" in made or not made.isprintable():  # pip would put an environment variable in
        raise ValueError("its constraint is not one that can be resolved")
    return made


def _of_table(requirement: Requirement) -> Parsed:
    """The requirement of a table: its constraint was translated by the reader, the rest stands beside it."""
    written = context.statement(requirement)
    if re.search(_CONDITIONS, written):
        raise ValueError("it holds under conditions that only the tool which reads this table can judge")
    extras = re.search(_EXTRAS, written)
    named = re.findall(r"[\"']([A-Za-z0-9._-]+)[\"']", extras[1].decode("utf-8", "replace")) if extras else []
    markers = re.search(_MARKERS, written)
    try:
        made = Parsed(requirement.name)
        made.extras = set(named)
        made.specifier = SpecifierSet(requirement.specifier)
        if markers:
            made.marker = Marker((markers[1] or markers[2] or b"").decode("utf-8", "replace"))
    except (InvalidMarker, InvalidSpecifier, InvalidRequirement) as error:
        raise ValueError("its constraint is not one that can be resolved") from error
    return made
