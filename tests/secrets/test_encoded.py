"""Credentials that stand in base64."""

from __future__ import annotations

import base64
import json
import random
import time

import pytest

from pratique.secrets import scan
from pratique.secrets.detector import Text
from pratique.secrets.encoded import encoded
from support.tokens import ALNUM, TOKENS, maker, private_key, sample, text

GITHUB = sample(TOKENS[0][2], 1)


def _base64(said: str) -> str:
    return base64.b64encode(said.encode()).decode()


def _found(path: str, content: str) -> list[tuple[str, str]]:
    found, failures = scan.scan(Text(path, content.encode()))
    assert failures == []
    return [(item.name, content[item.hit.start : item.hit.end]) for item in found]


@pytest.mark.parametrize(
    ("rule", "make"), [pytest.param(rule, make, id=f"{rule}-{spec}") for rule, spec, make in TOKENS]
)
def test_every_token_is_found_in_a_kubernetes_secret(rule, make):
    value = _base64(sample(make, 1) + "\n")
    assert _found("secret.yaml", f"kind: Secret\ndata:\n  value: {value}\n") == [(rule, value)]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        pytest.param("run.sh", "echo {} | base64 -d > key\n", id="shell"),
        pytest.param("run.sh", "curl -H 'Authorization: Basic {}' https://api.invalid\n", id="basic-header"),
        pytest.param("config.json", '{"auths": {"ghcr.io": {"auth": "{}"}}}', id="docker"),
        pytest.param("a.py", 'x = b64decode("{}")\n', id="python"),
        pytest.param("a.html", "<a href='data:text/plain;base64,{}'>\n", id="data-address"),
        pytest.param("a.json", '{"text": "one\\n{}\\ntwo"}', id="after-an-escape"),
        pytest.param("a.env", "X={}", id="end-of-file"),
    ],
)
@pytest.mark.parametrize("said", ["{}", "user:{}", "u:{}", '{{"token": "{}"}}', "KEY={}\nOTHER=1\n"])
def test_a_token_is_found_wherever_the_base64_stands(path, content, said):
    value = _base64(said.format(GITHUB))
    assert _found(path, content.replace("{}", value)) == [("github-token", value)]


def test_a_private_key_and_an_address_with_password_are_found():
    key = _base64(private_key(random.Random(1)))
    assert _found("secret.yaml", f"tls.key: {key}\n") == [("private-key", key)]
    address = _base64(f"postgresql://app:{text(random.Random(1), 16)}@db.internal/main")
    assert _found("secret.yaml", f"url: {address}\n") == [("basic-auth-url", address)]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("a sentence about keys and tokens, without any of them", id="prose"),
        pytest.param("gh" + "p_" + "x" * 36, id="placeholder"),
        pytest.param("pk_live" + "_" + text(random.Random(1), 24), id="publishable"),
        pytest.param("\x00\x01" + GITHUB, id="binary"),
    ],
)
def test_base64_of_anything_else_is_left_alone(said):
    assert _found("notes.yaml", f"value: {_base64(said)}\n") == []


def test_a_weak_token_in_base64_is_not_taken_for_a_prefix():
    token = sample(maker("SK<32 hex>"), 1)
    ((rule, value),) = _found("a.yaml", f"value: {_base64(token)}\n")
    assert (rule, value) == ("twilio-key", _base64(token))


def test_random_letters_are_not_decoded():
    rng = random.Random(1)
    assert list(encoded(Text("a", " ".join(text(rng, 64, ALNUM) for _ in range(2000)).encode()))) == []


def test_time_grows_with_the_text_and_no_faster():
    def seconds(count: int) -> float:
        rng = random.Random(1)
        data = json.dumps([_base64(f"line {rng.random()} of a text") for _ in range(count)]).encode()
        start = time.process_time()
        scan.scan(Text("a.json", data))
        return time.process_time() - start

    seconds(10)
    assert seconds(4000) < 40 * max(seconds(400), 0.01)
