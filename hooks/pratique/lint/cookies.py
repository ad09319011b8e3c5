"""Cookies: what each flag is for, and which names say that a cookie tells who somebody is."""

from __future__ import annotations

from collections.abc import Iterable

_IDENTIFYING = {
    "session", "sessionid", "sid", "sess", "auth", "token", "jwt", "login", "remember", "user", "userid", "username",
    "uid", "access", "refresh", "csrf", "csrftoken", "xsrf", "identity", "credentials", "apikey", "role", "admin",
    "password",
}  # fmt: skip

# Flag -> what happens to a cookie without it. (RFC 6265, section 4.1.2; SameSite: draft of its successor)
COOKIE_LACKS = {
    "secure": "is sent over plain HTTP",
    "httponly": "can be read by scripts",
    "samesite": "is sent with requests of other sites",
}


def tells_who(words: Iterable[str]) -> bool:
    """Whether one of the words of a cookie's name says that it holds a session, a token or an identity."""
    return bool(_IDENTIFYING & set(words))
