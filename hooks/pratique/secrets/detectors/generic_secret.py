"""Passwords and keys that no issuer's format gives away: a telling name with a plausible value."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator

from pratique.core.finding import Confidence, Severity
from pratique.core.rule import Rule
from pratique.secrets import names
from pratique.secrets.assignments import assignments
from pratique.secrets.detector import GENERIC, Detector, Hit, Text
from pratique.secrets.filekind import LOCK, file_kind, is_test
from pratique.secrets.patterns import compiled
from pratique.secrets.phrases import is_memorable, is_mnemonic, is_passphrase, is_spaced_passphrase
from pratique.secrets.plausible import (
    is_made_up_by_someone,
    looks_given,
    looks_like_password,
    looks_random,
    looks_salted,
    looks_signed_random,
)
from pratique.secrets.published import is_public_there, is_published

RULE = Rule(
    name="generic-secret",
    summary="a password or key is written into the file",
    help="Move the value to the environment or a secret store, and change it: whoever can read the repository has it.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(798,),
    what=(
        "A literal given to a name such as `password`, `client_secret` or `api_key`: by assignment, as an argument, "
        "in a dictionary, as the fallback of an environment look-up, in a configuration line, a header or a command. "
        "The value has to read as a real one: placeholders, words, templates, UUIDs, paths and hashes are left alone."
    ),
    why=(
        "Everyone who can read the repository, its history, its forks or its built packages can use the credential, "
        "and it stays usable until it is changed."
    ),
    assistants=(
        "Assistants fill in what a user pasted into the conversation, or invent a default so that the example runs; "
        "the fallback in `os.getenv(name, fallback)` is where it most often stays."
    ),
    remedy=(
        "Read the value from the environment or a secret store and fail when it is missing. Removing the line does "
        "not remove it from history, so change the credential as well."
    ),
    prompt="Read every credential from the environment, without a default value.",
    references=("https://owasp.org/www-community/vulnerabilities/Use_of_hard-coded_password",),
)

_KEY_CHARACTERS = r"(?a)[\w\-+/=.~!@#$%^&*:?]+\Z"
_FINGERPRINT = r"[0-9A-F]{40}\Z"
_BASE64 = r"[A-Za-z0-9+/]{7,}={0,2}\Z"
_SHORTEST_BASE64 = 12  # with its padding
# A letter that the source spells by its number; the figures of the number are none of the value.
_LETTER_ESCAPE = r"\\u((?![dD][89A-Fa-f])[0-9A-Fa-f]{4})"  # no half of a surrogate pair
# What people type into a form that they test.
_OF_TESTS = r"[a-z]{3,10}[0-9]{1,3}\Z"
# Between the quotes of two literals that hold names: the code of a minified script.
_BETWEEN_LITERALS = r"[),;][^\"']*[({]"


def _decoded(value: str) -> str:
    """What the value says in base64 when that is printable text, else the value as it stands."""
    if len(value) < _SHORTEST_BASE64 or not compiled(_BASE64).match(value) or len(value) % 4:
        return value
    try:
        text = base64.b64decode(value).decode("ascii").rstrip("\n")
    except (binascii.Error, UnicodeDecodeError):
        return value
    return text if text.isprintable() else value


def _is_basic_credential(value: str) -> bool:
    """Whether the value is what RFC 7617 sends, decoded: `user:password`."""
    user, colon, password = value.partition(":")
    return bool(user and colon) and looks_like_password(password)


def _looks_like_key(value: str, certain: bool) -> bool:
    if certain and looks_signed_random(value):
        return True
    if not compiled(_KEY_CHARACTERS).match(value):
        return False
    if looks_random(value):
        return True
    if not certain or len(value) < 8 or not looks_like_password(value):
        return False
    if is_memorable(value):
        return True
    digit = any(character.isdigit() for character in value)
    sign = any(character in "!@#$%^&*?~+" for character in value)
    mixed = value.lower() != value != value.upper()
    return digit and (sign or (mixed and looks_random(value, 8)))


def _is_strong(value: str) -> bool:
    """A password that stands out even where nothing marks it as a value."""
    kinds = (str.isdigit, str.isupper, str.islower, lambda character: character in "!@#$%^&*?~")
    if len(value) < 8:
        return False
    # Code without quotes has names joined by other signs: `self.ssl_keyfile_password`.
    return sum(any(map(kind, value)) for kind in kinds) >= 3 or ("-" in value and is_passphrase(value))


def _is_unmistakable(value: str) -> bool:
    """Long and random, and not the fingerprint of a key (40 hexadecimal digits in capitals)."""
    if not any(map(str.isdigit, value)) or compiled(_FINGERPRINT).match(value):
        return False
    return looks_random(value, 20) and _looks_like_key(value, True)


def _is_password(value: str, certain: bool) -> bool:
    return looks_random(value) or (looks_like_password(value) and (certain or _is_strong(value)))


# What a value has to look like to be of a kind: (value, whether the text marks it as one).
_JUDGES: dict[str, Callable[[str, bool], bool]] = {
    names.PASSWORD: _is_password,
    names.PASSPHRASE: lambda value, certain: _is_password(value, certain) or (certain and is_spaced_passphrase(value)),
    names.MNEMONIC: lambda value, certain: is_mnemonic(value),
    names.GIVEN: lambda value, certain: looks_given(value),
    names.SALT: lambda value, certain: looks_salted(value),
    names.WEAK_KEY: lambda value, certain: certain and _is_unmistakable(value),
    names.SIGNING: lambda value, certain: (
        (certain and len(value) >= 8 and is_made_up_by_someone(value)) or _looks_like_key(value, certain)
    ),
    names.KEY: _looks_like_key,
}


def _find(text: Text) -> Iterator[Hit]:
    if file_kind(text.path) == LOCK:
        return
    tested = is_test(text.path)
    judged: dict[tuple[str, bool, str], bool] = {}  # a value that a long file repeats is judged once
    for found in assignments(text):
        value = found.value or text.data[found.start : found.end].decode("utf-8", "replace")
        case = (found.kind, found.certain, value)
        if case not in judged:
            plain = _decoded(compiled(_LETTER_ESCAPE).sub(lambda escape: chr(int(escape[1], 16)), value))
            open_to_all = (
                is_published(value)
                or compiled(_BETWEEN_LITERALS).match(value)
                or (tested and compiled(_OF_TESTS).match(value))
            )
            judged[case] = not open_to_all and (
                _JUDGES[found.kind](plain, found.certain) or (plain != value and _is_basic_credential(plain))
            )
        if judged[case] and not is_public_there(text, found.start, found.end):
            yield Hit(found.start, found.end)


DETECTOR = Detector(
    find=_find,
    variable="SECRET",
    rotate="wherever the credential is used",
    rank=GENERIC,
)
