"""What a rule is shown beside calls and assignments, and from which nodes each view is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import libcst as cst

from pratique.lint import views
from pratique.lint.resolve import Names
from pratique.lint.views import File, Value, View
from pratique.lint.walk import Place


@dataclass(frozen=True)
class Handler(View):
    """An `except` clause."""

    @property
    def node(self) -> cst.ExceptHandler | cst.ExceptStarHandler:
        node = self.place.node
        assert isinstance(node, (cst.ExceptHandler, cst.ExceptStarHandler))
        return node

    @property
    def is_bare(self) -> bool:
        """Whether it names no exception."""
        return self.node.type is None

    @property
    def caught(self) -> Names:
        """Qualified names of the exceptions that it catches, each of a tuple; a class of the file is no base of its."""
        if self.node.type is None:
            return frozenset()
        caught = self.value(self.node.type)
        return frozenset().union(*(item.names for item in (caught, *caught.elements) if not item.is_class))


@dataclass(frozen=True)
class Function(View):
    """The definition of a function; its scope is the one around it."""

    @property
    def node(self) -> cst.FunctionDef:
        node = self.place.node
        assert isinstance(node, cst.FunctionDef)
        return node

    @property
    def name(self) -> str:
        return self.node.name.value

    @property
    def decorators(self) -> list[Value]:
        """The expressions after `@`, calls as they are."""
        return [self.value(decorator.decorator) for decorator in self.node.decorators]

    @property
    def is_method(self) -> bool:
        """Whether it stands in the body of a class."""
        around = (place.node for place in self.place.ancestors())
        return isinstance(next((node for node in around if isinstance(node, _BODIES)), None), cst.ClassDef)


_BODIES = (cst.FunctionDef, cst.ClassDef, cst.Module)


@dataclass(frozen=True)
class Class(View):
    """The definition of a class; its scope is the one around it."""

    @property
    def node(self) -> cst.ClassDef:
        node = self.place.node
        assert isinstance(node, cst.ClassDef)
        return node

    @property
    def name(self) -> str:
        return self.node.name.value

    @property
    def bases(self) -> list[Value]:
        return [self.value(base.value) for base in self.node.bases if not base.star]

    @property
    def decorators(self) -> list[Value]:
        """The expressions after `@`, calls as they are."""
        return [self.value(decorator.decorator) for decorator in self.node.decorators]


@dataclass(frozen=True)
class Assertion(View):
    """An `assert` statement."""

    @property
    def node(self) -> cst.Assert:
        node = self.place.node
        assert isinstance(node, cst.Assert)
        return node

    @property
    def test(self) -> Value:
        """What is asserted."""
        return self.value(self.node.test)


@dataclass(frozen=True)
class Comparison(View):
    """A comparison, chained or not."""

    @property
    def node(self) -> cst.Comparison:
        node = self.place.node
        assert isinstance(node, cst.Comparison)
        return node

    @property
    def pairs(self) -> list[tuple[Value, cst.BaseCompOp, Value]]:
        """(left, operator, right) of each link of the chain."""
        links = self.node.comparisons
        sides = [self.value(side) for side in (self.node.left, *(link.comparator for link in links))]
        return [(sides[index], link.operator, sides[index + 1]) for index, link in enumerate(links)]


@dataclass(frozen=True)
class Import(View):
    """An import statement."""

    @property
    def node(self) -> cst.Import | cst.ImportFrom:
        node = self.place.node
        assert isinstance(node, (cst.Import, cst.ImportFrom))
        return node

    @property
    def imported(self) -> list[str]:
        """The qualified names of what it imports; `package.*` for everything, relative ones with their dots."""
        if isinstance(self.node, cst.Import):
            return [alias.evaluated_name for alias in self.node.names]
        home = "." * len(self.node.relative)
        if self.node.module is not None:
            home += f"{cst.Module([]).code_for_node(self.node.module)}."
        if isinstance(self.node.names, cst.ImportStar):
            return [f"{home}*"]
        return [f"{home}{alias.evaluated_name}" for alias in self.node.names]


@dataclass(frozen=True)
class Text(View):
    """A string in one piece, no f-string; docstrings are shown too."""

    @property
    def node(self) -> cst.SimpleString:
        node = self.place.node
        assert isinstance(node, cst.SimpleString)
        return node

    @property
    def text(self) -> str | bytes:
        return self.node.evaluated_value


def _one(view: Callable[[Place, File], View]) -> Callable[[Place, File], Iterator[View]]:
    def make(place: Place, file: File) -> Iterator[View]:
        yield view(place, file)

    return make


# Node kind -> the views of such a node, and how they are made.
VIEWS: dict[type[cst.CSTNode], tuple[type[View], Callable[[Place, File], Iterator[View]]]] = {
    **views.VIEWS,
    cst.ExceptHandler: (Handler, _one(Handler)),
    cst.ExceptStarHandler: (Handler, _one(Handler)),
    cst.FunctionDef: (Function, _one(Function)),
    cst.ClassDef: (Class, _one(Class)),
    cst.Assert: (Assertion, _one(Assertion)),
    cst.Comparison: (Comparison, _one(Comparison)),
    cst.Import: (Import, _one(Import)),
    cst.ImportFrom: (Import, _one(Import)),
    cst.SimpleString: (Text, _one(Text)),
}
