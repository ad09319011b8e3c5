"""Phrases that people make up and remember, told from names of things, examples and messages."""

from __future__ import annotations

import re

from pratique.secrets.patterns import compiled

# Other languages' words for a password, a secret and a key.
_FOREIGN = (
    r"kennwort|wachtwoord|adgangskode|l[oö]senord|salasana|jelsz[oó]|heslo|has[lł]o|senha|contrase[nñ]a|mot-?de-?passe|parola|"
    r"lozinka|passord|[sş]ifre|parool|geheim(?:nis)?|schl[uü](?:ss|e)el|p[aä]ssw[oö]r[dt]"
)
_COMMON = (
    r"passphrase|passcode|password|passwort|passwd|pass|pwd|secrets?|tokens?|credentials?|admin|users?|root|guest|login|"
    r"testing|tests?|demo|example|dummy|fake|mock|sample|default|change|placeholder|value|string|some|your|current|wrong|"
    r"right|correct|invalid|valid|random|auth|access|private|eggs|hello|world|qwerty|letmein|postgres|mysql|minio|"
    rf"rabbitmq|super|strong|short|real|{_FOREIGN}"
)
# What stands in examples, tests and forms instead of a password.
FILLER = (
    rf"{_COMMON}|my|the|new|old|bad|good|key|api|foo|bar|baz|qux|spam|abc|xyz|too|pw|me|here|this|is|not|a(?=\d|\Z)|in"
)
# Words that names of things are made of, where a phrase that someone remembers has others; the short ones only as
# whole words, since `golden` and `feather` have them inside.
_TECHNICAL = (
    rf"{_COMMON}|"
    r"(?<![a-z])(?:prod|stag|dev|creds?|conf|serv)|field|input|service|client|server|name|label|column|reset|confirm|hint|"
    r"vault|store|group|account|redis|mongo|kube|docker|cloud|azure|version|release|build|model|class|latin|round|ecdsa|"
    r"cookie|session|header|param|option|error|button|widget|screen|modal|dialog|"
    r"(?<![a-z])(?:(?:api|base|bad|bar|baz|aes|abc|cert|code|data|file|foo|form|good|hash|host|http|icon|item|key|line|"
    r"link|mail|my|new|node|old|page|path|port|qux|role|rsa|salt|spam|sql|team|text|the|too|type|utf|view|web|xyz)s?){1,3}"
    r"(?![a-z])|[a-z]{4}key(?![a-z])|thisis|this-is"
)
_HUMP = r"(?<=[a-z])(?=[A-Z])"
_COUNTING = r"[\W_]*0?1?2?3?4?5?6?7?8?9?0?[\W_]*"
_SPELT_WITH_DIGITS = r"(?=.{5})[a-z]+(?:[013457]{1,2}[a-z]+)+\Z"
_LEET = str.maketrans("4@310!5$7", "aaeioisst")
_TITLED = r"[A-Z][a-z]{5,20}[-_.!][0-9]{1,4}\Z"
_WORD = r"[a-z]{3,10}\Z"
_WORD_OR_NUMBER = r"[^\W\d_]{2,14}\Z|[0-9]{1,4}\Z"
# What messages and labels say about passwords, and the small words of sentences.
_OF_MESSAGES = frozenset(
    """
    must least most at characters character digits digit letters symbols between minimum maximum minimal length long
    required optional please enter type choose use again same missing empty failed error must should cannot expired
    mindestens zeichen caracteres caracteri tekens eingeben bitte entrez introduzca inserisci digite minimo mínimo
    days hours minutes seconds times step page of
    """.split()  # noqa: SIM905
)
_SMALL = frozenset(
    """
    the your you our his her its are was were has have had not for from with without and but this that these those
    into onto than then when where which what who how why all any out off per via must may can will does did
    der die das den dem ein eine und oder mit von ist nicht les une des est pas pour avec dans los las del una con
    por para que sua seu uma com não nao gli che per non een het van voor niet
    """.split()  # noqa: SIM905
)


def is_filler(value: str) -> bool:
    """Whether hardly anything is left without the words of examples, also when spelt with digits."""
    plain = value.lower()
    stem = plain.rstrip("0123456789!@#$._-")
    return _is_rest_short(plain, 0, 4) or _is_rest_short(stem.translate(_LEET), len(plain) - len(stem), 3)


def _is_rest_short(spelt: str, cut: int, enough: int) -> bool:
    """Whether fewer characters than enough are left, with those that were cut from the end."""
    left = compiled(FILLER).sub("", spelt)
    if left == spelt:
        return False
    return len(left) + cut < enough or (cut == 0 and compiled(_COUNTING).fullmatch(left) is not None)


def is_technical(value: str) -> bool:
    """Whether a word of the value is one of those that names of things are made of."""
    return compiled(_TECHNICAL).search(compiled(_HUMP).sub("-", value).lower()) is not None


def is_phrase_with_number(parts: list[str]) -> bool:
    """Two or three words of no technical meaning before or after a number: `walnut-harbour-42`."""
    words = [part.lower() for part in parts if part.isalpha()]
    numbers = [part for part in parts if part.isdigit() and len(part) >= 2]
    if not 2 <= len(words) <= 3 or len(numbers) != 1 or len(words) + 1 != len(parts):
        return False
    return all(4 <= len(word) <= 10 and not is_technical(word) for word in words)


def is_in_mixed_case(parts: list[str]) -> bool:
    """Three or more words, some with a capital and some without, which no way of writing names has: `otter-On-Ice7`."""
    words = [part.rstrip("0123456789") for part in parts]
    if len(words) < 3 or not (any(map(str.islower, words)) and any(map(str.istitle, words))):
        return False
    return not any(map(is_technical, words))


def is_memorable(value: str) -> bool:
    """Whether somebody made the value up to sign with: four parts, a number, and capitals or digits for letters.

    `otter-signing-1987-Bern`, `n3ither-fish-nor-42`; names of things are written in one way throughout.
    """
    parts = re.split(r"[-_.]", value)
    words = [part for part in parts if not part.isdigit()]
    if len(parts) < 4 or not any(part.isdigit() and len(part) >= 2 for part in parts):
        return False
    if sum(not is_technical(word) for word in words) < 2:
        return False
    mixed = any(map(str.islower, words)) and any(map(str.istitle, words))
    return mixed or any(compiled(_SPELT_WITH_DIGITS).match(word) for word in words)


def is_titled_with_number(value: str) -> bool:
    """One word with a capital and a number behind a sign, as people make passwords of: `Quittenmus-4`."""
    return compiled(_TITLED).match(value) is not None and not is_technical(value)


def is_passphrase(value: str) -> bool:
    """Four or more lower-case words, joined by a sign; more than one of those in examples speaks against it."""
    words = re.split(r"[-_.]", value)
    if len(words) < 4 or not all(3 <= len(word) <= 10 and word.isalpha() and word.islower() for word in words):
        return False
    return sum(compiled(FILLER).fullmatch(word) is not None for word in words) < 2


def is_spaced_passphrase(value: str) -> bool:
    """Four to eight words in small letters (Diceware), or some words and a number, with single spaces between them.

    Messages about passwords are sentences: they have small words and speak of characters.
    """
    words = value.split(" ")
    plain = [word.lower() for word in words]
    if not 4 <= len(words) <= 8 or any(_is_of_message(word) for word in plain):
        return False
    if all(compiled(_WORD).match(word) for word in words):
        return _SMALL.isdisjoint(words)
    return sum(map(str.isdigit, words)) == 1 and all(compiled(_WORD_OR_NUMBER).match(word) for word in words)


def _is_of_message(word: str) -> bool:
    return word in _OF_MESSAGES or (word not in _SMALL and compiled(FILLER).fullmatch(word) is not None)


def is_mnemonic(value: str) -> bool:
    """The 12 to 24 words that a wallet is restored from (BIP 39), most of them different from each other."""
    words = value.split(" ")
    if len(words) not in (12, 15, 18, 21, 24) or len(set(words)) < len(words) - 3:
        return False
    return all(3 <= len(word) <= 8 and word.isalpha() and word.islower() for word in words) and _SMALL.isdisjoint(words)
