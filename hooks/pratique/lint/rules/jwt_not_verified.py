"""JSON web tokens that are believed without a check of their signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Argument,
    Assignment,
    Bad,
    Call,
    Change,
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
    assignments,
    calls,
    code,
    home,
)

RULE = Rule(
    name="jwt-not-verified",
    summary="a JSON web token is accepted without verifying its signature",
    help='Verify it: jwt.decode(token, key, algorithms=["RS256"]), with the one algorithm that you issue.',
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(347, 345),
    what=(
        "Calls of PyJWT and python-jose that decode with verify_signature or verify off, that allow the algorithm "
        '"none", or that issue unsigned tokens, and unverified claims of a token that comes with a request, in files '
        "that verify none. Reading a token unverified in a function that also verifies one (to find the right key), "
        "other readings of unverified claims, and skipping the expiry only, are shown in the strict profile."
    ),
    why=(
        "The content of a token is anyone's to write; only the signature ties it to its issuer. Without the check "
        "a user becomes another one, or an administrator, by editing one line of JSON."
    ),
    assistants=(
        "Decoding without a key works at once, and turning verification off is the shortest way past a signature error."
    ),
    remedy=(
        'The fix turns verification on and takes "none" off the list. The call then needs the key and the '
        "algorithms; where they are not given yet the fix is not safe to apply unseen, because decoding will fail "
        "until they are."
    ),
    prompt="Verify every JWT with its key and a fixed list of algorithms.",
    references=(
        "https://pyjwt.readthedocs.io/en/stable/usage.html",
        "https://www.rfc-editor.org/rfc/rfc8725",
    ),
    bad=(
        Bad(
            """\
import jwt


def claims(token, key):
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_signature": False})
""",
            why="the option of PyJWT, with a key that is not used",
            fixed="""\
import jwt


def claims(token, key):
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_signature": True})
""",
        ),
        Bad(
            """\
import jwt

OPTIONS = {"verify_signature": False}  # gateway did it


def claims(token):
    return jwt.decode(token, options=OPTIONS)
""",
            why="the options are a constant of the file",
            fixed="""\
import jwt

OPTIONS = {"verify_signature": True}  # gateway did it


def claims(token):
    return jwt.decode(token, options=OPTIONS)
""",
        ),
        Bad(
            """\
from jwt import decode


def claims(token, key):
    return decode(token, key, verify=False)
""",
            why="the argument of old PyJWT",
            fixed="""\
from jwt import decode


def claims(token, key):
    return decode(token, key, verify=True)
""",
        ),
        Bad(
            """\
import jwt


def claims(token, key):
    return jwt.decode(token, key, algorithms=["HS256", "none"])
""",
            why="none among the algorithms",
            fixed="""\
import jwt


def claims(token, key):
    return jwt.decode(token, key, algorithms=["HS256"])
""",
        ),
        Bad(
            """\
from jose import jwt


def claims(token, key):
    return jwt.decode(token, key, algorithms="HS256", options=dict(verify_signature=False))
""",
            why="python-jose, with dict()",
            fixed="""\
from jose import jwt


def claims(token, key):
    return jwt.decode(token, key, algorithms="HS256", options=dict(verify_signature=True))
""",
        ),
        Bad(
            """\
import jwt


def issue(payload):
    return jwt.encode(payload, None, algorithm="none")
""",
            why="an unsigned token is issued",
        ),
        Bad(
            """\
import jwt


def claims(token, keys):
    issuer = jwt.decode(token, options={"verify_signature": False})["iss"]
    return jwt.decode(token, keys[issuer], algorithms=["RS256"])
""",
            why="a look at the issuer before the real check, for the strict",
        ),
        Bad(
            """\
import jwt


def claims(token, key):
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_exp": False})
""",
            why="expired tokens are taken, for the strict",
            fixed="""\
import jwt


def claims(token, key):
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_exp": True})
""",
        ),
        Bad(
            """\
import jwt


def claims(token, key, options):
    options["verify_signature"] = False
    return jwt.decode(token, key, algorithms=["HS256"], options=options)
""",
            why="the option set on its own",
            fixed="""\
import jwt


def claims(token, key, options):
    options["verify_signature"] = True
    return jwt.decode(token, key, algorithms=["HS256"], options=options)
""",
        ),
        Bad(
            """\
from jose import jwt


def claims(token):
    return jwt.get_unverified_claims(token)
""",
            why="the function that says so, for the strict",
        ),
        Bad(
            """\
from flask import g, request
from jose import jwt


def load_user():
    token = request.headers["Authorization"].removeprefix("Bearer ")
    g.claims = jwt.get_unverified_claims(token)
""",
            why="who asks is who the token says",
        ),
    ),
    good=(
        Good(
            """\
import jwt


def claims(token, key, options):
    options["verify_signature"] = True
    return jwt.decode(token, key, algorithms=["HS256"], options=options)
""",
            why="the option turned on",
        ),
        Good(
            """\
import jwt


def claims(token, key):
    return jwt.decode(token, key, algorithms=["HS256"])
""",
            why="verified by default",
        ),
        Good(
            """\
import jwt


def claims(token, key):
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_signature": True, "verify_aud": False})
""",
            why="another check is off",
        ),
        Good(
            """\
import jwt


def claims(token, key, options):
    return jwt.decode(token, key, options=options)
""",
            why="the caller decides",
        ),
        Good(
            """\
import jwt


def key_id(token):
    return jwt.get_unverified_header(token)['kid']
""",
            why="the key's name",
        ),
        Good(
            """\
from flask import request
from jose import jwt


def claims(key):
    token = request.headers["Authorization"].removeprefix("Bearer ")
    return jwt.decode(token, key, algorithms=["RS256"])
""",
            why="a token of a request, verified",
        ),
        Good(
            """\
import base64


def read(text):
    return base64.decode(text, verify=False)
""",
            why="another decode",
        ),
    ),
)

_DECODE = {
    "jwt.decode",
    "jwt.decode_complete",
    "jwt.api_jwt.decode",
    "jwt.api_jwt.decode_complete",
    "jwt.PyJWT().decode",
    "jwt.PyJWT().decode_complete",
    "jwt.api_jwt.PyJWT().decode",
    "jwt.PyJWS().decode",
    "jwt.api_jws.decode",
    "jose.jwt.decode",
    "jose.jws.verify",
}
_ENCODE = {"jwt.encode", "jwt.PyJWT().encode", "jwt.api_jwt.encode", "jose.jwt.encode", "jose.jws.sign"}
_UNVERIFIED_CLAIMS = {"jose.jwt.get_unverified_claims", "jose.jws.get_unverified_claims"}


_UNVERIFIED = (
    "the claims are read without verifying the signature: anyone can write them; "
    'jwt.decode(token, key, algorithms=["RS256"]) verifies'
)
# How a request brings a token, and functions that are named for what they decide by it.
_OF_REQUEST = re.compile(
    r"(?i)authorization|bearer|\brequest\b|cookies|def \w*(?:current_user|login|authenticate|verify|validate|require)"
)
_VERIFYING = re.compile(rb"\b(?:jwt|jws|jwe)\.(?:decode|verify)\(|\bdecode\(|\bverify\w*\(")
_INCOMPLETE = "the call now needs the key and the list of algorithms as well"


def check_call(call: Call) -> Iterator[Report]:
    if call.names & _DECODE:
        yield from _decoding(call)
    elif call.names & _ENCODE:
        algorithm = call.argument("algorithm", 2)
        if algorithm is not None and _is_none(algorithm.value):
            yield Report(call.node, "a JSON web token is issued without a signature: anyone can write one")
    elif call.names & _UNVERIFIED_CLAIMS:
        if _decides(call):
            yield Report(call.node, _UNVERIFIED, confidence=Confidence.MEDIUM)
        else:
            yield Report(call.node, severity=Severity.LOW, confidence=Confidence.LOW, profile="strict")


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    """`options["verify_signature"] = False`: nothing else has an option of that name."""
    target = assignment.target.node
    if not (isinstance(target, cst.Subscript) and len(target.slice) == 1 and assignment.assigned.constant is False):
        return
    index = target.slice[0].slice
    if isinstance(index, cst.Index) and assignment.value(index.value).constant == "verify_signature":
        change = Replace(assignment.assigned.node, "True")
        yield Report(assignment.node, repair=Repair("turn verification on", (change,), safe=False, reason=_INCOMPLETE))


def _decoding(call: Call) -> Iterator[Report]:
    switch = _switch_off(call)
    algorithms = call.argument("algorithms", 2)
    if switch is not None and _verified_nearby(call):
        yield Report(call.node, severity=Severity.LOW, confidence=Confidence.LOW, profile="strict")
    elif switch is not None:
        yield Report(call.node, repair=_turn_on(call, switch))
    elif algorithms is not None and _allows_none(algorithms):
        message = "a JSON web token without a signature is accepted: the algorithm none is allowed"
        yield Report(call.node, message, repair=_without_none(algorithms))
    else:
        expiry = _options(call).get("verify_exp")
        if expiry is not None and expiry.constant is False:
            message = "an expired JSON web token is accepted"
            yield Report(call.node, message, repair=_turn_on(call, expiry), severity=Severity.LOW, profile="strict")


def _options(call: Call) -> dict[str, Value]:
    options = call.argument("options")
    return options.value.items if options is not None else {}


def _decides(call: Call) -> bool:
    """Whether what the token claims is believed: it comes with a request, and nothing of the file verifies one."""
    function = home(call)
    around = code(function) if isinstance(function, cst.FunctionDef) else ""
    return _OF_REQUEST.search(around) is not None and _VERIFYING.search(call.file.data) is None


def _switch_off(call: Call) -> Value | None:
    """The value that turns the check of the signature off."""
    option = _options(call).get("verify_signature")
    if option is not None and option.constant is False:
        return option
    verify = call.argument("verify", 3 if "jose.jws.verify" in call.names else None)
    return verify.value if verify is not None and verify.constant is False else None


def _turn_on(call: Call, switch: Value) -> Repair:
    complete = call.argument("key", 1) is not None and call.argument("algorithms", 2) is not None
    reason = "" if complete else _INCOMPLETE
    return Repair("turn verification on", (Replace(switch.node, "True"),), safe=complete, reason=reason)


def _is_none(value: Value) -> bool:
    return value.constant is None or (isinstance(value.constant, str) and value.constant.lower() == "none")


def _allows_none(algorithms: Argument) -> bool:
    named = isinstance(algorithms.constant, str) and algorithms.constant.lower() == "none"
    return named or any(isinstance(item.constant, str) and _is_none(item) for item in algorithms.value.elements)


def _without_none(algorithms: Argument) -> Repair | None:
    """The list without none; where nothing else is on it only people know what belongs there."""
    node = algorithms.value.literal.node
    if not isinstance(node, cst.List):
        return None
    kept = [element for element in algorithms.value.elements if not _is_none(element)]
    if not kept or len(kept) != len([e for e in node.elements if isinstance(e.value, cst.SimpleString)]) - 1:
        return None
    texts = [cst.Module([]).code_for_node(value.node) for value in kept]
    changes: tuple[Change, ...] = (Replace(node, f"[{', '.join(texts)}]"),)
    return Repair("allow only signed tokens", changes)


def _verified_nearby(call: Call) -> bool:
    """Whether the same function also decodes a token with its checks on."""
    others = call.same_function_calls()
    return any(other.names & _DECODE and _switch_off(other) is None and other.argument("key", 1) for other in others)


TRIGGERS: Triggers = (
    calls(*sorted(_DECODE), given=("options", "verify@3=False", "algorithms@2")),
    calls(*sorted(_ENCODE), given=("algorithm@2=None", "algorithm@2=str")),
    calls(*sorted(_UNVERIFIED_CLAIMS)),
    assignments("verify_signature=False"),
)
CHECKS: Checks = {Call: check_call, Assignment: check_assignment}
