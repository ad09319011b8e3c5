"""The checksums that issuers put into their tokens, as far as they are published.

A right one proves a token, since no text has it by chance; a wrong one proves nothing more than that
the token was altered or made up.
"""

from __future__ import annotations

from zlib import crc32

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _in_base(number: int, base: int, width: int) -> bytes:
    """The number with digits of the base-62 alphabet, filled with zeros to the width."""
    digits = ""
    while number:
        number, digit = divmod(number, base)
        digits = _BASE62[digit] + digits
    return digits.rjust(width, "0").encode()


def base62_tail(token: bytes) -> bool | None:
    """GitHub's and npm's: the last six of 36 are the CRC-32 of the first 30, in base 62.

    https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
    """
    body = token.rpartition(b"_")[2]
    return body[30:] == _in_base(crc32(body[:30]), 62, 6) if len(body) == 36 else None


def grafana(token: bytes) -> bool:
    """Grafana's: the CRC-32 of all before the last underscore, least significant byte first, in hexadecimal.

    Grafana's source, pkg/components/satokengen.
    """
    body, _, tail = token.rpartition(b"_")
    return tail.lower() == crc32(body).to_bytes(4, "little").hex().encode()


def cloudflare(token: bytes) -> bool | None:
    """Cloudflare's: eight hexadecimal digits of a CRC-32; which bytes it covers is not documented.

    https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/
    """
    body, tail = token[:-8], token[-8:]
    covered = (body, body.partition(b"_")[2])
    return True if tail in [crc32(part).to_bytes(4, "big").hex().encode() for part in covered] else None


def gitlab(token: bytes) -> bool | None:
    """GitLab's routable tokens: the last seven are the CRC-32 of all before them, in base 36, lower case.

    https://handbook.gitlab.com/handbook/engineering/architecture/design-documents/cells/routable_tokens/
    """
    if token.count(b".") != 2:
        return None
    return True if token[-7:] == _in_base(crc32(token[:-7]), 36, 7).lower() else None
