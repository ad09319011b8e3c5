"""The checksums of issuers: a right one makes a find certain, a wrong one never hides it."""

from __future__ import annotations

import random
import string
import zlib

import pytest

from pratique.core.finding import Confidence
from support.scanning import findings
from support.tokens import ALNUM, WORD, text

BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase


def _digits(number: int, base: int) -> str:
    return (_digits(number // base, base) if number >= base else "") + BASE62[number % base]


def _base62_tail(prefix: str, rng: random.Random) -> str:
    body = text(rng, 30)
    return prefix + body + _digits(zlib.crc32(body.encode()), 62).zfill(6)


def _grafana(rng: random.Random) -> str:
    body = "gl" + "sa_" + text(rng, 32)
    return f"{body}_{zlib.crc32(body.encode()).to_bytes(4, 'little').hex()}"


def _cloudflare(rng: random.Random) -> str:
    body = "cfu" + "t_" + text(rng, 40)
    return f"{body}{zlib.crc32(body.encode()):08x}"


def _gitlab(rng: random.Random) -> str:
    body = "glp" + "at-" + text(rng, 27, WORD) + ".01.0r"
    return body + _digits(zlib.crc32(body.encode()), 36).lower().zfill(7)


CHECKED = [
    pytest.param("github-token", lambda rng: _base62_tail("gh" + "p_", rng), True, id="github"),
    pytest.param("npm-token", lambda rng: _base62_tail("np" + "m_", rng), True, id="npm"),
    pytest.param("grafana-token", _grafana, True, id="grafana"),
    pytest.param("cloudflare-token", _cloudflare, False, id="cloudflare"),
    pytest.param("gitlab-token", _gitlab, False, id="gitlab"),
]


def _confidence(rule: str, token: str) -> Confidence:
    (finding,) = findings("a.py", f'x = "{token}"\n')
    assert finding.rule == rule
    return finding.confidence


@pytest.mark.parametrize(("rule", "make", "published"), CHECKED)
def test_a_right_checksum_makes_the_find_certain(rule, make, published):
    for seed in range(20):
        assert _confidence(rule, make(random.Random(seed))) == Confidence.HIGH


@pytest.mark.parametrize(("rule", "make", "published"), CHECKED)
def test_a_wrong_checksum_is_found_all_the_same(rule, make, published):
    for seed in range(20):
        token = make(random.Random(seed))
        altered = token[:10] + ("b" if token[10] != "b" else "c") + token[11:]
        # Where the issuer does not say what its checksum covers, a wrong one says nothing.
        assert _confidence(rule, altered) == (Confidence.MEDIUM if published else Confidence.HIGH)


def test_a_right_checksum_proves_what_looks_like_a_placeholder():
    body = "xxxx" + text(random.Random(1), 26)
    token = "gh" + "p_" + body + _digits(zlib.crc32(body.encode()), 62).zfill(6)
    assert _confidence("github-token", token) == Confidence.HIGH
    assert findings("a.py", f'x = "{token[:-1]}{"a" if token[-1] != "a" else "b"}"\n') == []


def test_the_checksum_of_another_alphabet_is_wrong():
    body = text(random.Random(2), 30)
    number = zlib.crc32(body.encode())
    lower_first = str.maketrans(BASE62, string.digits + string.ascii_lowercase + string.ascii_uppercase)
    tail = _digits(number, 62).zfill(6).translate(lower_first)
    assert set(tail) <= set(ALNUM)
    assert _confidence("npm-token", "np" + "m_" + body + tail) == Confidence.MEDIUM
