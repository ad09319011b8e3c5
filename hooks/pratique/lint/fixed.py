"""Bytes and texts that the program itself fixes, however they are put together.

`resolve.constant` tells a value; this tells only that there is no other one: `b"\\0" * 16`,
`bytes.fromhex("00")`, `"key".encode().ljust(32)`, `hashlib.sha256(b"key").digest()`.
"""

from __future__ import annotations

import libcst as cst

from pratique.lint.around import home
from pratique.lint.views import Value, View

_DEPTH = 12
# Functions whose result is fixed when their arguments are.
_MAKERS = {
    "bytes", "bytearray", "str", "bytes.fromhex", "bytearray.fromhex", "memoryview",
    "base64.b64decode", "base64.b64encode", "base64.urlsafe_b64decode", "base64.urlsafe_b64encode",
    "base64.b32decode", "base64.b16decode", "base64.standard_b64decode",
    "binascii.unhexlify", "binascii.a2b_hex", "binascii.hexlify", "binascii.a2b_base64",
    "codecs.decode", "codecs.encode",
    "hashlib.md5", "hashlib.sha1", "hashlib.sha224", "hashlib.sha256", "hashlib.sha384", "hashlib.sha512",
    "hashlib.blake2b", "hashlib.blake2s", "hashlib.sha3_256", "hashlib.sha3_512",
}  # fmt: skip
# Methods whose result is fixed when the object and the arguments are.
_METHODS = {
    "encode", "decode", "digest", "hexdigest", "ljust", "rjust", "zfill", "center", "replace", "strip", "upper",
    "lower", "hex", "format", "join", "to_bytes",
}  # fmt: skip
_SIZES = {"block_size", "key_size", "BLOCK_SIZE"}


def is_fixed(value: Value) -> bool:
    """Whether a text or bytes is the same whenever the program runs."""
    return isinstance(value.constant, (str, bytes)) or (_is_made(value) and _is_fixed(value, 0))


def _is_made(value: Value) -> bool:
    """Not a number, None or truth value: those are no text, however constant."""
    return not isinstance(value.constant, (int, float, bool, type(None)))


def _is_fixed(value: Value, depth: int) -> bool:
    if depth > _DEPTH:
        return False
    if value.is_constant:
        return True
    found = value.literal
    node = found.node
    if isinstance(node, cst.Call):
        return _is_fixed_call(found, node, depth + 1)
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Multiply):
        return any(is_fixed(found.at(side)) for side in (node.left, node.right))  # whatever the length
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Add):
        return all(_is_fixed(found.at(side), depth + 1) for side in (node.left, node.right))
    if isinstance(node, cst.Subscript):
        return isinstance(node.slice[0].slice, cst.Slice) and _is_fixed(found.at(node.value), depth + 1)
    return bool(found.elements) and all(_is_fixed(element, depth + 1) for element in found.elements)


def _is_fixed_call(value: Value, node: cst.Call, depth: int) -> bool:
    if any(arg.star or not (_is_size(arg.value) or _is_fixed(value.at(arg.value), depth)) for arg in node.args):
        return False
    if value.at(node.func).names & _MAKERS:
        return bool(node.args)
    is_method = isinstance(node.func, cst.Attribute) and node.func.attr.value in _METHODS
    return is_method and isinstance(node.func, cst.Attribute) and _is_fixed(value.at(node.func.value), depth)


def _is_size(node: cst.BaseExpression) -> bool:
    """`AES.block_size`, of which bytes makes zeros."""
    return isinstance(node, cst.Attribute) and node.attr.value in _SIZES


def or_default(view: View, value: Value) -> Value:
    """What a parameter of the function around the view is when the caller passes nothing; else the value itself."""
    around = home(view)
    if not isinstance(around, cst.FunctionDef) or not isinstance(value.node, cst.Name):
        return value
    given = around.params
    for parameter in (*given.posonly_params, *given.params, *given.kwonly_params):
        if parameter.name.value == value.node.value and parameter.default is not None:
            return value.at(parameter.default)
    return value
