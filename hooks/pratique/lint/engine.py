"""From a file to findings: screen, parse what is concerned, walk, ask the rules, place the fixes."""

from __future__ import annotations

import ast
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import libcst as cst

from pratique.core.finding import Outcome, Problem
from pratique.core.settings import Settings
from pratique.core.source import Source
from pratique.lint import declare, module_scope, repairs, screen, statements, syntax
from pratique.lint.declare import LintRule, Report
from pratique.lint.fragments import Fragment, Fragments
from pratique.lint.repairs import Layout
from pratique.lint.scopes import MODULE, Scope
from pratique.lint.views import VIEWS, File, View
from pratique.lint.walk import Place, walk

Crash = Callable[[Exception], str]


@dataclass(frozen=True)
class Unit:
    """A file as the rules see it: parsed pieces, the module's scope, and where imports stand."""

    source: Source
    fragments: Fragments
    scope: Scope
    layout: Layout
    pieces: Sequence[Fragment]


def check(source: Source, settings: Settings, names: Sequence[str]) -> Iterator[Outcome]:
    """Outcomes of the named rules; SourceError when the file is not Python."""
    anchors = screen.concerned_rules(source.data, names)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # evaluating a literal may warn of its escapes
        tree: ast.Module | None = None
        try:
            tree = syntax.parse_ast(source.text)
        except SyntaxError as refusal:
            module = syntax.parse_newer(source, refusal)
        if not anchors:
            return
        problems: list[Outcome] = []
        rules = list(_load(source, settings, anchors, problems))
        words = [anchor for rule in rules for anchor in anchors[rule.rule.name]]
        unit = _unit_of_module(source, module) if tree is None else _unit(source, tree, words, problems)
        yield from problems
        yield from _outcomes(unit, rules)


def _load(
    source: Source, settings: Settings, names: Mapping[str, object], problems: list[Outcome]
) -> Iterator[LintRule]:
    for name in names:
        try:
            rule = declare.load(name)
        except Exception as error:  # a broken rule must not silence the others
            problems.append(Problem(source.path, name, _crash(error)))
            continue
        if settings.shows(rule.rule):
            yield rule


def _crash(error: Exception) -> str:
    from pratique.core.runner import crash  # only on the way to an error

    return crash(error)


def _unit(source: Source, tree: ast.Module, words: Sequence[bytes], problems: list[Outcome]) -> Unit:
    """Only the top-level statements concerned are parsed by LibCST."""
    fragments = Fragments(source)
    parts = statements.split(source, tree)
    pieces: list[Fragment] = []
    for index in screen.concerned_statements(source.data, parts, words):
        part = parts[index]
        try:
            pieces.append(fragments.statement(part.start, part.end))
        except (cst.ParserSyntaxError, syntax.TooDeep) as error:
            problems.append(Problem(source.path, "", _unreadable(source, part.start, error)))
    scope = module_scope.build(source, tree, fragments)
    return Unit(source, fragments, scope, repairs.layout_of_ast(source, tree), pieces)


def _unreadable(source: Source, start: int, error: Exception) -> str:
    line = source.line_index(start) + source.first_line
    reason = error.message if isinstance(error, cst.ParserSyntaxError) else str(error)
    return f"the statement in line {line} cannot be read by LibCST: {' '.join(reason.split())}"


def _unit_of_module(source: Source, module: cst.Module) -> Unit:
    """The whole file by LibCST, for syntax that this Python does not know."""
    fragments = Fragments(source)
    fragment = fragments.add(module, 0)
    return Unit(source, fragments, Scope(MODULE), repairs.layout_of_cst(source, fragment), [fragment])


def _outcomes(unit: Unit, rules: Sequence[LintRule]) -> Iterator[Outcome]:
    wanted = frozenset(kind for kind, (view, _) in VIEWS.items() if any(view in rule.checks for rule in rules))
    places: list[Place] = []
    for piece in unit.pieces:
        places += walk(piece.module, unit.scope, wanted)
    views: dict[type[View], list[View]] = defaultdict(list)
    file = File(unit.source.path, unit.source.data, unit.scope)
    for place in places:
        kind, make = VIEWS[type(place.node)]
        views[kind] += make(place, file)
    for rule in rules:
        try:
            yield from list(_of_rule(unit, rule, views))
        except Exception as error:  # isolated: the other rules still report
            yield Problem(unit.source.path, rule.rule.name, _crash(error))


def _of_rule(unit: Unit, rule: LintRule, views: Mapping[type[View], Sequence[View]]) -> Iterator[Outcome]:
    for kind, judge in rule.checks.items():
        for view in views.get(kind, ()):
            for report in judge(view):
                yield _finding(unit, rule, report)


def _finding(unit: Unit, rule: LintRule, report: Report) -> Outcome:
    span = unit.fragments.span(report.node)
    assert span is not None, "a rule reported a node that is not in the file"
    finding = unit.source.finding(
        "lint",
        rule.rule,
        *span,
        report.message,
        help=report.help,
        fix=repairs.fix(report.repair, unit.fragments, unit.layout) if report.repair else None,
        severity=report.severity,
        confidence=report.confidence,
    )
    return replace(finding, profile=report.profile) if report.profile else finding
