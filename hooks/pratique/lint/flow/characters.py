"""Which texts hold nothing but harmless characters: patterns, alphabets, tests of each character."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

from pratique.lint.flow.machine import Frame, Machine, access_path
from pratique.lint.flow.values import ALL, UNKNOWN, Container, Value, all_taints, cleared, elements, join, join_all

CHARACTER = "str.character"  # the type of one character of a text
# Characters with which none of the sinks can be steered; a dot alone cannot leave a folder.
_HARMLESS = re.compile(r"[\w .-]*\Z", re.ASCII)
_HARMLESS_PATTERN = re.compile(
    r"\\A|\^|\\Z|\\z|\$|\\w|\\d|\\\.|\\-|\?:|[A-Za-z0-9_ -]|\[(?:\\w|\\d|\\-|\\\.|[A-Za-z0-9_ .-])+\]|[+*?()|]"
    r"|\{\d*,?\d*\}"
)
_HARM = re.compile(r"\[\^(?:\\w|\\d|[A-Za-z0-9_ .-]|\\-|\\\.)+\][+]?\Z")
# Digits and operators make numbers only, whatever evaluates them: no names and no texts.
_ARITHMETIC = re.compile(r"[0-9 \t+*/().,%<>=!&|^~-]+")
# An address whose host cannot leave a domain: `https://[a-z]+\.example\.com/…`.
_SITE_PATTERN = re.compile(
    r"(?:\^|\\A)?https?\??:/\\?/(?:[\w-]|\\\.|\\-|\[(?:[\w-]|\\[dw])+\][+*]?|\(\?:[\w|-]+\)|\([\w|-]+\)){2,}(?:\\?/|\$|\\Z)"
)
_ARITHMETIC_PATTERN = re.compile(
    r"\\A|\^|\\Z|\\z|\$|\\d|\\s|\\[-+*/().]|\?:|[0-9 ]"
    r"|\[(?:\\[-+*/().ds^]|[0-9 \t+*/().,%<>=!&|~-])+\]|[+*?()|]|\{\d*,?\d*\}"
)
_MATCHES = ("fullmatch", "match", "search")
Refine = Callable[[Machine, ast.expr, Frame, bool], None]


def is_harmless(alphabet: Value) -> bool:
    """Whether every character of a constant text, or of a collection of texts, is harmless."""
    if "text" in alphabet.state:
        alphabet = alphabet.state["text"]
    if isinstance(alphabet.constant, str):
        return _HARMLESS.match(alphabet.constant) is not None
    container = alphabet.container
    if container is None or container.rest is not None or not container.known:
        return False
    found = container.known if container.kind == "dict" else [item.constant for item in container.known.values()]
    return all(isinstance(item, str) and _HARMLESS.match(item) for item in found)


def _text_of(alphabet: Value) -> str:
    """The characters of an alphabet, "" where they are not known."""
    held = alphabet.state.get("text", alphabet)
    return held.constant if isinstance(held.constant, str) else ""


def pattern_of(name: str, call: Any) -> tuple[Value, int] | None:
    """The pattern that a call of that name matches against, and the position of the text."""
    owner, _, method = name.rpartition(".")
    if method not in _MATCHES:
        return None
    if owner == "re.Pattern" and call.receiver is not None:
        return call.receiver.state.get("pattern", UNKNOWN), 0
    return (call.argument(0) or UNKNOWN, 1) if owner in ("re", "regex") else None


def consists_of_harmless(pattern: Value) -> bool:
    """Whether what the pattern matches can only be harmless."""
    return isinstance(pattern.constant, str) and not _HARMLESS_PATTERN.sub("", pattern.constant)


def excludes_harm(pattern: str) -> bool:
    """Whether a text in which the pattern is found nowhere holds harmless characters only."""
    return _HARM.match(pattern) is not None


def matched(name: str, call: Any) -> tuple[str, ...]:
    """The kinds of sinks for which a match of the whole text says that it is harmless."""
    found = pattern_of(name, call)
    kinds = _kinds_of(found[0]) if found is not None else ()
    if found is None or not kinds:
        return ()
    text = found[0].constant
    method = name.rpartition(".")[2]
    begins = method in ("fullmatch", "match") or (text.startswith(("^", "\\A")) and not _alternates(text))
    ends = method == "fullmatch" or (text.endswith(("$", "\\Z", "\\z")) and not _alternates(text))
    return kinds if begins and ends else ()


def _kinds_of(pattern: Value) -> tuple[str, ...]:
    """The kinds of sinks that what the pattern matches is harmless for."""
    if consists_of_harmless(pattern):
        return (ALL,)
    if not isinstance(pattern.constant, str):
        return ()
    if _SITE_PATTERN.match(pattern.constant):
        return ("url", "redirect")
    return ("code",) if not _ARITHMETIC_PATTERN.sub("", pattern.constant) else ()


def _alternates(pattern: str) -> bool:
    """Whether `|` stands outside any group, so that an anchor holds for one side only."""
    depth = 0
    for character in pattern:
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            return True
    return False


def each(machine: Machine, test: ast.Call, frame: Frame, truth: bool, refine: Refine) -> None:
    """`all(… for c in text)`, or not any: what the test says of each character, or of each constant."""
    given = test.args[0] if len(test.args) == 1 else None
    if not isinstance(given, (ast.GeneratorExp, ast.ListComp, ast.SetComp)) or len(given.generators) != 1:
        return
    generator = given.generators[0]
    if generator.ifs or not isinstance(generator.target, ast.Name):
        return
    name, held = generator.target.id, frame.env.get(generator.target.id)
    iterated = machine.evaluate(generator.iter, frame)
    path = access_path(generator.iter)
    known = _constants(iterated)
    if known:
        for item in known:
            frame.env[name] = item
            refine(machine, given.elt, frame, truth)
    elif path and iterated.container is not None and iterated.container.kind != "dict" and all_taints(iterated):
        frame.env[name] = join(join_all(elements(iterated.container)), Value(taints=iterated.taints))
        refine(machine, given.elt, frame, truth)
        tested = Container(iterated.container.kind, {}, frame.env[name], exact=False)
        frame.env[path] = Value(container=tested, subject=iterated.subject)
    elif path and iterated.taints and iterated.container is None:
        frame.env[name] = Value(taints=iterated.taints, type=CHARACTER)
        refine(machine, given.elt, frame, truth)
        frame.env[path] = Value(taints=frame.env[name].taints, type=iterated.type, subject=iterated.subject)
    frame.env.pop(name, None)
    if held is not None:
        frame.env[name] = held


def some(machine: Machine, test: ast.Call, frame: Frame, refine: Refine) -> None:
    """`any(… for x in collection)`: it holds for one of the elements."""
    from pratique.lint.flow.assignment import element_of

    given = test.args[0] if len(test.args) == 1 else None
    if not isinstance(given, (ast.GeneratorExp, ast.ListComp)) or len(given.generators) != 1:
        return
    target = given.generators[0].target
    if not isinstance(target, ast.Name):
        return
    held = frame.env.get(target.id)
    frame.env[target.id] = element_of(machine.evaluate(given.generators[0].iter, frame))
    refine(machine, given.elt, frame, True)
    frame.env.pop(target.id, None)
    if held is not None:
        frame.env[target.id] = held


def _constants(value: Value) -> list[Value]:
    if isinstance(value.constant, (str, tuple)) and len(value.constant) <= 64:
        return [Value(constants=(item,)) for item in value.constant]
    container = value.container
    if container is None or not container.exact or container.kind == "dict":
        return []
    found = list(container.known.values())
    return found if all(item.constants is not None for item in found) else []


def made_of(machine: Machine, node: ast.expr, alphabet: Value, frame: Frame) -> None:
    """`set(text)` lies within the alphabet; of a list, in a collection that outsiders do not fill."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or len(node.args) != 1:
        return
    path, value = access_path(node.args[0]), machine.evaluate(node.args[0], frame)
    known = value.container is not None and not all_taints(alphabet) and alphabet.constant is UNKNOWN
    if path and node.func.id in ("set", "frozenset") and (known or is_harmless(alphabet)):
        frame.env[path] = cleared(value, (ALL,))
    elif path and node.func.id in ("set", "frozenset") and _ARITHMETIC.fullmatch(_text_of(alphabet)):
        frame.env[path] = cleared(value, ("code",))
