"""What a pattern rule says of the code that may concern it, as data.

LibCST is loaded, and a rule asked, only for top-level statements in which the compiler's tree shows
one of the rule's triggers. A trigger may be looser than its rule, never stricter: names are taken by
their last part, and through every import, assignment and base class of that name in the file.
"""

from __future__ import annotations

import re
from typing import NamedTuple

CALL, KEYWORD, ASSIGNMENT, MENTION, TEXT = "call", "keyword", "assignment", "mention", "text"
IMPORT, FUNCTION, DECORATED, CLASS, COMPARISON = "import", "function", "decorated", "class", "comparison"
HANDLER, ASSERTION, PARAMETER = "handler", "assertion", "parameter"

# A text that is put together: an f-string, a sum, `%` or `format`, by way of names too. One that is written there.
BUILT, WRITTEN = "built", "written"
_KINDS = ("str", "bytes", "int", "float", "bool", BUILT, WRITTEN)
_PIECE = re.compile(r"\*\w+\*")
_SPEC = re.compile(r"(?P<name>\w+|\*\w+\*)(?:@(?P<position>\d+))?(?:=(?P<value>.+))?", re.DOTALL)


class Given(NamedTuple):
    """An argument, or what is assigned: its name, its position in a call, and what it may be.

    values: constants, kinds: names of types of constants, BUILT or WRITTEN; where both are empty, anything.
    """

    name: str
    position: int | None = None
    values: tuple[str | bytes | int | float | bool | None, ...] = ()
    kinds: tuple[str, ...] = ()


class Trigger(NamedTuple):
    """One kind of place in the code, and what has to hold there; see the functions below."""

    kind: str
    names: tuple[str, ...] = ()
    given: tuple[Given, ...] = ()
    unless: tuple[Given, ...] = ()
    needs: tuple[str, ...] = ()
    holding: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    nowhere: tuple[str, ...] = ()
    starting: tuple[str, ...] = ()
    is_unused: bool = False
    returning: tuple[Given, ...] = ()
    profile: str = ""


Triggers = tuple[Trigger, ...]
Words = tuple[str, ...] | list[str]


def calls(
    *names: str,
    given: Words = (),
    unless: Words = (),
    needs: Words = (),
    holding: Words = (),
    near: Words = (),
    anywhere: Words = (),
    nowhere: Words = (),
    starting: Words = (),
    unused: bool = False,
    profile: str = "",
) -> Trigger:
    """Calls, also through functools.partial.

    names: qualified (`yaml.load`, `requests.Session().get`), a built-in function (`eval`: no method of
    that name), the bare name of a method (`execute`), or `*piece*` for each name with that piece in it,
    in any case. A call counts when the last part fits and the file holds the other parts as words.
    given: at least one of these arguments, as `keyword`, `keyword=constant`, `keyword=str` (a
    constant of that type), with `@position` (from 0) where it may stand without its keyword:
    `shell@8=True`. What is no literal may be any constant, and `**options` any argument.
    `keyword=built` is a text that is put together: an f-string with values, a sum, `%`, `format`;
    starting: with one of these patterns, in any case, at its beginning.
    unless: arguments that rule the call out, when they are written out.
    needs: one of these words must be in the file. holding, near: one of these patterns, in any case,
    must be found in the lines of the call, or in the innermost function around it (outside functions:
    in the top-level statement). anywhere: one of these, as they are written, in the file; nowhere: none
    of these. unused: the call is a statement of its own. profile: what is reported there is shown from
    that profile on.
    """
    trigger = _trigger(CALL, names, given, unless, needs, holding, near)
    return trigger._replace(
        anywhere=tuple(anywhere),
        nowhere=tuple(nowhere),
        starting=tuple(starting),
        is_unused=unused,
        profile=profile,
    )


def keywords(*given: str, needs: Words = (), holding: Words = (), near: Words = ()) -> Trigger:
    """Calls of anything with one of the keyword arguments: `verify=False`; known `**options` too."""
    return _trigger(KEYWORD, (), given, (), needs, holding, near)


def assignments(*given: str, needs: Words = (), holding: Words = (), near: Words = (), nowhere: Words = ()) -> Trigger:
    """Assignments to a variable, attribute or constant key of the name: `DEBUG=True`, `*password*=str`.

    `*password*=written` is a text that is written out there.
    """
    return _trigger(ASSIGNMENT, (), given, (), needs, holding, near)._replace(nowhere=tuple(nowhere))


def mentions(*names: str, needs: Words = (), holding: Words = (), near: Words = ()) -> Trigger:
    """Uses of a name or attribute, its import apart: `ssl.CERT_NONE`."""
    return _trigger(MENTION, names, (), (), needs, holding, near)


def texts(*pieces: str, needs: Words = (), holding: Words = (), near: Words = ()) -> Trigger:
    """Strings, docstrings apart, whose source has one of the pieces in it: `0.0.0.0`."""
    return _trigger(TEXT, pieces, (), (), needs, holding, near)


def imports(*modules: str) -> Trigger:
    """Imports of the modules or of something from them: `telnetlib`, `xml.sax`."""
    return _trigger(IMPORT, modules, (), (), (), (), ())


def functions(
    *names: str,
    needs: Words = (),
    holding: Words = (),
    near: Words = (),
    anywhere: Words = (),
    besides: Words = (),
    nowhere: Words = (),
    returning: Words = (),
) -> Trigger:
    """Definitions of functions of these names, or with `*piece*` in their names; of all where none is given.

    returning: whose `return`s, of which there are some, are all followed by one of these constants.
    """
    trigger = _trigger(FUNCTION, names, (), (), needs, holding, near)
    returned = tuple(_given(f"value={constant}") for constant in returning)
    return trigger._replace(
        anywhere=tuple(anywhere), besides=tuple(besides), nowhere=tuple(nowhere), returning=returned
    )


def parameters(*given: str, nowhere: Words = ()) -> Trigger:
    """Definitions of functions with a parameter of the name and such a default: `*password*=written`."""
    return _trigger(PARAMETER, (), given, (), (), (), ())._replace(nowhere=tuple(nowhere))


def decorated(*names: str, needs: Words = (), holding: Words = (), near: Words = ()) -> Trigger:
    """Functions and classes with such a decorator: `app.route`, `csrf_exempt`."""
    return _trigger(DECORATED, names, (), (), needs, holding, near)


def classes(
    *bases: str,
    needs: Words = (),
    holding: Words = (),
    near: Words = (),
    anywhere: Words = (),
    besides: Words = (),
) -> Trigger:
    """Classes with such a base; all classes where none is given.

    besides: one of these patterns too must be found in the file, as one of anywhere must.
    """
    trigger = _trigger(CLASS, bases, (), (), needs, holding, near)
    return trigger._replace(anywhere=tuple(anywhere), besides=tuple(besides))


def comparisons(
    *names: str,
    of: Words = (),
    unless: Words = (),
    needs: Words = (),
    holding: Words = (),
    near: Words = (),
    nowhere: Words = (),
) -> Trigger:
    """Comparisons (`==`, `in`, `is` …) with a variable, attribute, constant key or call of such a name.

    of: only those by one of these operators, by their names in the compiler's tree (`Eq`). unless: types
    of constants that no side is written as.
    """
    trigger = _trigger(COMPARISON, names, [f"operator={name!r}" for name in of], (), needs, holding, near)
    return trigger._replace(unless=(Given("side", None, (), tuple(unless)),) if unless else (), nowhere=tuple(nowhere))


def handlers(*names: str, needs: Words = (), holding: Words = (), near: Words = (), nowhere: Words = ()) -> Trigger:
    """`except` clauses: all, or those for everything and for exceptions of these names (`OSError`, `sqlite3.*`)."""
    return _trigger(HANDLER, (), (), (), needs, holding, near)._replace(names=names, nowhere=tuple(nowhere))


def assertions(needs: Words = (), holding: Words = (), near: Words = ()) -> Trigger:
    """`assert` statements."""
    return _trigger(ASSERTION, (), (), (), needs, holding, near)


def _trigger(
    kind: str, names: Words, given: Words, unless: Words, needs: Words, holding: Words, near: Words
) -> Trigger:
    if any("*" in name and not _PIECE.fullmatch(name) for name in names):
        raise ValueError(f"a piece of a name is written *piece*: {names}")
    for word in needs:
        if not re.fullmatch(r"\w+", word):
            raise ValueError(f"needs are single words, not {word!r}")
    fields = (tuple(map(_given, given)), tuple(map(_given, unless)), tuple(needs), tuple(holding), tuple(near))
    return Trigger(kind, tuple(names), *fields)


def _given(spec: str) -> Given:
    import ast  # only while the screen's table is made

    match = _SPEC.fullmatch(spec)
    if match is None:
        raise ValueError(f"not `name`, `name@position` or `name=value`: {spec!r}")
    position = int(match["position"]) if match["position"] else None
    if match["value"] is None:
        return Given(match["name"], position)
    if match["value"] in _KINDS:
        return Given(match["name"], position, (), (match["value"],))
    return Given(match["name"], position, (ast.literal_eval(match["value"]),))
