"""Which functions of a file are interpreted by themselves: those that an outsider's value can be in."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from pratique.lint.blocks import inner_statements
from pratique.lint.flow import binding, decorated, entries, functions, objects
from pratique.lint.flow.library import Library
from pratique.lint.flow.machine import Frame, Machine, OverBudget
from pratique.lint.flow.model import Entry
from pratique.lint.flow.program import Function, Module, build_class, imported
from pratique.lint.flow.values import Value, all_taints, join

_DEPTHS = (5, 2, 0)  # how far calls are followed: less where the work bound is hit
_WORD = re.compile(r"\w+")
_PASSES = 4  # over functions that use what others turned out to bring


def run_all(machine: Machine, module: Module, home: Frame, text: Callable[[ast.AST], bytes]) -> list[tuple[str, int]]:
    """Run every function that matters; name and line of those that the work bound cut short.

    A function matters that is an entry or mentions a source; then those that mention what these
    turned out to bring: a result, an attribute of an object, a global variable.
    """
    waiting = {function: text(function.node) for function in _functions(module, module.tree.body)}
    everything = b"\n".join(waiting.values())
    chosen = {function: entries.entry_of(machine, function, home) for function in waiting}
    words = source_words(machine, module, home)
    order = sorted(waiting, key=lambda function: b"global " not in waiting[function])  # what they set, others use
    unfinished: dict[tuple[str, int], None] = {}
    done: set[Function] = set()
    known: set[bytes] = set()
    for turn in range(_PASSES):
        brought: set[bytes] = set()
        present = [word for word in words if _may_hold(machine, word) and word in everything]
        for function in order:
            concerned = any(word in waiting[function] for word in present)
            if turn == 0 and not concerned:
                concerned = chosen[function] is not None or _imports_source(machine, function, waiting[function])
            if concerned:
                done.add(function)
                if not _run(machine, function, chosen[function], brought):
                    unfinished[function.name, function.node.lineno] = None
        brought |= {name.encode() for name in _bringing(machine, home.env)}
        known |= words
        words = brought - known
        machine.summaries.clear()  # what was brought may be in them
        if not words:
            break
    return list(unfinished)


def _may_hold(machine: Machine, text: bytes) -> bool:
    """Whether the file holds the words of the text: far cheaper to ask than where it holds the text itself."""
    return machine.words is None or machine.words.issuperset(_parts(text))


@lru_cache(maxsize=10_000)
def _parts(text: bytes) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.decode("utf-8", "replace")))


def source_words(machine: Machine, module: Module, home: Frame) -> set[bytes]:
    """Words of which one occurs wherever an outsider's value appears without being handed over."""
    library = machine.library
    words = {word for name, qualified in module.imports.items() for word in _mentions(library, name, qualified)}
    words |= library.words
    words |= {name.encode() for name in _bringing(machine, home.env)}
    for name, owner in module.classes.items():
        kinds = objects.lineage(machine, objects.type_name(machine, owner))
        if any(kind in library.leads or library.carries(kind) for kind in kinds):
            words |= {name.encode(), b"self."}
    return words


def _mentions(library: Library, name: str, qualified: str) -> Iterator[bytes]:
    """What a use of an imported name looks like that leads to a source: `os.environ`, but not `os.path`."""
    if qualified not in library.leads:
        return
    members = library.leads[qualified]
    yield from (f"{name}.{member}".encode() for member in members)
    if not members:
        yield name.encode()


def _imports_source(machine: Machine, function: Function, content: bytes) -> bool:
    """Whether the function imports, for itself, what leads to a source, and uses that."""
    if b"import " not in content:
        return False
    nodes = [node for node in ast.walk(function.node) if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = [pair for node in nodes for pair in imported(node, function.module.package).items()]
    return any(word in content for name in names for word in _mentions(machine.library, *name))


def _bringing(machine: Machine, values: Mapping[str, Value]) -> Iterator[str]:
    """Names of values that are an outsider's, or hand out such."""
    return (name for name, value in values.items() if all_taints(value) or machine.library.carries(value.type))


def _functions(module: Module, body: Iterable[ast.AST], scope: Frame | None = None) -> Iterator[Function]:
    """Every function of the file, also those inside functions and classes.

    scope: of the function around, with what it defines and imports, which those inside may use.
    """
    for node in body:
        if scope is not None and isinstance(node, (ast.Import, ast.ImportFrom)):
            scope.env |= {name: Value(refs=(known,)) for name, known in imported(node, module.package).items()}
        if isinstance(node, ast.ClassDef):
            known = module.classes.get(node.name)
            owner = known if known is not None and known.node is node else build_class(module, node)
            yield from owner.methods.values()
            for item in node.body:
                inner = item.body if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)) else [item]
                yield from _functions(module, inner)
            continue
        within = scope
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            known_one = module.functions.get(node.name) if scope is None else None
            is_known = known_one is not None and known_one.node is node
            found = known_one if known_one is not None and is_known else Function(module, node, node.name, None, scope)
            if scope is not None:
                scope.env[node.name] = Value(refs=(found,))
            within = Frame(module, {}, found, outer=scope)
            yield found
        below = inner_statements(node)
        if below:
            yield from _functions(module, below, within)


def initial(machine: Machine, init: Function) -> Mapping[str, Value]:
    """The state that `__init__` leaves in an object, whatever it is called with."""
    frame = Frame(init.module, {}, init, depth=1)
    home = functions.module_frame(machine, init.module)
    machine.quiet += 1
    machine.running.append(init.node)
    try:
        binding.bind_entry(machine, init, entries.entry_of(machine, init, home), frame)
        functions.body_result(machine, init, frame)
        return state(init, frame)
    except (OverBudget, RecursionError):
        if machine.quiet == 1 and not machine.depth:
            raise
        return {}
    finally:
        machine.running.pop()
        machine.quiet -= 1


def state(method: Function, frame: Frame) -> Mapping[str, Value]:
    """The state of the object at the end of a method."""
    names = functions.positional(method)
    return frame.env[names[0].arg].state if names and names[0].arg in frame.env else {}


def _run(machine: Machine, function: Function, entry: Entry | None, brought: set[bytes]) -> bool:
    """Run a function, following its calls as far as the work bound allows; False when even its own
    body is too large. Adds the words that lead to what it brings."""
    for depth in _DEPTHS:
        if machine.is_exhausted:
            return False
        machine.depth = depth
        found = len(machine.hits)
        if _attempt(machine, function, entry, brought):
            if entry is not None and len(machine.hits) > found:
                machine.hits[found:] = decorated.confirmed(
                    machine,
                    function,
                    entry,
                    machine.hits[found:],
                    lambda outer: _attempt(machine, outer, entry, set()),
                )
            return True
        if depth:
            del machine.hits[found:]
    return False


def _attempt(machine: Machine, function: Function, entry: Entry | None, brought: set[bytes]) -> bool:
    """Run a function once; whether it came to its end within the bound."""
    machine.begin()
    machine.repeated.clear()
    frame = Frame(function.module, {}, function, entry=entry, outer=function.closure)
    try:
        binding.bind_entry(machine, function, entry, frame)
        machine.running.append(function.node)
        result = functions.body_result(machine, function, frame)
        if entry is None and (all_taints(result) or machine.library.carries(result.type)):
            name = function.name.rpartition(".")[2].encode()
            brought.add(b"." + name if function.owner is not None else name + b"(")
        _learn(machine, function, frame, brought)
        return True
    except (OverBudget, RecursionError):
        return False
    finally:
        machine.running.clear()


def _learn(machine: Machine, function: Function, frame: Frame, brought: set[bytes]) -> None:
    """What a method leaves in its object is there for the other methods."""
    if function.owner is None or function.is_static:
        return
    kind = objects.type_name(machine, function.owner)
    known = dict(objects.instance(machine, kind))
    left = state(function, frame)
    for name in _bringing(machine, left):
        value = left[name]
        brought.add(b"." + name.encode())
        if name not in known or not all_taints(known[name]):
            known[name] = join(known[name], value) if name in known else value
    machine.instances[kind] = known
