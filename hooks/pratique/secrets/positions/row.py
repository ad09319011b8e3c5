"""A row of the tables of places, and the pieces that their patterns are made of."""

from __future__ import annotations

from typing import NamedTuple

from pratique.secrets import names


class Row(NamedTuple):
    """A place that holds a credential.

    needle: a literal in lower case, looked for first, at the cost of a pass over the text. pattern:
    what has to begin there. before: what has to end there. One of them has the group "value".
    kind: see `names`; most places hold a password.
    """

    needle: bytes
    pattern: bytes = b""
    kind: str = names.PASSWORD
    before: bytes = b""


# A literal; the same, perhaps made into bytes first; an argument before it.
LITERAL = rb"""\s{0,40}[rbu]?(?P<quote>["'])(?P<value>[^"'\r\n]{5,256})(?P=quote)"""
WRAPPED = (
    rb"""\s{0,40}(?:(?:new )?[\w.\[\]]{1,40}\(\s{0,40})?@?(?P<quote>["'`])(?P<value>[^"'`\r\n]{5,256})(?P=quote)"""
)
ARGUMENT = rb"""\s{0,40}[^,()\r\n]{1,80},"""
FIRST, SECOND, THIRD = (rb"\(" + ARGUMENT * count + LITERAL for count in range(3))
FIRST_WRAPPED, SECOND_WRAPPED, THIRD_WRAPPED = (rb"\(" + ARGUMENT * count + WRAPPED for count in range(3))
# An argument of a command, perhaps quoted, and what may stand between the command and it.
WORD = rb"""["']?(?P<value>[^\s"'`$<>|;&,\])\\]{5,128})"""
ON = rb"""[^\r\n|;&]{0,160}?[\s"']"""
UUID = rb"""(?P<value>(?i:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}))(?![\w-])"""
# A private key of a chain with 256-bit keys (Ethereum's are written so).
KEY_OF_CHAIN = rb"""["'`](?P<value>(?:0x)?[0-9a-fA-F]{64})["'`]"""
