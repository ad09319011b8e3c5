"""The program as written: modules of the repository, their imports, functions and classes."""

from __future__ import annotations

import ast
import posixpath
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from pratique.core.errors import SourceError
from pratique.lint import syntax
from pratique.lint.blocks import every_statement

Read = Callable[[str], "bytes | None"]
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
_Node = TypeVar("_Node", bound=ast.AST)
_Found = TypeVar("_Found")
_MAX_MODULES = 40
_MAX_EXPORTS = 64  # names to look a re-exported one up under; more is a circle in which the name grows
_ACCESSORS = frozenset({"setter", "deleter"})
_MAX_SIZE = 1_000_000


@dataclass(eq=False)
class Function:
    """A function of the program. owner: its class. outer: the function it stands in."""

    module: Module
    node: FunctionNode | ast.Lambda
    name: str
    owner: Class | None = None
    closure: Any = None  # the frame that it was made in, where that is a function's

    @property
    def decorators(self) -> list[ast.expr]:
        return [] if isinstance(self.node, ast.Lambda) else self.node.decorator_list

    @property
    def is_static(self) -> bool:
        return "staticmethod" in self.decorated_by

    @property
    def is_class_method(self) -> bool:
        return "classmethod" in self.decorated_by

    @property
    def is_property(self) -> bool:
        return bool(self.decorated_by & {"property", "cached_property"})

    @cached_property
    def decorated_by(self) -> frozenset[str]:
        """The last parts of the decorators' names."""
        called = [item.func if isinstance(item, ast.Call) else item for item in self.decorators]
        return frozenset(item.id if isinstance(item, ast.Name) else getattr(item, "attr", "") for item in called)

    @cached_property
    def is_fluent(self) -> bool:
        """Whether it is a method that hands back its object."""
        if self.owner is None or isinstance(self.node, ast.Lambda) or not self.node.args.args:
            return False
        name = self.node.args.args[0].arg
        found = [item.value for item in walk(self.node) if isinstance(item, ast.Return)]
        return any(isinstance(item, ast.Name) and item.id == name for item in found)

    @cached_property
    def rebound(self) -> frozenset[str]:
        """Names that the body assigns to."""
        nodes = [item for item in walk(self.node) if isinstance(item, ast.Name)]
        return frozenset(item.id for item in nodes if isinstance(item.ctx, ast.Store))


@dataclass(eq=False)
class Partial:
    """Something callable that was given some of its arguments, or its object, before."""

    callee: Any
    receiver: Any = None
    positional: list[Any] = field(default_factory=list)
    keywords: dict[str, Any] = field(default_factory=dict)


@dataclass(eq=False)
class Class:
    """A class of the program."""

    module: Module
    node: ast.ClassDef
    name: str
    methods: dict[str, Function] = field(default_factory=dict)

    @cached_property
    def attributes(self) -> dict[str, ast.expr | None]:
        """What the body of the class assigns to each name first; None where it only declares it."""
        found: dict[str, ast.expr | None] = {}
        for item in self.node.body:
            if isinstance(item, (ast.Assign, ast.AnnAssign)):
                for target in item.targets if isinstance(item, ast.Assign) else [item.target]:
                    if isinstance(target, ast.Name):
                        found.setdefault(target.id, item.value)
        return found


def ancestors(owner: Class, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Qualified names of the imported classes that a class derives from, also through others of its module."""
    for base in owner.node.bases:
        name, _, rest = ast.unparse(base).partition(".")
        known = owner.module.classes.get(name)
        if known is None:
            yield ".".join(filter(None, (owner.module.imports.get(name, name), rest)))
        elif not rest and name not in seen:
            yield from ancestors(known, seen | {name})


@dataclass(eq=False)
class Module:
    """One file. path: from the repository's root. imports: local name -> qualified name."""

    path: str
    tree: ast.Module
    imports: dict[str, str] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    classes: dict[str, Class] = field(default_factory=dict)
    variables: dict[str, ast.expr | None] = field(default_factory=dict)  # None: assigned more than once
    stars: list[str] = field(default_factory=list)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of the tree."""
        return walk(self.tree)

    @cached_property
    def package(self) -> str:
        """Dotted name of the folder that holds the file."""
        return posixpath.dirname(self.path).replace("/", ".")

    @cached_property
    def packages(self) -> frozenset[str]:
        """Qualified names of all that is imported anywhere in the file."""
        nodes = list(_imports(self.tree.body))
        modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        return frozenset(modules | {name for node in nodes for name in imported(node, self.package).values()})


def _imports(body: list[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """Every import of the statements and of those inside them."""
    return (node for node in every_statement(body) if isinstance(node, (ast.Import, ast.ImportFrom)))


def found_once(find: Callable[[_Node], _Found]) -> Callable[[_Node], _Found]:
    """The function, which asks the tree alone, with its answer kept on the node: a node is run many times."""
    place = f"_{find.__name__}"

    def kept(node: _Node) -> _Found:
        answer: _Found | None = node.__dict__.get(place)
        if answer is None:
            answer = node.__dict__[place] = find(node)
        return answer

    return kept


def walk(root: ast.AST) -> list[ast.AST]:
    """The node and all below it, in no particular order; faster than the standard library's."""
    found = [root]
    for node in found:
        for held in node.__dict__.values():
            if held.__class__ is list:
                found += [item for item in held if isinstance(item, ast.AST)]
            elif isinstance(held, ast.AST):
                found.append(held)
    return found


def build(path: str, tree: ast.Module) -> Module:
    """The module of a parsed file."""
    module = Module(path, tree)
    for node in _top_level(tree.body):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = imported(node, module.package)
            star = names.pop("*", "")
            if star:
                module.stars.append(star.removesuffix(".*"))
            module.imports.update(names)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    module.variables[target.id] = None if target.id in module.variables else node.value
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            module.functions[node.name] = Function(module, node, node.name)
        elif isinstance(node, ast.ClassDef):
            module.classes[node.name] = build_class(module, node)
    return module


def build_class(module: Module, node: ast.ClassDef) -> Class:
    made = Class(module, node, node.name)
    for item in node.body:
        if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
            method = Function(module, item, f"{node.name}.{item.name}", made)
            accessor = next(iter(method.decorated_by & _ACCESSORS), "")  # beside the property of that name
            made.methods[f"{item.name}.{accessor}" if accessor else item.name] = method
    return made


def _top_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements of module level, also those below `if`, `try` and `with`."""
    for node in body:
        yield node
        for name in ("body", "orelse", "finalbody", "handlers"):
            inner = getattr(node, name, [])
            if isinstance(node, (ast.If, ast.Try, ast.With)):
                for item in inner:
                    yield from _top_level(item.body if isinstance(item, ast.ExceptHandler) else [item])


def imported(node: ast.Import | ast.ImportFrom, package: str) -> dict[str, str]:
    """Local name -> qualified name; relative imports are made absolute from the package."""
    found = {}
    if isinstance(node, ast.Import):
        for alias in node.names:
            found[alias.asname or alias.name.partition(".")[0]] = (
                alias.name if alias.asname else alias.name.partition(".")[0]
            )
        return found
    base = node.module or ""
    if node.level:
        parts = package.split(".") if package else []
        kept = parts[: len(parts) - node.level + 1]
        base = ".".join([*kept, *([node.module] if node.module else [])])
    for alias in node.names:
        found[alias.asname or alias.name] = f"{base}.{alias.name}" if base else alias.name
    return found


@dataclass(eq=False)
class Program:
    """The module at hand, and the others of the repository, read when they are asked for."""

    main: Module
    read: Read
    _modules: dict[str, Module | None] = field(default_factory=dict)
    _found: dict[str, Function | Class | None] = field(default_factory=dict)

    def find(self, qualified: str) -> Function | Class | None:
        """The function or class of that name, if it is the program's; re-exports are followed."""
        if qualified not in self._found:
            self._found[qualified] = self._find(qualified, set())
        return self._found[qualified]

    def _find(self, qualified: str, seen: set[str]) -> Function | Class | None:
        if qualified in seen or len(seen) > _MAX_EXPORTS:
            return None
        seen.add(qualified)
        parts = qualified.split(".")
        for length in range(len(parts) - 1, 0, -1):
            module = self.module(".".join(parts[:length]))
            if module is not None:
                return self._member(module, parts[length:], seen)
        return None

    def _member(self, module: Module, parts: list[str], seen: set[str]) -> Function | Class | None:
        name = parts[0]
        if len(parts) == 1 and name in module.functions:
            return module.functions[name]
        if name in module.classes:
            owner = module.classes[name]
            return owner if len(parts) == 1 else owner.methods.get(parts[1])
        found = (self._find(".".join([target, *parts[1:]]), seen) for target in _exported(module, name))
        return next((item for item in found if item is not None), None)

    def holds(self, qualified: str) -> bool:
        """Whether the program defines something of that name."""
        return self.find(qualified) is not None or self.variable(qualified) is not None

    def variable(self, qualified: str) -> tuple[Module, str] | None:
        """The module and the name there of a variable of that name; re-exports are followed."""
        return self._variable(qualified, set())

    def _variable(self, qualified: str, seen: set[str]) -> tuple[Module, str] | None:
        owner, _, name = qualified.rpartition(".")
        module = self.module(owner) if owner else None
        if module is None or qualified in seen or len(seen) > _MAX_EXPORTS:
            return None
        seen.add(qualified)
        if name in module.variables:
            return module, name
        found = (self._variable(target, seen) for target in _exported(module, name))
        return next((item for item in found if item is not None), None)

    def module(self, dotted: str) -> Module | None:
        """The module of that name in the repository: from its root, from `src`, or beside the file."""
        if dotted not in self._modules:
            self._modules[dotted] = None  # also ends a circle of imports
            if dotted.partition(".")[0] in sys.stdlib_module_names:
                return None
            if len(self._modules) <= _MAX_MODULES:
                self._modules[dotted] = self._load(dotted)
        return self._modules[dotted]

    def _load(self, dotted: str) -> Module | None:
        stem = dotted.replace(".", "/")
        folder = posixpath.dirname(self.main.path)
        bases = dict.fromkeys(("", "src", *_folders(folder)))
        for base in bases:
            for name in (f"{stem}.py", f"{stem}/__init__.py"):
                path = posixpath.join(base, name)
                if path == self.main.path:
                    return self.main
                content = self.read(path)
                if content is not None and len(content) <= _MAX_SIZE:
                    return parsed(path, content)
        return None


def _exported(module: Module, name: str) -> list[str]:
    """What a name that the module does not define may stand for: what it imports, or may import by a star."""
    known = module.imports.get(name)
    return [known] if known is not None else [f"{star}.{name}" for star in module.stars]


def _folders(folder: str) -> Iterator[str]:
    """The folder and those above it: a script imports from its own, a project may nest its root."""
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


@lru_cache(maxsize=256)
def parsed(path: str, content: bytes) -> Module | None:
    """The module of a file's content; None where it is not Python, or not in UTF-8."""
    try:
        return build(path, syntax.shared_ast(content.decode("utf-8-sig")))
    except (SyntaxError, SourceError, UnicodeDecodeError, RecursionError):
        return None
