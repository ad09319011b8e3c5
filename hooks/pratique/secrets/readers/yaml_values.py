"""YAML values that do not stand behind their name in one line: blocks, anchors, tags, pairs in the other order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.secrets import names
from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled
from pratique.secrets.reader import Assignment, Reader, has_extension

# A word that names of credentials hold; everything else is not looked at.
_NAME = rb"""(?P<name>[\w.-]*(?i:pass|pw|secret|token|key|cred|auth)[\w.-]*)["']?"""
_MARKED = (
    rb"(?m)^[ \t-]*[\"']?"
    + _NAME
    + rb"""[ \t]*:[ \t]+(?:(?:&[\w-]+|!!str)[ \t]+)+["']?(?P<value>[^\s"'#]{5,300})["']?"""
)
_BLOCK = (
    rb"(?m)^[ \t-]*[\"']?"
    + _NAME
    + rb"""[ \t]*:[ \t]+[|>][-+]?[ \t]*\r?\n(?P<depth>[ \t]+)(?P<value>\S{5,300})[ \t]*\r?(?:\n|\Z)"""
    rb"""(?!(?P=depth)[ \t]*\S)"""
)
_BACKWARDS = (
    rb"""(?m)^[ \t-]*["']?value["']?[ \t]*:[ \t]+["']?(?P<value>[^\s"',]{5,300})["']?,?[ \t]*\r?\n"""
    rb"""[ \t]*["']?name["']?[ \t]*:[ \t]+["']?""" + _NAME
)
# A parameter of CloudFormation, a variable of GitLab: what it is first, then its default.
_DEFAULT = (
    rb"""(?m)^(?P<indent>[ \t]*)["']?"""
    + _NAME
    + rb"""[ \t]*:[ \t]*\r?\n(?:(?P=indent)[ \t]+[\w-]+:[^\r\n]*\r?\n){0,5}?"""
    + rb"""(?P=indent)[ \t]+(?i:default|value)[ \t]*:[ \t]+["']?(?P<value>[^\s"',]{5,300})"""
)
_NEEDLES = (
    (b": &", _MARKED),
    (b": !!str", _MARKED),
    (b": |", _BLOCK),
    (b": >", _BLOCK),
    (b"value", _BACKWARDS),
    (b"efault: ", _DEFAULT),
    (b"alue: ", _DEFAULT),
)


def _find(text: Text) -> Iterator[Assignment]:
    for needle, pattern in _NEEDLES:
        if needle in text.data:
            yield from map(_assignment, _of_credentials(compiled(pattern).finditer(text.data)))


def _of_credentials(matches: Iterator[re.Match[bytes]]) -> Iterator[re.Match[bytes]]:
    return (match for match in matches if names.kind(match["name"].decode()))


def _assignment(match: re.Match[bytes]) -> Assignment:
    return Assignment(names.kind(match["name"].decode()), *match.span("value"), True)


READER = Reader(has_extension(".yaml", ".yml"), _find)
