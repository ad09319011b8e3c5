"""Sizes that native code is given without a look at the buffer."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    UNKNOWN,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    InsertBefore,
    Repair,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    below_here,
    calls,
    code,
    functions,
    home,
    is_parameter,
    spell,
    statement_of,
)

RULE = Rule(
    name="native-size-unchecked",
    summary="native code writes as much into a fixed buffer as it is told to",
    help="Compare first: if size > ctypes.sizeof(buffer): raise ValueError(size).",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(787, 120, 119, 805),
    what=(
        "Functions of a library loaded by ctypes, ctypes.memmove and ctypes.memset that are given a buffer of a "
        "constant size (create_string_buffer(256), (c_char * 256)()) and a number that is a parameter of the function "
        "around or the length of other data, where the function neither compares the number nor takes min(); and "
        "strcpy, strcat, sprintf and gets, which take no size at all."
    ),
    why=(
        "ctypes checks nothing. What does not fit overwrites what lies behind the buffer in this process: a crash "
        "at best, and code of the sender's choice at worst. Python's own protection against that ends here."
    ),
    assistants=(
        "The call is written like its C counterpart, and the size is passed along as the signature has it. In Python "
        "nobody is used to check a size."
    ),
    remedy=(
        "Compare the size with ctypes.sizeof(buffer) before the call, or make the buffer as large as the data: "
        "ctypes.create_string_buffer(data, len(data)). The fix inserts the comparison; a size that was too large "
        "raises ValueError from then on."
    ),
    prompt="Check every size against the buffer's before a call by ctypes, or make the buffer from the data.",
    references=(
        "https://docs.python.org/3/library/ctypes.html#ctypes.create_string_buffer",
        "https://cwe.mitre.org/data/definitions/787.html",
    ),
    bad=(
        Bad(
            """\
import ctypes

libc = ctypes.CDLL("libc.so.6")


def copy(data, size):
    buffer = ctypes.create_string_buffer(256)
    libc.memcpy(buffer, data, size)  # as the caller says
    return buffer.raw
""",
            why="the size is the caller's",
            fixed="""\
import ctypes

libc = ctypes.CDLL("libc.so.6")


def copy(data, size):
    buffer = ctypes.create_string_buffer(256)
    if size > ctypes.sizeof(buffer):
        raise ValueError(f"{size} bytes do not fit")
    libc.memcpy(buffer, data, size)  # as the caller says
    return buffer.raw
""",
        ),
        Bad(
            """\
import ctypes


def fill(data):
    field = (ctypes.c_char * 64)()
    ctypes.memmove(field, data, len(data))
    return bytes(field)
""",
            why="as much as there is",
            fixed="""\
import ctypes


def fill(data):
    field = (ctypes.c_char * 64)()
    if len(data) > ctypes.sizeof(field):
        raise ValueError(f"{len(data)} bytes do not fit")
    ctypes.memmove(field, data, len(data))
    return bytes(field)
""",
        ),
        Bad(
            """\
from ctypes import cdll, create_string_buffer

lib = cdll.LoadLibrary("./libcodec.so")
SIZE = 1024


def decode(data, length):
    out = create_string_buffer(SIZE)
    lib.decode(data, out, length)
    return out.raw
""",
            why="a function of a library of one's own",
            fixed="""\
import ctypes
from ctypes import cdll, create_string_buffer

lib = cdll.LoadLibrary("./libcodec.so")
SIZE = 1024


def decode(data, length):
    out = create_string_buffer(SIZE)
    if length > ctypes.sizeof(out):
        raise ValueError(f"{length} bytes do not fit")
    lib.decode(data, out, length)
    return out.raw
""",
        ),
        Bad(
            """\
import ctypes

libc = ctypes.CDLL(None)


def name(text):
    buffer = ctypes.create_string_buffer(32)
    libc.strcpy(buffer, text)
    return buffer.value
""",
            why="no size at all",
        ),
    ),
    good=(
        Good(
            """\
import ctypes

libc = ctypes.CDLL("libc.so.6")


def copy(data, size):
    buffer = ctypes.create_string_buffer(256)
    if size > 256:
        raise ValueError(size)
    libc.memcpy(buffer, data, size)
    return buffer.raw
""",
            why="compared",
        ),
        Good(
            """\
import ctypes


def fill(data):
    field = ctypes.create_string_buffer(len(data))
    ctypes.memmove(field, data, len(data))
    return field.raw
""",
            why="as large as the data",
        ),
        Good(
            """\
import ctypes

lib = ctypes.CDLL("./libcodec.so")


def version(part):
    out = ctypes.create_string_buffer(64)
    lib.version(out, ctypes.sizeof(out), 3)
    return out.value
""",
            why="the size of the buffer",
        ),
        Good(
            """\
import ctypes


def fill(data):
    field = (ctypes.c_char * 64)()
    ctypes.memmove(field, data, min(len(data), 64))
    return bytes(field)
""",
            why="at most that much",
        ),
    ),
)

_MOVING = {"ctypes.memmove", "ctypes.memset"}
_UNSIZED = {"strcpy", "strcat", "sprintf", "gets", "vsprintf", "wcscpy", "wcscat", "lstrcpyA", "lstrcpyW"}
_LIBRARIES = (
    "ctypes.CDLL().",
    "ctypes.WinDLL().",
    "ctypes.PyDLL().",
    "ctypes.cdll.",
    "ctypes.windll.",
    "ctypes.oledll.",
)
_BUFFERS = {"ctypes.create_string_buffer", "ctypes.create_unicode_buffer", "ctypes.c_buffer"}
_ORDERED = (cst.LessThan, cst.LessThanEqual, cst.GreaterThan, cst.GreaterThanEqual, cst.Equal, cst.NotEqual)
_REASON = "a size that does not fit raises ValueError from then on"


def check_call(call: Call) -> Iterator[Report]:
    if not (call.names & _MOVING or any(name.startswith(_LIBRARIES) for name in call.names)):
        return
    function = home(call)
    if not isinstance(function, cst.FunctionDef):
        return
    buffers = [argument.value for argument in call.positional if _is_fixed(argument.value)]
    if len(buffers) != 1:
        return
    if call.method in _UNSIZED:
        if not _is_compared(function, "len("):
            yield Report(call.node, f"{call.method} writes until a zero byte comes, however small the buffer is")
        return
    for argument in call.positional:
        size = argument.value
        if _is_told(call, size) and not _is_compared(function, code(size.node)):
            yield Report(call.node, repair=_compare(call, buffers[0], size))
            return


def _is_fixed(value: Value) -> bool:
    """A buffer of a constant size: `create_string_buffer(256)`, `(c_char * 256)()`."""
    held = value.literal
    node = held.node
    if not isinstance(node, cst.Call) or not isinstance(value.node, cst.Name):
        return False
    if held.at(node.func).names & _BUFFERS:
        return len(node.args) == 1 and isinstance(held.at(node.args[0].value).constant, int)
    factor = node.func
    if not isinstance(factor, cst.BinaryOperation) or not isinstance(factor.operator, cst.Multiply):
        return False
    return isinstance(held.at(factor.right).constant, int) and any("ctypes." in n for n in held.at(factor.left).names)


def _is_told(call: Call, value: Value) -> bool:
    """A number of which nothing says that it fits: a parameter named for a size, or the length of something."""
    if value.constant is not UNKNOWN:
        return False
    if isinstance(value.node, cst.Call):
        return value.at(value.node.func).names == {"len"} and len(value.node.args) == 1
    if not isinstance(value.node, cst.Name) or not is_parameter(call, value):
        return False
    return (
        value.node.value.lower().rstrip("s").endswith(("size", "length", "len", "count", "n", "nbyte", "num", "amount"))
    )


def _is_compared(function: cst.FunctionDef, text: str) -> bool:
    """Whether the function compares the number, or takes the smaller one of it and a limit."""
    return any(text in code(side) for node in below_here(function) for side in _compared(node))


def _compared(node: cst.CSTNode) -> list[cst.BaseExpression]:
    if isinstance(node, cst.Comparison) and any(isinstance(link.operator, _ORDERED) for link in node.comparisons):
        return [node.left, *(link.comparator for link in node.comparisons)]
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in ("min", "clamp"):
        return [argument.value for argument in node.args]
    return []


def _compare(call: Call, buffer: Value, size: Value) -> Repair | None:
    statement = statement_of(call)
    spelling = spell(call, "ctypes", "sizeof")
    if statement is None or spelling is None:
        return None
    told = code(size.node)
    inserted = (
        f"if {told} > {spelling.text}({code(buffer.node)}):",
        f'    raise ValueError(f"{{{told}}} bytes do not fit")',
    )
    changes = (InsertBefore(statement.node, inserted), *spelling.changes)
    return Repair("compare the size with the buffer's", changes, safe=False, reason=_REASON)


_OF_LIBRARIES = ("CDLL", "cdll", "WinDLL", "windll", "PyDLL", "oledll")
TRIGGERS: Triggers = (
    calls(*sorted(_MOVING)),
    calls(*sorted(_BUFFERS), needs=_OF_LIBRARIES),
    functions(holding=(r"c_\w+\s*\*\s*\w+\s*\)\s*\(\s*\)",), needs=_OF_LIBRARIES),
)
CHECKS: Checks = {Call: check_call}
