"""Pickles and their relatives read where nothing says that the program wrote them."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    calls,
    is_fixed,
    is_parameter,
    is_test,
    spell,
)

RULE = Rule(
    name="unsafe-pickle",
    summary="bytes are read by a format that runs what they name",
    help="Store JSON, msgpack or a schema; where it must be a pickle, check an HMAC of the bytes before they are read.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(502,),
    what=(
        "pickle, dill, cloudpickle, marshal, jsonpickle, joblib, pandas.read_pickle and shelve, reading something that "
        "is not fixed in the program. Bytes that the function is given, or fetches from a socket, a cache, a queue or "
        "over HTTP, and pickle files that its caller names, are reported by default; others in the strict profile. "
        "Left alone: a constant path, what was pickled in the same function, functions that check a signature, and "
        "tests. What an outsider sends is reported by unsafe-deserialisation."
    ),
    why=(
        "A pickle names functions and arguments, and reading calls them. Whoever can write the file, the cache entry "
        "or the message runs code in the program that reads it."
    ),
    assistants="pickle stores any object in one line, without a schema, and one line more reads it back.",
    remedy=(
        "Plain data fits JSON. For pickle.load of a file there is a fix that reads it with fickling, a further "
        "dependency, which refuses pickles that call what they should not; it is a net, not a proof."
    ),
    prompt="Do not use pickle for anything that leaves the process; store JSON.",
    references=(
        "https://docs.python.org/3/library/pickle.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/Deserialization_Cheat_Sheet.html",
    ),
    foreign=("B301", "B302", "B403", "S301", "S302", "S403"),
    bad=(
        Bad(
            """\
import pickle


def decode(data):
    return pickle.loads(data)
""",
            why="bytes that the function is given",
        ),
        Bad(
            """\
import base64
import pickle


def decode(cookie):
    return pickle.loads(base64.b64decode(cookie))
""",
            why="decoded first",
        ),
        Bad(
            """\
import pickle

import redis

cache = redis.Redis()


def cached(key):
    found = cache.get(key)
    return pickle.loads(found)
""",
            why="out of a cache that others write to",
        ),
        Bad(
            """\
import pickle


def load(path):
    with open(path, 'rb') as file:
        return pickle.load(file)
""",
            why="a file that the caller names",
            fixed="""\
import fickling


def load(path):
    with open(path, 'rb') as file:
        return fickling.load(file)
""",
        ),
        Bad(
            """\
import joblib


def model(path):
    return joblib.load(path)
""",
            why="a model, for the strict",
        ),
    ),
    good=(
        Good(
            """\
import json


def decode(data):
    return json.loads(data)
""",
            why="JSON",
        ),
        Good(
            """\
import pickle


def copied(thing):
    return pickle.loads(pickle.dumps(thing))
""",
            why="the program's own bytes",
        ),
        Good(
            """\
import pickle

with open('model.pkl', 'rb') as file:
    model = pickle.load(file)
""",
            why="a path that is fixed",
        ),
        Good(
            """\
import hashlib
import hmac
import pickle


def decode(data, tag, key):
    if not hmac.compare_digest(hmac.digest(key, data, hashlib.sha256), tag):
        raise ValueError('not ours')
    return pickle.loads(data)
""",
            why="signed",
        ),
        Good(
            """\
import pickle


def encode(data):
    return pickle.dumps(data)
""",
            why="writing runs nothing",
        ),
    ),
)

_PICKLES = ("pickle", "cPickle", "_pickle", "pickle5", "dill", "cloudpickle", "marshal", "joblib")
_LOADS = {f"{module}.loads" for module in _PICKLES} | {
    "jsonpickle.decode",
    "jsonpickle.loads",
    "jsonpickle.unpickler.decode",
}
_FILES = {f"{module}.load" for module in _PICKLES} | {
    f"{module}.Unpickler" for module in ("pickle", "cPickle", "_pickle", "dill")
}
_PATHS = {"pandas.read_pickle", "pandas.io.pickle.read_pickle", "shelve.open", "sklearn.externals.joblib.load"}
_ALL = _LOADS | _FILES | _PATHS
_OPENERS = {"open", "io.open", "gzip.open", "bz2.open", "lzma.open", "builtins.open"}
_CHECKS = {"compare_digest", "unsign", "verify", "verify_signature", "decrypt", "check_signature"}
# Methods and functions that only change the form of their argument or object.
_FORMS = {
    "b64decode", "urlsafe_b64decode", "standard_b64decode", "decompress", "unhexlify", "fromhex", "encode", "decode",
    "bytes", "str", "BytesIO", "a85decode", "b85decode", "b32decode", "a2b_base64", "strip", "unquote",
}  # fmt: skip
# Methods that fetch bytes from where other programs write.
_FETCHES = {"recv", "recvfrom", "hget", "lpop", "rpop", "blpop", "brpop", "getvalue", "get_message", "recv_bytes"}
_REMOTE = ("redis.", "socket.", "memcache.", "pymemcache.", "requests.", "httpx.", "urllib.", "boto3.", "zmq.", "pika.")


def check_call(call: Call) -> Iterator[Report]:
    names = sorted(call.names & _ALL)
    given = call.positional[0].value if call.positional else None
    if not names or given is None or is_test(call.file) or _is_own(given) or _is_checked(call):
        return
    repair = _fickled(call) if "pickle.load" in names else None
    if call.names & _LOADS and _is_from_elsewhere(call, given):
        yield Report(call.node)
    elif call.names & _FILES and _is_named_by_caller(call, given):
        yield Report(call.node, repair=repair, severity=Severity.MEDIUM)
    else:
        yield Report(call.node, repair=repair, severity=Severity.MEDIUM, profile="strict")


def _is_own(given: Value) -> bool:
    """Fixed bytes, a file at a fixed path, or what was written a moment ago."""
    if is_fixed(given):
        return True
    made = given.literal
    if not isinstance(made.node, cst.Call):
        return False
    function = made.at(made.node.func)
    if function.names & _OPENERS and made.node.args:
        return is_fixed(made.at(made.node.args[0].value))
    return any(name.rpartition(".")[2] == "dumps" for name in function.names)


def _is_checked(call: Call) -> bool:
    return any(other.method in _CHECKS for other in call.same_function_calls())


def _is_from_elsewhere(call: Call, given: Value) -> bool:
    """Whether the bytes are a parameter of the function, or are fetched in it."""
    value = given
    for _ in range(8):
        if is_parameter(call, value):
            return True
        value = value.literal
        node = value.node
        if isinstance(node, cst.Await):
            value = value.at(node.expression)
        elif isinstance(node, cst.Subscript) and isinstance(node.slice[0].slice, cst.Slice):
            value = value.at(node.value)
        elif isinstance(node, cst.Call):
            if _fetches(value.at(node.func)):
                return True
            inner = _inner(value, node)
            if inner is None:
                return False
            value = inner
        else:
            return False
    return False


def _is_named_by_caller(call: Call, given: Value) -> bool:
    """`pickle.load(open(path, "rb"))` where path is a parameter of the function."""
    opened = given.literal
    if not isinstance(opened.node, cst.Call) or not opened.node.args:
        return False
    return bool(opened.at(opened.node.func).names & _OPENERS) and is_parameter(
        call, opened.at(opened.node.args[0].value)
    )


def _fetches(function: Value) -> bool:
    node = function.node
    method = node.attr.value if isinstance(node, cst.Attribute) else ""
    return method in _FETCHES or any(name.startswith(_REMOTE) for name in function.names)


def _inner(value: Value, node: cst.Call) -> Value | None:
    """What a call that only changes the form is about."""
    function = node.func
    name = function.attr.value if isinstance(function, cst.Attribute) else getattr(function, "value", "")
    if name not in _FORMS:
        return None
    if node.args:
        return value.at(node.args[0].value)
    return value.at(function.value) if isinstance(function, cst.Attribute) else None


def _fickled(call: Call) -> Repair | None:
    spelling = spell(call, "fickling", "load", instead_of=call.function.node)
    if spelling is None or len(call.args) != 1:
        return None
    changes = (Replace(call.function.node, spelling.text), *spelling.changes)
    return Repair("read it with fickling", changes, False, "fickling has to be installed, and refuses some pickles")


TRIGGERS: Triggers = (calls(*sorted(_ALL)),)
CHECKS: Checks = {Call: check_call}
