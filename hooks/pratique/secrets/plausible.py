"""Whether a value can be a credential: placeholders, words, sequences and ids told from random text.

Everything here judges a value alone, without its surroundings, in time linear in its length.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise

from pratique.secrets.patterns import compiled
from pratique.secrets.phrases import (
    FILLER,
    is_filler,
    is_in_mixed_case,
    is_passphrase,
    is_phrase_with_number,
    is_technical,
    is_titled_with_number,
)
from pratique.secrets.references import is_reference, is_uuid

# Letter pairs that make up seven eighths of the words in program text (counted over the identifiers
# and docstrings of Python's standard library); random letters hit them in a quarter of the cases.
_COMMON_PAIRS = frozenset(
    """
    ab ac ad ag ai al am an ap ar as at au ba be bi bl bo bu ca ce ch ci ck cl co cr ct cu da dd de di do dr ds
    du ea ec ed ee ef eg el em en ep er es et ev ew ex fa fe ff fi fo fr fu ge gi gr gs ha he hi ho ia ib ic id
    ie if ig il im in io ip ir is it iv iz ke la ld le li ll lo ls lt lu ly ma me mi mo mp na nc nd ne nf ng ni
    no ns nt nu nv ob oc od og ol om on oo op or os ot ou ov ow pa pe pi pl po pp pr pt qu ra rc rd re rg ri rm
    rn ro rr rs rt ry sa sc se sh si sl so sp ss st su ta tc te th ti tl to tr ts tt tu ty ub ue ul um un up ur
    us ut va ve vi wa wi xt yp ze
    """.split()  # noqa: SIM905
)
_CHUNK = r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+"
_WORD_SHARE = 0.65
_ONE_CASE = r"[A-Z]?[a-z]*|[A-Z]+|[A-Z]?[a-z]{4,}[0-9]{1,2}"

# Too long to stand in a random token by chance, so they may be looked for anywhere in one...
_FAKE_WORDS = (
    r"(?i)example|placeholder|changeme|change[-_]me|replace|dummy|redacted|sample|yourkey|your[-_](?:api|key|token)|"
    r"notreal|not[-_]a[-_]|fake|xxxx|set[-_]me|fill[-_]?(?:me|in)|fixme|update[-_]me|secret[-_](?:key|token)\b|\*{3}|\.{3}|…"
)
# ... and these may not: they speak only in a value that has no issuer's form.
_SHORT_FAKE_WORDS = r"(?i)insert[-_]|your[-_]|(?<![a-z0-9])my[-_]|[-_ ]here\b"
_SAME = r"(.)\1{5}"
_KEYBOARD = r"(?i)qwertyui|asdfghjk|zxcvbnm|deadbeef(?:deadbeef|cafe|\b)"
_ALPHABET = 30  # so many different characters stand in a random value of that length once in a thousand times
_NUMBER = 18  # digits that nobody counts or dials
_LETTERS = r"[^a-z]+"
_DIGITS = r"[^0-9]+"
_SIGNS = r"[^a-z0-9]+"

_HEXADECIMAL = r"(?:[0-9a-f]+|[0-9A-F]+)\Z"
# A translation: words of letters that English has not, with at most a digit and the punctuation of a label.
_TRANSLATED = r"[¿¡(]*[^\W\d_]+(?:[-'\u2019./ ][^\W\d_]+)*[-.?!*:…)]{0,2}[0-9]?[-.?!*:…)]{0,2}\Z"
_TRANSLATED_NUMBER = r"[^\W\d_]+\.?[0-9][^\W\d_]+\Z"
_CAMEL = r"[a-z]+[A-Z][A-Za-z]*(?:[0-9]+[A-Za-z]*)?\Z"
_SIGNED = r"(?a)[\w!@#$%^&*()=+~?.,:;-]+\Z"  # without what regular expressions, markup and templates are made of
# Pieces of HTML, of a regular expression, of a style sheet, of a command line.
_MARKUP = r"[<>]|\\[wdsbAZ]|\(\?|\[[^\]]*\](?:[*+{]|\Z)|\{\d|\A[#.][a-z]+(?:[-_][a-z0-9]+)*\Z|\A--"


def is_fake_token(token: bytes) -> bool:
    """Whether the random part of a token in an issuer's format is visibly made up.

    True for sample words, a lone repeated character, and runs of the alphabet, the digits or the
    keyboard. A random token fails by chance less than once in a thousand.
    """
    value = token.decode("utf-8", "replace")
    if len(set(value)) <= (4 if len(value) >= 12 else 2) or _repeats(value):
        return True
    if any(compiled(shape).search(value) for shape in (_FAKE_WORDS, _SAME, _KEYBOARD)):
        return True
    lower = value.lower()
    letters, digits = compiled(_LETTERS).sub("", lower), compiled(_DIGITS).sub("", value)
    return _longest_run(letters) >= 7 or _longest_run(digits) >= 8


def looks_made_up(value: str) -> bool:
    """As `is_fake_token`, for a value that may be of any form."""
    if compiled(_SHORT_FAKE_WORDS).search(value) is not None or is_fake_token(value.encode()):
        return True
    if len(value) >= _ALPHABET and len(set(value)) == len(value):  # each character once
        return True
    core = compiled(_SIGNS).sub("", value.lower())
    return len(core) >= 6 and (4 * _counted(core) >= 3 * len(core) or _counts_in_bytes(core))


def _counts_in_bytes(value: str) -> bool:
    """Whether the value is bytes in hexadecimal, each as far from the one before as all the others: `000102…0f`."""
    if len(value) < 16 or not compiled(_HEXADECIMAL).match(value) or len(value) % 2:
        return False
    return len({(right - left) % 256 for left, right in pairwise(bytes.fromhex(value))}) == 1


def _counted(value: str) -> int:
    """How many characters stand in runs of three or more that count up: all of `abc123def456`."""
    total = 0
    current = 1
    for left, right in pairwise(value + "\0"):
        if ord(right) - ord(left) == 1:
            current += 1
            continue
        total += current if current >= 3 else 0
        current = 1
    return total


def _repeats(value: str) -> bool:
    """Whether the value is one piece over and over: of up to a third of its length, of a short one half."""
    if len(value) < 8:
        return False
    longest = len(value) // (3 if len(value) >= 12 else 2)
    return any(value == (value[:size] * (len(value) // size + 1))[: len(value)] for size in range(1, longest + 1))


def _longest_run(characters: str) -> int:
    """Length of the longest stretch in which each character follows the one before (9 → 0, z → a)."""
    longest = current = 1
    for left, right in pairwise(characters):
        step = ord(right) - ord(left)
        current = current + 1 if step in (1, -9, -25) else 1
        longest = max(longest, current)
    return longest


def _word_letters(value: str) -> tuple[int, int]:
    """Letters in word-like chunks, and letters in all."""
    natural = total = 0
    for chunk in compiled(_CHUNK).findall(value):
        if chunk.isdigit():
            continue
        total += len(chunk)
        if len(chunk) >= 3 and _pair_share(chunk.lower()) >= _WORD_SHARE:
            natural += len(chunk)
    return natural, total


def _pair_share(letters: str) -> float:
    pairs = [letters[index : index + 2] for index in range(len(letters) - 1)]
    return sum(pair in _COMMON_PAIRS for pair in pairs) / len(pairs) if pairs else 0.0


def entropy(value: str) -> float:
    """Shannon entropy in bits per character."""
    total = len(value)
    return -sum(count / total * math.log2(count / total) for count in Counter(value).values()) if total else 0.0


def looks_random(value: str, shortest: int = 16) -> bool:
    """Whether the value, at least `shortest` characters, reads as machine-made.

    Few of its letters form words, its characters vary, and digits or letter cases are mixed.
    """
    if len(value) < shortest or is_reference(value) or compiled(_MARKUP).search(value) or looks_made_up(value):
        return False
    natural, letters = _word_letters(value)
    digits = sum(character.isdigit() for character in value)
    if not letters or entropy(value) < 2.8 or _is_slug(value):
        return False
    if compiled(_HEXADECIMAL).match(value) and 4 * digits >= len(value):  # `a` to `f` alone make many words
        return True
    if natural > 0.45 * letters or _is_camel_case(value) or (not value.isascii() and _is_translation(value)):
        return False
    if digits >= 2 or (digits and letters > 8):
        return True
    if value.upper() != value and value.lower() != value:
        return len(value) >= 16 and _pair_share("".join(compiled(_CHUNK).findall(value)).lower()) < 0.62
    return len(value) >= 20 and value.isalpha() and _pair_share(value.lower()) < 0.45


def _is_camel_case(value: str) -> bool:
    """Words that capitals part, of four letters on average, with at most one number: `heightAboveWGS84Units`."""
    return compiled(_CAMEL).match(value) is not None and 4 * len(compiled(_CHUNK).findall(value)) <= len(value)


def looks_signed_random(value: str) -> bool:
    """Whether the value is machine-made of letters, digits and many signs, as Django's keys are.

    Some of its characters may look like a template by chance.
    """
    if len(value) < 32 or not compiled(_SIGNED).match(value) or "(?" in value:
        return False
    signs = {character for character in value if not character.isalnum()}
    digits = sum(character.isdigit() for character in value)
    natural, letters = _word_letters(value)
    dense = len(signs - set("-_.:/")) >= 4 and digits >= 3 and natural <= 0.4 * letters
    return dense and entropy(value) >= 4 and "://" not in value


def _is_slug(value: str) -> bool:
    """Short words and numbers joined by signs (`gpl-2.0-with-font`), however unlike English they are."""
    segments = re.split(r"[-_./:+]", value)
    if len(segments) < 3:
        return False
    mixed = [part for part in segments if not (part.isdigit() or compiled(_ONE_CASE).fullmatch(part)) or len(part) > 14]
    return sum(map(len, mixed)) < 8


def looks_like_password(value: str) -> bool:
    """Whether a value given to something called a password can be a real one.

    A mixture of letters with digits or signs, once the words that examples are made of are taken
    away; or random letters; or a passphrase of four or more words.
    """
    if not 5 <= len(value) <= 128 or any(character.isspace() for character in value):
        return False
    if is_reference(value) or compiled(_MARKUP).search(value) or looks_made_up(value):
        return False
    if is_filler(value):
        return False
    if value.isdigit():
        return len(value) >= _NUMBER
    letters = sum(character.isalpha() for character in value)
    digits = sum(character.isdigit() for character in value)
    signs = sum(character in "!@#$%^&*?~+=|;" for character in value)
    if not value.isascii() and _is_translation(value):
        return False
    if letters and digits:
        return not _is_identifier(value)
    if letters and signs:
        varied = signs > 1 or value.lower() != value
        return varied and len(value) >= 8 and value[0] != "@" and not _is_label(value)
    natural, total = _word_letters(value)
    if letters >= 8 and natural <= 0.45 * total and value[1:].lower() != value[1:] and value != value.upper():
        return True  # a capital at the beginning alone makes a word, of whatever language
    return is_passphrase(value)


def _is_translation(value: str) -> bool:
    """Mostly letters that ASCII has not, or words with some of them."""
    letters = [character for character in value if character.isalpha()]
    foreign = sum(not character.isascii() for character in letters)
    shapes = (_TRANSLATED, _TRANSLATED_NUMBER)
    return 2 * foreign > len(letters) or bool(foreign and any(compiled(shape).match(value) for shape in shapes))


def _is_identifier(value: str) -> bool:
    """Words with at most a number in them, joined as in code: `db_password_2`, `field-1`, `form.pw1`."""
    parts = re.split(r"[-_./:]", value)
    if len(parts) == 1 or is_phrase_with_number(parts) or is_in_mixed_case(parts) or is_titled_with_number(value):
        return False
    return all((part.isdigit() and len(part) < 4) or re.fullmatch(r"[A-Za-z]*\d{0,1}", part) for part in parts) and (
        _word_letters(value)[0] > 0.45 * max(1, _word_letters(value)[1])
    )


def is_made_up_by_someone(value: str) -> bool:
    """Whether the value can be a password and has no word in it that names of things are made of."""
    return looks_like_password(value) and not is_technical(value)


def _is_label(value: str) -> bool:
    """Words with punctuation, as on a form: `Password:*`, `forgot?`."""
    stripped = value.strip("!?*:;=&")
    words = stripped.split("-")
    if (
        len(words) > 1
        and all(map(str.isalpha, words))
        and any(compiled(FILLER).fullmatch(word.lower()) for word in words)
    ):
        return True
    if stripped.isalpha():
        return True
    natural, letters = _word_letters(stripped)
    return 2 * natural > letters and re.fullmatch(r"[A-Za-z]+(?:[&+|=;][A-Za-z]+)*", stripped) is not None


def looks_given(value: str) -> bool:
    """Whether a value that stands where only passwords stand is one: whatever it looks like, but no placeholder."""
    if not 5 <= len(value) <= 128 or looks_made_up(value) or is_filler(value):
        return False
    return is_uuid(value) or not is_reference(value)


def looks_salted(value: str) -> bool:
    """Whether the value is as WordPress makes its keys: letters, digits, and any signs and spaces."""
    return len(value) >= 40 and entropy(value) >= 4.2 and looks_random(compiled(_SIGNS).sub("", value.lower()), 12)
