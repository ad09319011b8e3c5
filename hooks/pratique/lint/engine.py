"""From a file to findings: screen, parse what is concerned, walk, ask the rules, place the fixes."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import libcst as cst

from pratique.core.finding import Outcome, Problem, Region
from pratique.core.hook import Read
from pratique.core.settings import Settings
from pratique.core.source import Source
from pratique.lint import declare, flow_spans, module_scope, repairs, statements, supersede, syntax
from pratique.lint.declare import LintRule, Report
from pratique.lint.flow.machine import Hit
from pratique.lint.flow_view import Flow, flow_views
from pratique.lint.fragments import Fragment, Fragments, is_filler
from pratique.lint.repairs import Layout
from pratique.lint.scopes import MODULE, Scope
from pratique.lint.statement_views import VIEWS, Class, Function
from pratique.lint.trigger_search import Concern
from pratique.lint.views import File, View
from pratique.lint.walk import Place, walk

Crash = Callable[[Exception], str]
_DEFINITIONS = frozenset[type[cst.CSTNode]]([cst.FunctionDef, cst.ClassDef])


@dataclass(frozen=True)
class Unit:
    """A file as the rules see it: parsed pieces, the module's scope, and where imports stand."""

    source: Source
    fragments: Fragments
    scope: Scope
    layout: Layout
    pieces: Sequence[Fragment]


@dataclass(frozen=True)
class Wanted:
    """What there is to do in a file: rules on patterns and where they concern it, rules on data flow
    and what they have to judge. settled: calls of which data flow knows that they do no harm."""

    concern: Concern
    flows: Sequence[str]
    hits: Sequence[Hit]
    settled: Sequence[Hit] = ()


def check(
    source: Source,
    settings: Settings,
    wanted: Wanted,
    tree: ast.Module | None,
    module: cst.Module | None,
    read: Read,
) -> Iterator[Outcome]:
    """Outcomes of the rules, for a file parsed by the compiler (tree) or by LibCST (module)."""
    problems: list[Outcome] = []
    names = [*sorted(wanted.concern.rules), *(wanted.flows if wanted.hits or wanted.settled else ())]
    rules = list(_load(source, settings, tuple(dict.fromkeys(names)), problems))
    if tree is not None:
        places = wanted.concern.places | {statements.lines_of(hit.call) for hit in wanted.hits}
        unit = _unit(source, tree, statements.merged(places), problems)
    else:
        assert module is not None
        unit = _unit_of_module(source, module)
    yield from problems
    found = supersede.quietened(_outcomes(unit, rules, wanted.hits, read), rules, _harmless(source, wanted.settled))
    yield from supersede.without_superseded(found, rules, settings)


def _harmless(source: Source, settled: Sequence[Hit]) -> dict[Region, set[str]]:
    """Calls of which data flow knows that they do no harm -> the kinds of sinks that they are."""
    found: dict[Region, set[str]] = defaultdict(set)
    for hit in settled:
        if hit.sink is not None:
            found[source.region(*flow_spans.of_node(source, hit.call))].add(hit.sink.kind)
    return found


def _load(source: Source, settings: Settings, names: Sequence[str], problems: list[Outcome]) -> Iterator[LintRule]:
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


def _unit(
    source: Source,
    tree: ast.Module,
    places: Sequence[statements.Lines],
    problems: list[Outcome],
) -> Unit:
    """Of the top-level statements that touch one of the places, LibCST parses what is around the places."""
    fragments = Fragments(source)
    pieces: list[Fragment] = []
    for statement in statements.split(source, tree):
        if not any(statements.touches(node, places) for node in statement.nodes):
            continue
        try:
            pieces.append(fragments.statement(statements.abridged(source, statement, places), statement.start))
        except (cst.ParserSyntaxError, syntax.Unreadable) as error:
            problems.append(Problem(source.path, "", _unreadable(source, statement.start, error)))
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


def _outcomes(unit: Unit, rules: Sequence[LintRule], hits: Sequence[Hit], read: Read) -> Iterator[Outcome]:
    wanted = frozenset(kind for kind, (view, _) in VIEWS.items() if any(view in rule.checks for rule in rules))
    if hits:
        wanted |= {cst.Call, cst.Return}
    if wanted & _DEFINITIONS:
        wanted |= {cst.Expr}  # which may stand for what was left out of them
    places: list[Place] = []
    for piece in unit.pieces:
        places += walk(piece.module, unit.scope, wanted)
    views: dict[type[View], list[View]] = defaultdict(list)
    file = File(unit.source.path, unit.source.data, unit.scope, unit.fragments.span)
    hidden = _hidden(places)
    for place in places:
        if type(place.node) not in VIEWS or place.node in hidden:
            continue  # a `return`, which only data flow asks for, or what no rule is to judge
        kind, make = VIEWS[type(place.node)]
        views[kind] += make(place, file)
    file.functions.extend(views[Function])
    file.classes.extend(views[Class])
    calls = [place for place in places if isinstance(place.node, (cst.Call, cst.Return))]
    flows = flow_views(unit.source, unit.fragments, file, hits, calls, read)
    for rule in rules:
        try:
            judged: dict[Any, Sequence[Any]] = {**views, Flow: [flow for flow in flows if flow.kind in rule.kinds]}
            yield from list(_of_rule(unit, rule, judged))
        except Exception as error:  # isolated: the other rules still report
            yield Problem(unit.source.path, rule.rule.name, _crash(error))


def _hidden(places: Sequence[Place]) -> set[cst.CSTNode]:
    """Functions and classes of which something was left out: there is less of them than rules must think."""
    found: set[cst.CSTNode] = set()
    for place in places:
        if type(place.node) is cst.Expr and is_filler(place):
            found.update(around.node for around in place.ancestors() if type(around.node) in _DEFINITIONS)
    return found


def _of_rule(unit: Unit, rule: LintRule, views: Mapping[Any, Sequence[Any]]) -> Iterator[Outcome]:
    for kind, judge in rule.checks.items():
        for view in views.get(kind, ()):
            for report in judge(view):
                yield _finding(unit, rule, report, view)


def _finding(unit: Unit, rule: LintRule, report: Report, view: View | Flow) -> Outcome:
    near = view.place if isinstance(view, View) else None
    span = report.node if isinstance(report.node, tuple) else unit.fragments.span(report.node, near)
    assert span is not None, "a rule reported a node that is not in the file"
    finding = unit.source.finding(
        "lint",
        rule.rule,
        *span,
        report.message,
        help=report.help,
        fix=repairs.fix(report.repair, unit.fragments, unit.layout) if report.repair else None,
        related=view.related if isinstance(view, Flow) else (),
        severity=report.severity,
        confidence=report.confidence,
    )
    return replace(finding, profile=report.profile or finding.profile, cwe=report.cwe or finding.cwe)
