"""The words in which a framework or library is described: sources, sinks, sanitisers and the rest.

A module of `pratique.lint.models` defines `MODEL = Model(...)`. Names are qualified as the code that
uses them would resolve them: a function `os.system`, a class `sqlite3.Cursor`, its method
`sqlite3.Cursor.execute`, an attribute `flask.request.args`. A name that begins with `*.` is a method
of a receiver whose type is not known, as in `*.execute`; one that begins with `**.` a method, or an
attribute, of any receiver of whose class no model says anything.

Arguments are named by position from 0 (the receiver does not count) or by keyword; ANY is each of
them, RECEIVER the object whose method it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pratique.lint.flow.values import ALL, REMOTE

ANY = "*"
RECEIVER = "."
KEYWORDS = "**="  # each argument by keyword

TEXT = ("nosql",)
STRUCTURE: tuple[str, ...] = ()

Argument = int | str


class Source(NamedTuple):
    """A name whose value, or whose result when called, an outsider chooses.

    what: where it comes from, in words for people. type: the class of the value, where it has one.
    clears: kinds of sinks that it never harms. Most of what a request holds is text, and text
    cannot be an operator of a NoSQL query; a parsed JSON body can: STRUCTURE.
    given: of a call, the arguments of which one must be other than a constant for it to count; where
    one brings a taint of its own, that one stays, without what its name or address was cleared for.
    clean: keys under which it holds, or as a method gives, what outsiders do not choose. only: the
    keys under which alone it holds what they do, where a server or a program adds others of its own.
    """

    name: str
    what: str
    rank: str = REMOTE
    type: str = ""
    clears: tuple[str, ...] = TEXT
    given: tuple[Argument, ...] = ()
    clean: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


class Record(NamedTuple):
    """A mapping or pair whose element under key says what the one under field is.

    Unless the element under key certainly is one of values, the one under field is harmless for the
    kinds of sinks: the role of a chat message, for instance. others: the other values, for pairs
    that mean something else when they begin with neither.
    """

    key: Argument
    values: tuple[Any, ...]
    field: Argument
    clears: tuple[str, ...]
    others: tuple[Any, ...] = ()


class Sink(NamedTuple):
    """A call that does harm when one of these arguments is chosen by an outsider; without any, one that
    does by what it is told, whoever chose that.

    kind: the kind of harm, which one rule reports. when, unless: keyword -> value; the sink counts
    only when, or unless, the argument certainly has that value (True and False by truth; NOT_GIVEN
    when it is absent; a compiled pattern by its match, in which a NUL stands for each piece of the text that
    is not known; a frozenset by one of its names). A `when`
    that is not certain does not count, an `unless` that is not does.
    element: the argument is a sequence, of which only the element of that index matters.
    is_vector: the argument is an argument vector (with ANY: all positional ones together), of which
    the program and the text that an interpreter takes as its program matter; or_vector: it is where
    it is a list, and a command line where it is a text. receiver: for a `*.`
    name, what the receiver's own name must match. template: the argument at this position is a
    %-template for those after it. passes: the result depends on the arguments, as of any other call.
    keys: the argument is a dict, of which only what stands under these keys matters, at any depth;
    but: what stands under these does not. shallow: what a container holds does not matter, only
    who chose the container itself. like: a pattern that the constant text of the argument must
    hold, for names so common that the text has to show what the call is; lenient: one without any
    constant text counts too. record: (key, field) of
    the records that the argument is or holds, of which only the field matters. judged_by:
    (attribute, kind): the argument does no harm where its attribute is harmless for that kind. about:
    without arguments, the first of those given is the value that the rule is shown.

    A dotted argument in when and unless, `parser.entities` (`.entities` of the receiver), is an
    attribute of that argument; the condition holds where it may have the value.
    """

    name: str
    kind: str
    arguments: tuple[Argument, ...] = (0,)
    when: tuple[tuple[Argument, Any], ...] = ()
    unless: tuple[tuple[Argument, Any], ...] = ()
    element: int | None = None
    what: str = ""
    is_vector: bool = False
    or_vector: bool = False
    receiver: str = ""
    template: int | None = None
    passes: bool = False
    keys: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    shallow: bool = False
    like: str = ""
    lenient: bool = False
    record: tuple[Argument, Argument] | None = None
    judged_by: tuple[str, str] | None = None
    about: tuple[Argument, ...] = ()


class Sanitiser(NamedTuple):
    """A call whose result is harmless for the kinds of sinks.

    when: as for a sink; the call cleans only when it holds.
    """

    name: str
    clears: tuple[str, ...] = (ALL,)
    when: tuple[tuple[Argument, Any], ...] = ()


class Restores(NamedTuple):
    """A call that takes out what was inside, and so undoes what made it harmless for the kinds:
    the structure in a JSON text, the text behind an encoding."""

    name: str
    kinds: tuple[str, ...]


class Guard(NamedTuple):
    """A call whose truth says that the argument is harmless for the kinds of sinks.

    truth: the result that says so.
    """

    name: str
    clears: tuple[str, ...]
    argument: Argument = 0
    truth: bool = True


class Returns(NamedTuple):
    """The class of the result of a call, or of an attribute. clean: outsiders do not choose it.

    elements: the classes of its elements, where the result is a tuple. keeps: keyword arguments
    that are remembered as attributes of the result. when: of a call, as for a sink.
    """

    name: str
    type: str
    clean: bool = False
    elements: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    when: tuple[tuple[Argument, Any], ...] = ()


class Sets(NamedTuple):
    """A call that gives its receiver an attribute: the value of an argument. when: as for a sink."""

    name: str
    attribute: str
    value: Argument = 0
    when: tuple[tuple[Argument, Any], ...] = ()


class Passes(NamedTuple):
    """Which arguments the result of a call depends on; of a call that is not described, all."""

    name: str
    arguments: tuple[Argument, ...]


class Stores(NamedTuple):
    """A call that puts what it is given into its receiver or an argument.

    into: the receiver or argument that is changed. key: the argument that is the key, None for an
    element added at the end. clears: what is stored is harmless there for these kinds of sinks.
    """

    name: str
    value: tuple[Argument, ...] = (0,)
    into: Argument = RECEIVER
    clears: tuple[str, ...] = ()


class Schema(NamedTuple):
    """A name, or a call, that gives the fields a class of the program declares, after validation.

    fields: classes of fields whose validated values are harmless; any other is an outsider's.
    """

    name: str
    what: str
    fields: tuple[str, ...]


class Parameter(NamedTuple):
    """What the framework hands to a parameter of an entry: tainted, or an object of a class.

    clean: keys under which it holds what outsiders do not choose.
    """

    what: str = ""
    type: str = ""
    rank: str = REMOTE
    clean: tuple[str, ...] = ()
    clears: tuple[str, ...] = TEXT


class Entry(NamedTuple):
    """Functions that a framework calls with an outsider's values.

    decorators: names of decorators (`flask.Flask.route`, `*.route`). bases: classes whose methods of
    the names in methods are entries. registrars: (call, argument) where the function is the argument.
    names: names of functions and methods (`on_*`) that have the parameters in needs.
    needle: the package that the file must import, if any. answers: calls of which a function of that
    name, no method, must return one, unless a table of routes names it; what it needs comes first.
    parameters: by name, by position (self does not count; -1 is the last), or ANY for those that remain.
    injectors: calls as a parameter's default, or in its annotation, that hand over what the function
    given to them returns. path_converters: whether a route names the parameters as `<int:name>` or
    `{name:int}`. result: the kind of sink that the returned text is, where it becomes the response;
    result_when: keyword of the decorator -> the value with which it is.
    """

    decorators: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    registrars: tuple[tuple[str, Argument], ...] = ()
    names: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    needle: str = ""
    answers: tuple[str, ...] = ()
    parameters: Mapping[Argument, Parameter] = {}
    injectors: tuple[str, ...] = ()
    path_converters: bool = False
    result: str = ""
    result_when: tuple[tuple[str, str], ...] = ()


NOT_GIVEN = object()


class Model(NamedTuple):
    """All that is said of one framework or library.

    needles: texts of which one occurs in every file where its sources matter (the screen).
    subclasses: class -> the class whose descriptions hold for it too.
    leaves: calls that do not return. contexts: objects that functions called for the same request
    share. parameter_types: classes of which a parameter may be annotated to be (a request that the
    framework hands over).
    """

    needles: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    sinks: tuple[Sink, ...] = ()
    sanitisers: tuple[Sanitiser, ...] = ()
    restores: tuple[Restores, ...] = ()
    guards: tuple[Guard, ...] = ()
    returns: tuple[Returns, ...] = ()
    passes: tuple[Passes, ...] = ()
    stores: tuple[Stores, ...] = ()
    sets: tuple[Sets, ...] = ()
    records: tuple[Record, ...] = ()
    schemas: tuple[Schema, ...] = ()
    entries: tuple[Entry, ...] = ()
    subclasses: Mapping[str, str] = {}
    leaves: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    parameter_types: tuple[str, ...] = ()
