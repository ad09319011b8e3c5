"""What every rule, detector or check of any hook says of itself.

The same text serves `explain`, the documentation pages, SARIF metadata and the tests, so it
stands once, in the rule's own file, as the module constant `RULE`.
"""

from __future__ import annotations

from dataclasses import dataclass

from pratique.core.finding import Confidence, Severity


@dataclass(frozen=True)
class Bad:
    """An example that must be found.

    code: the file's text. why: the reason this example is here, which names its test.
    fixed: the exact text after the rule's fix (also the unsafe one), or None where there is none.
    path: the name the example is checked under. count: how many findings it holds.
    files: further files of the example's repository, as (path, text), for rules that read them.
    """

    code: str
    why: str
    fixed: str | None = None
    path: str = ""
    count: int = 1
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Good:
    """An example that every rule of the hook must leave alone; why names its test."""

    code: str
    why: str
    path: str = ""
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Rule:
    """Metadata and documentation of one rule.

    name: the slug, equal to the module's file name with dashes; it names the bad thing.
    summary: one line without a full stop. help: what to do next, in the imperative.
    profile: the lowest profile that shows it (default, strict, pedantic).
    what, why, assistants, remedy: paragraphs for people (what is matched; what an attacker
    gains; why assistants write it; how to put it right and what a fix may change).
    prompt: the sentence that, in the request, would have avoided it.
    foreign: ids under which other tools know it (bandit's B506, ruff's S506), for their ignore comments.
    references: addresses; the CWE pages are added from cwe.
    """

    name: str
    summary: str
    help: str
    severity: Severity
    confidence: Confidence
    cwe: tuple[int, ...]
    what: str
    why: str
    assistants: str
    remedy: str
    prompt: str = ""
    references: tuple[str, ...] = ()
    profile: str = "default"
    foreign: tuple[str, ...] = ()
    bad: tuple[Bad, ...] = ()
    good: tuple[Good, ...] = ()

    @property
    def has_fix(self) -> bool:
        """Derived from the examples, so that it cannot claim a fix that no test has seen."""
        return any(example.fixed is not None for example in self.bad)
