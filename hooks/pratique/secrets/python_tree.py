"""Where Python code gives a value to something that holds a credential.

The tree is made only for a source that has a literal which could be a credential at all: that is
the cheaper question, and well-kept code answers it with no.
"""

from __future__ import annotations

import ast
import warnings
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from types import NoneType

from pratique.secrets import names
from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled
from pratique.secrets.plausible import looks_like_password, looks_random
from pratique.secrets.python_literals import FALLBACKS, LOOK_UPS, Lines, Literal, last_name, literals, text_of
from pratique.secrets.reader import Assignment

# A literal with more than letters in it, or of four words.
_LITERAL = (
    rb"""["'](?=[^"'\s]{0,63}(?:[0-9!@#$%^&*~?]|(?:[-_.][a-z]{3,10}){3}))(?P<value>[^"'\s\\]{3,128})["']"""
    rb"""(?P<goes_on>\s{0,80}\+?\s{0,80}["'])?"""
)

# What stands near it, for any of the rules below to apply.
_NEAR = (
    rb"(?i)pass|pw|psk|secret|token|key|cred|auth|log_?in|sign|connect|users|accounts|unlock|crypt|contrase|senha|"
    rb"kennwort|bind|ftp|fernet|aes|hmac|serialize|signer|otp|cipher|secretbox|hash|smtp|redis|oracle|url\.create|"
    rb"load_cert|pkcs12"
)
_BEFORE, _AFTER = 400, 120

# Calls that take a key first.
_KEYED = """
    AESGCM AESCCM AESSIV AES ChaCha20Poly1305 SecretBox hmac.digest AES.new hmac.new TOTP HOTP
    Signer TimestampSigner Serializer TimedSerializer URLSafeSerializer URLSafeTimedSerializer
    """.split()  # noqa: SIM905
# Functions that take a credential by position: last part of the name -> (index, kind).
_BY_POSITION: dict[str, tuple[tuple[int, str], ...]] = {
    "login": ((1, names.PASSWORD),),
    "authenticate": ((1, names.PASSWORD),),
    "username_pw_set": ((1, names.PASSWORD),),
    "simple_bind_s": ((1, names.PASSWORD),),
    "simple_bind": ((1, names.PASSWORD),),
    "bind_s": ((1, names.PASSWORD),),
    "Login": ((1, names.PASSWORD),),
    "sign_in": ((1, names.PASSWORD),),
    "log_in": ((1, names.PASSWORD),),
    "set_password": ((-1, names.PASSWORD),),  # of Django, which has one argument, and of keyring, which has three
    "setPassword": ((0, names.PASSWORD),),
    "setpassword": ((0, names.PASSWORD),),
    "check_password": ((0, names.PASSWORD),),
    "make_password": ((0, names.PASSWORD),),
    "unlock": ((0, names.PASSWORD),),
    "decrypt": ((0, names.PASSWORD),),
    "create_user": ((2, names.PASSWORD),),
    "create_superuser": ((2, names.PASSWORD),),
    "connect": ((2, names.PASSWORD),),
    "Connection": ((2, names.PASSWORD),),
    "FTP": ((2, names.PASSWORD),),
    "FTP_TLS": ((2, names.PASSWORD),),
    "SMTP": ((1, names.PASSWORD),),
    "pass_": ((0, names.PASSWORD),),
    "login_as": ((1, names.PASSWORD),),
    "SignIn": ((1, names.PASSWORD),),
    "URL.create": ((2, names.PASSWORD),),
    "cx_Oracle.connect": ((1, names.PASSWORD),),
    "oracledb.connect": ((1, names.PASSWORD),),
    "Redis": ((3, names.PASSWORD),),
    "StrictRedis": ((3, names.PASSWORD),),
    "load_cert_chain": ((2, names.PASSWORD),),
    "load_key_and_certificates": ((1, names.PASSWORD),),
    "load_pem_private_key": ((1, names.PASSWORD),),
    "generate_password_hash": ((0, names.PASSWORD),),
    "get_password_hash": ((0, names.PASSWORD),),
    "hash_password": ((0, names.PASSWORD),),
    "hashpw": ((0, names.PASSWORD),),
    "pwd_context.hash": ((0, names.PASSWORD),),
    "Fernet": ((0, names.KEY),),
    "MultiFernet": ((0, names.KEY),),
    **dict.fromkeys(_KEYED, ((0, names.SIGNING),)),
}
# What their first parameter is called.
_FIRST_PARAMETERS = frozenset({"key", "secret_key", "s"})
# Methods that type a text into a field which the receiver or the argument before it names.
_TYPING = frozenset({"send_keys", "fill", "type", "press_sequentially", "setValue", "input_text"})
# Calls that ask the user for what they are given.
_QUESTIONS = frozenset({"input", "text_input", "prompt", "ask"})
# Calls that store a value under the name before it.
_SETTERS = frozenset({"setenv", "putenv", "setattr", "set", "add", "put", "store", "setitem", "set_option", "append"})
_WORDS_OF_PAIRS = ("auth", "credential")
_PAIRS = frozenset({"auth", "http_auth", "basic_auth", "credentials", "creds", "credential", "login", "proxy_auth"})
_ACCOUNTS = frozenset({"users", "accounts", "credentials", "logins", "passwords", "user_db", "users_db", "valid_users"})


def assignments_in(text: Text) -> Iterator[Assignment]:
    """Every assignment that the tree of the source shows; none where it does not parse."""
    candidates = list(_candidates(text.data))
    tree = _parsed(text.data) if candidates else None
    if tree is not None:
        walk = Walk(text.data)
        for statement in walk.with_any(tree.body, candidates):
            yield from walk.assignments(statement)


def _candidates(data: bytes) -> Iterator[int]:
    """Where literals stand that can be a credential, or a piece of one, whatever they are given to."""
    for match in compiled(_LITERAL).finditer(data):
        if not compiled(_NEAR).search(data, max(0, match.start() - _BEFORE), match.end() + _AFTER):
            continue
        value = match["value"].decode("utf-8", "replace")
        if match["goes_on"] or _goes_on_from(data, match.start()) or looks_like_password(value) or looks_random(value):
            yield match.start()


def _goes_on_from(data: bytes, start: int) -> bool:
    """Whether the text before is another literal, with nothing or a `+` between them."""
    return data[max(0, start - 100) : start].rstrip(b" \t\r\n+(").endswith((b'"', b"'"))


def _parsed(data: bytes) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(data.decode())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _function_kind(name: str) -> str:
    """What a function is called that only gives a credential: `get_db_password`, `password`."""
    stem = name.removeprefix("_")
    for verb in ("get_", "load_", "read_", "fetch_", "default_"):
        stem = stem.removeprefix(verb)
    return names.kind(stem) if stem.rsplit("_", 1)[-1] in ("password", "passwd", "secret", "token", "key") else ""


class Walk:
    """One pass over the nodes of a tree; each method yields what one kind of node assigns."""

    def __init__(self, data: bytes) -> None:
        self._lines = Lines(data)
        self._at: dict[type[ast.AST], Callable[..., Iterable[Assignment]]] = {
            ast.Assign: self._assign,
            ast.AnnAssign: self._annotated,
            ast.NamedExpr: self._annotated,
            ast.FunctionDef: self._function,
            ast.AsyncFunctionDef: self._function,
            ast.Lambda: self._defaults,
            ast.Call: self._call,
            ast.Dict: self._dict,
            ast.Compare: self._compare,
            ast.Tuple: self._sequence,
            ast.List: self._sequence,
            ast.Match: self._match,
        }

    def with_any(self, body: list[ast.stmt], positions: list[int]) -> Iterator[ast.stmt]:
        """The statements that hold one of the sorted positions; of a class, its statements."""
        for statement in body:
            assert statement.end_lineno is not None
            first = min((node.lineno for node in getattr(statement, "decorator_list", ())), default=statement.lineno)
            place = bisect_left(positions, self._lines.offset(first, 0))
            if place == len(positions) or positions[place] >= self._lines.offset(statement.end_lineno + 1, 0):
                continue
            if isinstance(statement, ast.ClassDef):
                yield from self.with_any(statement.body, positions)
            else:
                yield statement

    def assignments(self, tree: ast.AST) -> Iterator[Assignment]:
        for node in ast.walk(tree):
            handler = self._at.get(type(node))
            if handler:
                yield from handler(node)

    def _pair(self, name: str, value: ast.expr | None, certain: bool = True) -> Iterator[Assignment]:
        """The literals of the value, when the name is that of a credential."""
        if not name or isinstance(value, (ast.Name, ast.Attribute, ast.Subscript, NoneType)):
            return
        kind = names.kind(name)
        if kind:
            yield from self._of_kind(kind, value, certain)
        if name.lower() in _PAIRS and isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == 2:
            yield from self._of_kind(names.PASSWORD, value.elts[1])
        if name[-1] in "sS":
            for element in _elements(value):
                yield from self._of_kind(names.kind(name[:-1]), element, False)
        if name.lower() in _ACCOUNTS and isinstance(value, ast.Dict):
            for element in _elements(value):
                yield from self._of_kind(names.PASSWORD, element, False)
        elif name.lower() in _ACCOUNTS:
            for element in _elements(value):
                if isinstance(element, ast.Tuple) and len(element.elts) == 2:
                    yield from self._of_kind(names.PASSWORD, element.elts[1], False)

    def _of_kind(self, kind: str, value: ast.expr | None, certain: bool = True) -> Iterator[Assignment]:
        if not kind:
            return
        for literal in literals(value, self._lines):
            yield self._assignment(kind, literal, certain)

    def _assignment(self, kind: str, literal: Literal, certain: bool) -> Assignment:
        return Assignment(kind, literal.start, literal.end, certain, literal.value)

    def _target(self, node: ast.expr) -> str:
        """The name that an expression stands for: its own, that of its key, that of its attribute."""
        if isinstance(node, ast.Subscript):
            return text_of(node.slice)
        if isinstance(node, ast.Attribute) and node.attr in ("data", "value", "text"):
            return self._target(node.value)
        if isinstance(node, ast.Call):
            if last_name(node.func) in LOOK_UPS | _QUESTIONS and node.args:
                return text_of(node.args[0])
            return self._target(node.func.value) if isinstance(node.func, ast.Attribute) else ""
        return last_name(node)

    def _assign(self, node: ast.Assign) -> Iterator[Assignment]:
        for target in node.targets:
            if isinstance(target, (ast.Tuple, ast.List)):
                value = node.value
                if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts):
                    for one, given in zip(target.elts, value.elts, strict=True):
                        yield from self._pair(self._target(one), given)
            else:
                yield from self._pair(self._target(target), node.value)

    def _annotated(self, node: ast.AnnAssign | ast.NamedExpr) -> Iterator[Assignment]:
        if isinstance(node, ast.AnnAssign) and isinstance(node.annotation, ast.Subscript):
            for element in _elements(node.annotation.slice):  # `Annotated[str, Field(default="VALUE")]`
                if isinstance(element, ast.Call):
                    yield from self._pair(self._target(node.target), element)
        yield from self._pair(self._target(node.target), node.value)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Assignment]:
        yield from self._defaults(node)
        kind = _function_kind(node.name)
        if kind:
            for statement in node.body:
                if isinstance(statement, ast.Return):
                    yield from self._of_kind(kind, statement.value)

    def _defaults(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> Iterator[Assignment]:
        positional = [*node.args.posonlyargs, *node.args.args]
        for argument, value in zip(reversed(positional), reversed(node.args.defaults), strict=False):
            yield from self._pair(argument.arg, value)
        for argument, given in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
            yield from self._pair(argument.arg, given)

    def _dict(self, node: ast.Dict) -> Iterator[Assignment]:
        for key, value in zip(node.keys, node.values, strict=True):
            yield from self._pair(text_of(key), value)

    def _sequence(self, node: ast.Tuple | ast.List) -> Iterator[Assignment]:
        """`("password", "VALUE")`, and `["--password", "VALUE"]` among other arguments."""
        for left, right in zip(node.elts, node.elts[1:], strict=False):
            name = text_of(left)
            of_two = isinstance(node, ast.Tuple) and len(node.elts) == 2 and name.replace("-", "_").isidentifier()
            if of_two or name.startswith("--"):
                yield from self._pair(name, right)

    def _compare(self, node: ast.Compare) -> Iterator[Assignment]:
        sides = [node.left, *node.comparators]
        for name in filter(None, map(self._target, sides)):
            for side in sides:
                if isinstance(side, ast.Constant):
                    yield from self._pair(name, side)
                elif isinstance(side, (ast.Tuple, ast.List, ast.Set)):
                    for element in side.elts:
                        yield from self._pair(name, element)

    def _match(self, node: ast.Match) -> Iterator[Assignment]:
        name = self._target(node.subject)
        for case in node.cases:
            if isinstance(case.pattern, ast.MatchValue):
                yield from self._pair(name, case.pattern.value)

    def _call(self, node: ast.Call) -> Iterator[Assignment]:
        name = last_name(node.func)
        for keyword in node.keywords:
            if keyword.arg:
                yield from self._pair(keyword.arg, keyword.value)
        for index, kind in _BY_POSITION.get(f"{_receiver(node.func)}.{name}", _BY_POSITION.get(name, ())):
            if node.args and index < len(node.args):
                yield from self._of_kind(kind, node.args[index])
            elif index == 0:
                for keyword in node.keywords:
                    if keyword.arg in _FIRST_PARAMETERS:
                        yield from self._of_kind(kind, keyword.value)
        if len(node.args) >= 2:
            yield from self._call_of_two(node, name)
        if name in _TYPING and len(node.args) == 1 and isinstance(node.func, ast.Attribute):
            for given in _texts_in(node.func.value):
                yield from self._pair(given, node.args[0])
        yield from self._default(node)

    def _call_of_two(self, node: ast.Call, name: str) -> Iterator[Assignment]:
        first, second = node.args[0], node.args[1]
        if name in LOOK_UPS or name in _SETTERS or name in _TYPING:
            for left, right in zip(node.args, node.args[1:], strict=False):
                yield from self._pair(text_of(left), right)
        elif any(word in name.lower() for word in _WORDS_OF_PAIRS) and len(node.args) == 2:
            yield from self._of_kind(names.PASSWORD, second)
        elif name == "compare_digest":
            yield from self._pair(self._target(first), second)
            yield from self._pair(self._target(second), first)
        elif (
            "connect" in name.lower() and len(node.args) >= 4 and isinstance(getattr(node.args[1], "value", None), int)
        ):
            yield from self._of_kind(names.PASSWORD, node.args[3])

    def _default(self, node: ast.Call) -> Iterator[Assignment]:
        """`add_argument("-p", "--password", default="VALUE")`, `config.get("db", "password", fallback="VALUE")`."""
        for keyword in node.keywords:
            if keyword.arg in FALLBACKS:
                for name in map(text_of, node.args[:4]):
                    yield from self._pair(name, keyword.value)
            elif keyword.arg == "envvar" and node.args:
                yield from self._pair(text_of(keyword.value), node.args[0])


def _receiver(function: ast.expr) -> str:
    """The last part of the name of what a method belongs to: `URL` of `URL.create`."""
    return last_name(function.value) if isinstance(function, ast.Attribute) else ""


def _elements(value: ast.expr | None) -> list[ast.expr]:
    """What a list, tuple, set or dictionary holds, but for entries that say something about the others."""
    if isinstance(value, ast.Dict):
        return [
            entry
            for key, entry in zip(value.keys, value.values, strict=True)
            if not names.speaks_about(text_of(key) or "x")
        ]
    return value.elts if isinstance(value, (ast.Tuple, ast.List, ast.Set)) else []


def _texts_in(receiver: ast.expr) -> list[str]:
    """The text arguments of the calls that a receiver is made of: `find(By.ID, "password")`."""
    found: list[str] = []
    while isinstance(receiver, (ast.Call, ast.Attribute)):
        if isinstance(receiver, ast.Call):
            found += filter(None, map(text_of, receiver.args))
            receiver = receiver.func
        else:
            receiver = receiver.value
    return found
