"""What a run of invisible characters spells: the message that a model reads and a person does not."""

from __future__ import annotations

from pratique.core.redact import mask, visible

_SHOWN = 160
_FIRST_TAG, _LAST_TAG = 0xE0020, 0xE007E


def spelled(characters: str) -> str:
    """The decoded message, masked and made visible, or "" where no known scheme gives text."""
    for decode in (_tags, _selectors, _bits):
        message = decode(characters)
        if message:
            shown = visible(mask(message))
            return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
    return ""


def _tags(characters: str) -> str:
    """Tag characters mirror ASCII (the Unicode Standard, 23.9)."""
    codes = [ord(c) for c in characters]
    return "".join(chr(code - 0xE0000) for code in codes if _FIRST_TAG <= code <= _LAST_TAG)


def _selectors(characters: str) -> str:
    """Variation selectors as bytes: the first 16 are 0-15, the supplement is 16-255."""
    values = bytearray()
    for code in map(ord, characters):
        if 0xFE00 <= code <= 0xFE0F:
            values.append(code - 0xFE00)
        elif 0xE0100 <= code <= 0xE01EF:
            values.append(code - 0xE0100 + 16)
    return _readable(bytes(values))


def _bits(characters: str) -> str:
    """Two invisible characters as the digits of eight-bit bytes, either of them the one."""
    distinct = sorted(set(characters))
    if len(distinct) != 2 or len(characters) % 8:
        return ""
    for one in distinct:
        digits = "".join("1" if c == one else "0" for c in characters)
        message = _readable(bytes(int(digits[i : i + 8], 2) for i in range(0, len(digits), 8)))
        if message:
            return message
    return ""


def _readable(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return text if len(text) > 1 and all(c.isprintable() or c in "\t\n" for c in text) else ""
