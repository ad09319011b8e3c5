"""One file: parse it, follow its data, and load LibCST only where there is something to report."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pratique.core.errors import SourceError
from pratique.core.finding import Notice, Outcome, Problem
from pratique.core.hook import Read
from pratique.core.settings import Settings
from pratique.core.source import Source
from pratique.lint import file_words, flow_spans, screen, syntax
from pratique.lint.concern import concerned
from pratique.lint.trigger_search import Concern

if TYPE_CHECKING:
    import libcst as cst

    from pratique.lint.flow.machine import Hit

_TOO_NEW = "its syntax is newer than the Python that runs pratique: data flow was not followed"


def check(source: Source, settings: Settings, names: tuple[str, ...], read: Read) -> Iterator[Outcome]:
    """Outcomes of the named rules; SourceError when the file is not Python."""
    held = file_words.words(source.data)
    candidates = screen.candidates(source.data, held, names)
    flows = screen.concerned_flows(source.data, held, names)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # evaluating a literal may warn of its escapes
        tree: ast.Module | None = None
        module: cst.Module | None = None
        try:
            tree = syntax.shared_ast(source.text, keep=bool(flows))
        except SyntaxError as refusal:
            module = syntax.parse_newer(source, refusal)
        hits: tuple[Hit, ...] = ()
        settled: tuple[Hit, ...] = ()
        if flows:
            followed = tree if tree is not None else _in_older_syntax(source, module)
            hits, settled, outcomes = _followed(source, followed, held, read)
            yield from outcomes
        concern = _concern(source, tree, candidates)
        if not concern.rules and not hits:
            return
        from pratique.lint import engine  # imports LibCST

        yield from engine.check(source, settings, engine.Wanted(concern, flows, hits, settled), tree, module, read)


def _concern(source: Source, tree: ast.Module | None, candidates: Sequence[screen.Candidate]) -> Concern:
    """What the rules on patterns want to see of the file: of one in newer syntax, everything."""
    if tree is None:
        return Concern({candidate.rule for candidate in candidates})
    return concerned(source, tree, candidates) if candidates else Concern()


def is_clean(source: Source, names: tuple[str, ...]) -> bool:
    """Whether the file is Python, and nothing in it concerns one of the named rules."""
    held = file_words.words(source.data)
    if screen.concerned_flows(source.data, held, names):
        return False
    try:
        tree = syntax.parse_ast(source.text)
    except (SyntaxError, SourceError):
        return False  # check says why, with LibCST's second opinion
    return not _concern(source, tree, screen.candidates(source.data, held, names)).rules


def _text(source: Source, node: ast.AST) -> bytes:
    return source.data[slice(*flow_spans.of_node(source, node))]


def _in_older_syntax(source: Source, module: cst.Module | None) -> ast.Module | None:
    """The compiler's tree of a file whose syntax is newer than it; None where respelling is not enough."""
    from pratique.lint import fragments, older

    assert module is not None
    whole = fragments.Fragments(source).add(module, 0)
    try:
        return older.tree(source.data, whole)
    except SyntaxError:
        return None


def _followed(
    source: Source, tree: ast.Module | None, held: set[bytes], read: Read
) -> tuple[tuple[Hit, ...], tuple[Hit, ...], list[Outcome]]:
    """Where outsiders' values reach sinks, where they do no harm, and what could not be followed to the end."""
    if tree is None:
        return (), (), [Problem(source.path, "", _TOO_NEW)]
    from pratique.lint.flow import interpret

    words = frozenset(b" ".join(held).decode("utf-8", "replace").split())
    try:
        result = interpret.interpret(source.path, tree, read, lambda node: _text(source, node), words=words)
    except RecursionError:
        return (), (), [Problem(source.path, "", "its code is nested too deeply to follow its data")]
    except Exception as error:  # a gap in the interpreter must not silence the other rules
        from pratique.core.runner import crash

        return (), (), [Problem(source.path, "", crash(error))]
    notices: list[Outcome] = [
        Notice(f"{name} is too large to be followed to its end; data flow may be missed there", source.path, line)
        for name, line in result.unfinished
    ]
    return result.hits, result.settled, notices
