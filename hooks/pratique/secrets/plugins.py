"""The bridge to detect-secrets: its plugin classes, run on candidate lines only.

Importing any of its modules imports `requests` (about 90 ms), so that happens only once one of our
own patterns has found a candidate. Only `analyze_string` is called: neither its line filters nor
its verification, which would send the candidate to the issuer.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from functools import cache
from typing import Protocol

from pratique.secrets.detector import Hit, Text

# How much of a long line a plugin is shown on either side of the candidate.
_AROUND = 512
# What stands between the pieces of a credential, and in none that a plugin knows.
_JOINTS = b"\"'`\\() \t\r\n"


class _Plugin(Protocol):
    def analyze_string(self, string: str) -> Iterable[str]: ...


@cache
def _plugin(name: str) -> _Plugin:
    module, _, attribute = name.partition(".")
    made: _Plugin = getattr(importlib.import_module(f"detect_secrets.plugins.{module}"), attribute)()
    return made


def confirms(name: str, text: Text, hit: Hit) -> bool:
    """Whether the plugin "module.Class" sees a secret that shares its text with the hit."""
    written = text.data[hit.start : hit.end]
    whole = written.translate(None, _JOINTS)
    value = whole.decode("utf-8", "surrogateescape")
    # A credential in pieces is shown put together, since a plugin looks at one line.
    shown = _window(text.data, hit) if whole == written else b'"' + whole + b'"'
    window = shown.decode("utf-8", "surrogateescape")
    return any(found in value or value in found for found in _plugin(name).analyze_string(window) if found)


def _window(data: bytes, hit: Hit) -> bytes:
    first = max(hit.start - _AROUND, data.rfind(b"\n", 0, hit.start) + 1)
    newline = data.find(b"\n", hit.end)
    return data[first : min(hit.end + _AROUND, newline if newline >= 0 else len(data))]
