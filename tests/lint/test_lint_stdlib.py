"""The standard library: no crash, and every fix leaves code that compiles."""

from __future__ import annotations

import sysconfig
from pathlib import Path

import pytest

from pratique.core import edits
from pratique.core.finding import Finding, Notice
from pratique.core.source import Source
from support.linting import outcomes

STDLIB = Path(sysconfig.get_path("stdlib"))
# Deliberately broken files of tests, and other projects.
SKIPPED = {"test", "tests", "lib2to3", "site-packages", "idlelib"}
FILES = [path for path in sorted(STDLIB.rglob("*.py")) if not SKIPPED & set(path.relative_to(STDLIB).parts)]


@pytest.mark.slow
def test_every_file_of_the_standard_library() -> None:
    assert len(FILES) > 400
    for path in FILES:
        raw = path.read_bytes()
        found = outcomes(raw, path.name)
        assert all(isinstance(outcome, (Finding, Notice)) for outcome in found), (path, found)
        source = Source.load(path.name, raw)
        for outcome in found:
            if isinstance(outcome, Finding) and outcome.fix is not None:
                compile(edits.apply(source.data, outcome.fix.edits), path.name, "exec", dont_inherit=True)
