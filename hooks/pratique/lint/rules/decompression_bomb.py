"""Compressed data that may unpack to any size."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Assignment,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    assignments,
    below_here,
    calls,
    code,
    home,
)

RULE = Rule(
    name="decompression-bomb",
    summary="compressed data are unpacked without a limit",
    help="Unpack up to a limit: zlib.decompressobj().decompress(data, LIMIT); add up ZipInfo.file_size first.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(409, 400),
    what=(
        "Pillow's limit on the size of images switched off (MAX_IMAGE_PIXELS = None), and zlib.decompress, "
        "gzip.decompress and their like of what is sent to the program. In the strict profile also of any data that "
        "are not constant, and zip archives that are extracted by a function that never looks at file_size."
    ),
    why=(
        "Zeros compress a thousand times and more. An upload of ten megabytes becomes ten gigabytes in memory or on "
        "the disk, and the service stops."
    ),
    assistants="The limit is met as an error with a large image, and None makes the error go away.",
    remedy=(
        "Keep Pillow's limit, or set one that fits. zlib.decompressobj().decompress(data, LIMIT) stops at LIMIT bytes "
        "and leaves the rest in unconsumed_tail. For archives sum the sizes of the members first, and count while "
        "unpacking: the sizes are claims."
    ),
    prompt="Limit the unpacked size of everything that is decompressed.",
    references=(
        "https://docs.python.org/3/library/zipfile.html#decompression-pitfalls",
        "https://pillow.readthedocs.io/en/stable/reference/Image.html#PIL.Image.open",
    ),
    bad=(
        Bad(
            """\
from PIL import Image

Image.MAX_IMAGE_PIXELS = None
""",
            why="the limit of Pillow is off",
        ),
        Bad(
            """\
import zlib

from flask import request


def unpack():
    return zlib.decompress(request.data)
""",
            why="data of a request",
        ),
        Bad(
            """\
import zlib


def unpack(body):
    return zlib.decompress(body)
""",
            why="data that the caller brings, for the strict",
        ),
        Bad(
            """\
import zipfile


def unpack(name, folder):
    with zipfile.ZipFile(name) as archive:
        archive.extractall(folder)
""",
            why="an archive of any size, for the strict",
        ),
        Bad(
            """\
import gzip


async def ingest(request):
    body = await request.read()
    if request.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return body
""",
            why="the body of a request, in a variable that is assigned twice",
        ),
    ),
    good=(
        Good(
            """\
from PIL import Image

Image.MAX_IMAGE_PIXELS = 50_000_000
""",
            why="another limit",
        ),
        Good(
            """\
import zlib

LIMIT = 1_000_000


def unpack(body):
    return zlib.decompressobj().decompress(body, LIMIT)
""",
            why="at most so many bytes",
        ),
        Good(
            """\
import zipfile


def unpack(name, folder):
    with zipfile.ZipFile(name) as archive:
        if sum(member.file_size for member in archive.infolist()) > 1_000_000:
            raise ValueError("too large")
        archive.extractall(folder)
""",
            why="the sizes are looked at",
        ),
        Good(
            """\
import zipfile

with zipfile.ZipFile("icons.zip") as archive:
    archive.extractall("static")
""",
            why="an archive of the program's own",
        ),
        Good(
            """\
import gzip

TABLE = b"\\x1f\\x8b\\x08"


def table():
    packed = TABLE
    return gzip.decompress(packed)
""",
            why="the program's own data",
        ),
    ),
)

_MODULES = ("zlib", "gzip", "bz2", "lzma", "brotli", "brotlicffi", "zstandard", "zstd", "lz4.frame", "snappy")
_WHOLE = {f"{module}.decompress" for module in _MODULES}
# What a client or a server sends, by its usual spelling.
_SENT = re.compile(r"\brequest\.|get_data\(|\bresp(?:onse)?\.(?:content|read|body)|recv\(|rfile|event\[")
_EXTRACT = {"zipfile.ZipFile().extractall"}


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    """Pillow's own attribute, on the module: no other library has one of that name."""
    target = assignment.target.node
    named = isinstance(target, cst.Attribute) and target.attr.value == "MAX_IMAGE_PIXELS"
    if named and assignment.assigned.constant is None:
        yield Report(assignment.node, "Pillow's guard against images that unpack to any size is switched off")


def check_call(call: Call) -> Iterator[Report]:
    message = ""
    if call.names & _WHOLE and call.positional and not call.positional[0].value.is_constant and len(call.args) < 3:
        message = f"{call.method}() unpacks the data whole, whatever their size"
        if any(_SENT.search(text) for text in _spellings(call, call.positional[0].node)):
            yield Report(call.node, message)
            return
    elif call.names & _EXTRACT and not _is_sized(call):
        message = "the archive is unpacked whole, whatever its size"
    if message:
        yield Report(call.node, message, severity=Severity.LOW, confidence=Confidence.LOW, profile="strict")


def _spellings(call: Call, node: cst.BaseExpression) -> Iterator[str]:
    """How the expression is written, or what its function assigns to the variable that it is."""
    yield code(node)
    body = home(call)
    if body is None or not isinstance(node, cst.Name):
        return
    for part in below_here(body):
        if isinstance(part, cst.Assign) and any(code(target.target) == node.value for target in part.targets):
            yield code(part.value)


def _is_sized(call: Call) -> bool:
    """Whether the function looks at the sizes, or the archive has a constant name."""
    body = home(call)
    receiver = call.function.node.value if isinstance(call.function.node, cst.Attribute) else None
    opened = call.value(receiver).literal if receiver is not None else None
    name = opened.node.args[0].value if opened and isinstance(opened.node, cst.Call) and opened.node.args else None
    if opened is not None and name is not None and opened.at(name).is_constant:
        return True
    return body is not None and "file_size" in code(body)


TRIGGERS: Triggers = (
    assignments("MAX_IMAGE_PIXELS=None"),
    calls(*sorted(_WHOLE | _EXTRACT)),
)
CHECKS: Checks = {Call: check_call, Assignment: check_assignment}
