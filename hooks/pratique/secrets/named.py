"""Formats without a mark of their own: what the issuer's name beside them gives away."""

from __future__ import annotations

from pratique.secrets.detector import Format

# From the end of a name to the value it is given, in any of the notations that configuration and code have.
ASSIGNED = rb"""(?x:
    \\?["'`]? \]?
    (?: [ ] [\w:-]{1,20} = ["'] [^"'<>\r\n]{0,30} ["'] ){0,2} (?: </t[dh]> \s{0,40} (?=<t[dh]>) <t[dh] )?
    (?: \s{0,2} : \s{0,2} [A-Za-z][\w.\[\]|\ ]{1,30}? (?=\s{0,2}=) )?
    (?: \s{0,20} (?: => | := | [!=]= | \?= | <- | =3D | %3D | [:=,>] ) \s{0,20}
      | \)? [ ]{1,3} (?: or | \?\? | \|\| | \?: | if [ ] [\w.]{1,30} [ ] else ) [ ]{1,3}
      | [ ]{1,4} (?: (?: content | value ) = | (?: -b | --body | --value ) [ =]? )? )
    (?: [A-Za-z_.]{1,30} \( \s{0,4} (?: ["'] \w{1,40} ["'] , \s{0,4} )? (?: \w{2,12} (?: \s?=\s? | :[ ] ) )? )?
    (?: [\[({] \s{0,80} )? (?: \x1b\[ [0-9;]{0,12} m )?
    [rbuf@]{0,2} (?: "(?=\\") )? \\{0,3}["'`]? (?: (?i: bearer | token ) [ ] )?
)"""
# From a name to the value that a sentence tells: `the key of Mistral is …`, `Mistral: …`.
TOLD = rb"""(?x:
    (?: [^\r\n`"']{0,24}? (?i: key | token | secret ) [^\r\n`"']{0,40}? )?
    (?: (?: : | \s (?: is | as | with | was | - ) ) [ ] (?: ["'] | `{1,2} )?
      | [ ] ["'`]
      | [ ] [^\r\n`"']{0,24}? (?i: key | token | secret ) (?: [ ] | [ ]?:?\r?\n ) )
)"""
# Either of the two.
GIVEN = rb"(?:" + ASSIGNED + rb"|" + TOLD + rb")"
_REST = rb"""[\w.-]{0,24}?(?i:key|token|secret|pat|auth)[\w-]{0,12}"""
_ARGUMENT = rb"""\(\s{0,20}(?:\w{0,12}(?:key|token)\s{0,2}=\s{0,2})?@?["']"""
_CLIENT = (
    rb"""[\w.]{0,24}(?:\(\s{0,20}["'][^"'\s]{0,80}["'],\s{0,20}(?:\w{0,12}(?:key|token)=)?["']|""" + _ARGUMENT + rb")"
)
# `cohere = Client("…")`: what the client is called.
_CALLED = (
    rb"""(?:_?client|_?api)?[ ]=[ ](?:await[ ])?[\w.]{0,30}(?:client|api|sdk|session|login|connect|make)\w{0,12}"""
    + _ARGUMENT
)
# `[mistral]` or `mistral:` with a key in the next line, `"mistral": {"key": "…"}`.
_SECTION = rb"""["']?(?:\]|[ ]?[:=])\s{0,12}\{?\s{0,20}["']?(?:api[_-]?)?(?:key|token)["']?[ ]{0,3}[:=][ ]{0,3}["']?"""
# From a value to the name behind it: `a key: … (Mistral)`, `key = "…"  # MISTRAL_API_KEY`, `echo … | wandb login`.
_CALLED_KEY = rb"""(?P<called>[\w-]{0,20}(?i:key|token|secret)[^\r\n]{0,40}?)?(?<![\w-])"""
_IN_BRACKETS = rb"""["'`]{0,2}[ ]\((?:the[ ]|for[ ])?(?=[\w. &]{2,24}\))"""
_IN_COMMENT = (
    rb"""["'`]?[;,)]{0,2}[ \t]{1,8}(?:#|//|--|;|/\*)[ \t]{0,3}(?=[\w \t-]{2,30}?(?i:key|token|secret))"""
    rb"""(?:(?:the|my|our)[ ])?"""
)
_LOGS_IN = rb"""["']?[ ]\|[ ](?=\w+[ ]login)"""


def named(name: bytes, value: bytes, shown: int = 0) -> Format:
    """A format without a mark of its own, known by the issuer's name in that of the value.

    The name, in lower case, stands in a variable (`MISTRAL_API_KEY=`), in a look-up with a fallback
    (`getenv("MISTRAL_API_KEY", "…")`), in the client's class (`Mistral(api_key="…")`) or in a sentence; or it stands
    behind the value.
    """
    given = (
        rb"(?:"
        + _REST
        + ASSIGNED
        + rb"|"
        + _CLIENT
        + rb"|(?i:"
        + _CALLED
        + rb"|"
        + _SECTION
        + rb")|[A-Za-z0-9]{0,16}"
        + TOLD
        + rb")"
    )
    issuer = rb"(?i:" + name + rb")"
    secret = rb"(?P<secret>" + value + rb")(?![\w-])"
    behind = rb"(?:" + _IN_COMMENT + rb"|" + _LOGS_IN + rb"|(?(called)" + _IN_BRACKETS + rb"|(?!)))"
    return Format(name, issuer + given + secret, shown=shown, named=True, behind=_CALLED_KEY + secret + behind + issuer)
