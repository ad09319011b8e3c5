"""How code says who may call an endpoint: by what stands before it, by its name, by what its body asks."""

from __future__ import annotations

import re

import libcst as cst

from pratique.lint.around import code
from pratique.lint.words import words_of

# Words of a decorator or of a dependency that checks who asks.
_GUARDING = {
    "login", "auth", "authenticated", "authenticate", "authorize", "authorized", "authorise", "jwt", "token",
    "permission", "permissions", "required", "requires", "require", "role", "roles", "admin", "protected",
    "secured", "guard", "user", "current", "verify", "security", "scope", "scopes", "apikey", "key", "access",
}  # fmt: skip
_OPEN = {
    "login", "signin", "signup", "register", "registration", "logout", "token", "auth", "authenticate", "oauth",
    "webhook", "webhooks", "callback", "hook", "health", "healthcheck", "ping", "status", "forgot",
    "password", "refresh", "contact", "public", "subscribe", "feedback", "verify", "confirm", "csp", "report",
    "search", "activate", "sign",
}  # fmt: skip
# Decorators that say which methods an endpoint takes, or that it is for everyone.
_NO_GUARDS = {"require_POST", "require_GET", "require_safe", "require_http_methods", "login_not_required"}
# What, in a body, tells that it asks itself.
_ASKS = re.compile(
    r"(?i)auth|(?<!db\.)session(?!\.(?:add|commit|query|delete|execute|exec|flush|refresh|merge|rollback|scalar|get\(\s*[A-Z]))"
    r"|current_user|permission|abort\(40[13]|status_code=40[13]|HTTP_40[13]|token|api_?key|signature"
    r"|g\.user|request\.user|login|is_admin|verify|forbidden|identity|credential|secret"
)


def is_guard(name: str) -> bool:
    """Whether the name of a decorator, a base class or a dependency says that it checks who asks."""
    return name not in _NO_GUARDS and bool(set(words_of(name)) & _GUARDING)


def is_open_to_all(*words: str) -> bool:
    """Whether one of the words of an endpoint's name or path says that it is for everyone: `login`, `webhook`."""
    return bool(set(words) & _OPEN)


def asks_who_calls(body: cst.CSTNode) -> bool:
    """Whether the code of an endpoint looks at who is calling."""
    return _ASKS.search(code(body)) is not None
