"""Issuers' token formats, each in every kind of place where people leave them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import pytest

from pratique.secrets import scan
from pratique.secrets.detector import Sample, Text
from pratique.secrets.formats import concerned, hits
from support.scanning import rules_in
from support.tokens import TOKENS, maker, parts, private_key, sample


def _notebook(token: str) -> str:
    source = [f'client = Client(key="{token}")\n', "client.run()"]
    return json.dumps({"cells": [{"cell_type": "code", "source": source}]})


# (id, path, text for a token)
PLACES = (
    ("call-keyword", "app.py", lambda t: f'client = Github(login_or_token="{t}")\n'),
    ("call-positional", "app.py", lambda t: f"client = make({t!r}, 3)\n"),
    ("getenv-fallback", "app.py", lambda t: f'key = os.getenv("K", "{t}")\n'),
    ("dict-value", "app.py", lambda t: f'headers = {{"X-Any": "{t}"}}\n'),
    ("f-string", "app.py", lambda t: f'url = f"{{base}}?key={t}&page={{n}}"\n'),
    ("comparison", "app.py", lambda t: f'if given == "{t}":\n    pass\n'),
    ("comment", "app.py", lambda t: f"# old: {t}\n"),
    ("yaml", "conf.yaml", lambda t: f"service:\n  value: {t}\n"),
    ("dotenv", ".env.example", lambda t: f"ANYTHING={t}\n"),
    ("dockerfile", "Dockerfile", lambda t: f"FROM x\nENV ANYTHING {t}\n"),
    ("curl-header", "run.sh", lambda t: f'curl -H "Authorization: Bearer {t}" https://api.invalid/v1\n'),
    ("json", "mcp.json", lambda t: json.dumps({"env": {"ANYTHING": t}}, indent=1)),
    ("json-string-after-escape", "log.jsonl", lambda t: json.dumps({"content": f"use\n{t}\tnow"}) + "\n"),
    ("notebook", "a.ipynb", _notebook),
    ("markdown", "README.md", lambda t: f"Run it with `{t}` as key.\n"),
    ("url-query", "notes.txt", lambda t: f"https://api.invalid/sse?key={t}\n"),
    ("no-newline-at-the-end", "notes", lambda t: t),
    ("plain", "notes.txt", lambda t: f"the key is {t} and it works\n"),
    ("meaningless-name", "app.py", lambda t: f"x1 = '{t}'\n"),
    ("bearer", "notes.txt", lambda t: f"Authorization: Bearer {t}\n"),
    ("escaped-quotes", "log.jsonl", lambda t: json.dumps({"text": f'use "{t}"'}) + "\n"),
    ("sentence", "notes.md", lambda t: f"Use {t}. Then go on.\n"),
    ("list", "notes.md", lambda t: f"Use {t}, then go on.\n"),
    ("crlf", "notes.txt", lambda t: f"one\r\n{t}\r\ntwo\r\n"),
)
# The same for a name and a token.
NAMED_PLACES = (
    ("dotenv", ".env", lambda n, t: f"{n}={t}\n"),
    ("shell", "run.sh", lambda n, t: f'export {n}="{t}"\n'),
    ("python", "app.py", lambda n, t: f'{n} = "{t}"\n'),
    ("annotated", "app.py", lambda n, t: f"{n}: str = '{t}'\n"),
    ("keyword", "app.py", lambda n, t: f'client = Client({n.lower()}="{t}")\n'),
    ("item", "app.py", lambda n, t: f'os.environ["{n}"] = "{t}"\n'),
    ("getenv-fallback", "app.py", lambda n, t: f'key = os.getenv("{n}", "{t}")\n'),
    ("json", "mcp.json", lambda n, t: json.dumps({"env": {n: t}}, indent=1)),
    ("escaped-json", "log.jsonl", lambda n, t: json.dumps({"text": json.dumps({n: t})})),
    ("yaml", "conf.yaml", lambda n, t: f"env:\n  {n}: {t}\n"),
    ("dockerfile", "Dockerfile", lambda n, t: f"FROM x\nENV {n} {t}\n"),
    ("prose", "notes.md", lambda n, t: f"Set `{n}={t}`, then run it.\n"),
    ("list", "app.py", lambda n, t: f'{n} = [\n    "{t}",\n]\n'),
    ("sentence", "notes.md", lambda n, t: f"The {n} of the second account is `{t}`.\n"),
    ("chat", "history.md", lambda n, t: f"#### use this for {n}: {t}\n"),
)


SAMPLES = [(rule, made) for rule, detector in scan.detectors() for made in detector.samples]


def _chosen(public: bool, named: bool | None = None) -> list[object]:
    """Parameters for the samples that are public or not, and those that need a name or not."""
    return [
        pytest.param(rule, made, id=f"{rule}-{made.name or made.around}-{made.spec}".replace("\n", ""))
        for rule, made in SAMPLES
        if made.public is public and named in (None, bool(made.name))
    ]


def _around(made: Sample, token: str, place: Callable[[str], str]) -> str:
    """The text of a place with the token, and with what has to stand before the place or the token."""
    if made.around.endswith("\n{}"):
        return made.around.replace("{}", place(token))
    return place(made.around.replace("{}", token))


def _found(path: str, content: str) -> list[tuple[str, str]]:
    """(rule, credential) for everything found."""
    found, failures = scan.scan(Text(path, content.encode()))
    assert failures == []
    return [(item.name, content.encode()[item.hit.start : item.hit.end].decode()) for item in found]


@pytest.mark.parametrize(("rule", "made"), _chosen(public=False, named=False))
def test_a_token_is_found_once_wherever_it_stands(rule, made):
    for seed, (name, path, place) in enumerate(PLACES):
        token = sample(maker(made.spec), seed)
        assert (name, _found(path, _around(made, token, place))) == (name, [(rule, token)])


@pytest.mark.parametrize(("rule", "made"), _chosen(public=False, named=True))
def test_a_token_without_a_mark_is_found_beside_its_name(rule, made):
    for seed, (name, path, place) in enumerate(NAMED_PLACES):
        token = sample(maker(made.spec), seed)
        assert (name, _found(path, place(made.name, token))) == (name, [(rule, token)])


@pytest.mark.parametrize(("rule", "made"), _chosen(public=False, named=True))
def test_a_token_without_a_mark_says_nothing_alone(rule, made):
    token = sample(maker(made.spec), 1)
    assert rule not in dict(_found("app.py", f'value = "{token}"\n'))


@pytest.mark.parametrize(("rule", "made"), _chosen(public=True))
def test_what_is_made_to_be_published_is_left_alone(rule, made):
    for seed in range(3):
        token = made.around.replace("{}", sample(maker(made.spec), seed))
        name = made.name or "service_api_key"
        for path, content in (
            ("app.py", f'client = Client({name}="{token}")\n'),
            (".env", f"{name.upper()}={token}\n"),
            ("a.json", json.dumps({name: token})),
        ):
            assert _found(path, content) == []


def _all_same(spec: str) -> str:
    return "".join("x" * len(piece) if is_random else piece for is_random, piece in parts(spec, random.Random(1)))


def _cut(spec: str) -> str:
    return "".join(piece[:4] if is_random else piece for is_random, piece in parts(spec, random.Random(1)))


def _broken(spec: str) -> str:
    """A sign that no token holds stands in the first random part that is long."""
    pieces, whole = parts(spec, random.Random(1)), True
    for index, (is_random, piece) in enumerate(pieces):
        if whole and is_random and len(piece) >= 8:
            pieces[index], whole = (True, f"{piece[:3]}!{piece[4:]}"), False
    return "".join(piece for _, piece in pieces)


def _in_a_word(spec: str) -> str:
    return "x" + sample(maker(spec), 1)


@pytest.mark.parametrize(("rule", "made"), _chosen(public=False, named=False))
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_all_same, id="one-repeated-character"),
        pytest.param(_cut, id="too-short"),
        pytest.param(_broken, id="wrong-alphabet"),
        pytest.param(_in_a_word, id="inside-a-longer-word"),
    ],
)
def test_what_only_resembles_a_token_is_left_alone(rule, made, change):
    if change is _in_a_word and made.around != "{}":
        pytest.skip("what stands before it tells it")
    content = _around(made, change(made.spec), lambda token: f"value = '{token}'\n")
    assert rule not in dict(_found("app.py", content))


@pytest.mark.parametrize(("rule", "made"), _chosen(public=False, named=False))
def test_a_find_never_ends_within_a_word(rule, made):
    content = made.around.replace("{}", sample(maker(made.spec), 1) + "Zz9")
    for _, token in _found("notes.txt", content):
        assert not content[content.index(token) + len(token) :][:1].isalnum()


@pytest.mark.parametrize(
    ("rule", "make"), [pytest.param(rule, make, id=f"{rule}-{spec}") for rule, spec, make in TOKENS]
)
def test_a_token_is_one_of_the_long_runs_that_the_needle_search_looks_at(rule, make):
    token = sample(make, 0).encode()
    text = Text("a.py", b"short words, then '" + token + b"' and more")
    assert text.long_runs == token
    assert rule in concerned(text)


@pytest.mark.parametrize("name", [name for name, detector in scan.detectors() if detector.formats])
def test_every_format_has_a_sample(name):
    detector = dict(scan.detectors())[name]
    unseen = set(detector.formats)
    for made in detector.samples:
        token = sample(maker(made.spec), 1)
        content = made.around.replace("{}", f'{made.name} = "{token}"' if made.name else token)
        text = Text("a.txt", content.encode())
        unseen -= {token for token in unseen if next(hits(text, (token,)), None)}
    assert [token.needle for token in unseen] == []


@pytest.mark.parametrize("label", ["RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"])
@pytest.mark.parametrize(
    "quote",
    [
        pytest.param(lambda key: key, id="file"),
        pytest.param(lambda key: f'KEY = """{key}"""', id="python-block"),
        pytest.param(lambda key: json.dumps({"private_key": key}), id="json-string"),
        pytest.param(lambda key: "key: |\n  " + key.replace("\n", "\n  "), id="yaml-block"),
        pytest.param(lambda key: key.replace("\n", "\r\n"), id="crlf"),
    ],
)
def test_a_private_key_is_one_finding(label, quote):
    assert rules_in("any.txt", quote(private_key(random.Random(1), label)) + "\n") == ["private-key"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('if line.startswith("-----BEGIN RSA PRIVATE KEY-----"):\n    return 1\n', id="parser"),
        pytest.param("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n", id="documentation"),
        pytest.param("-----BEGIN PUBLIC KEY-----\n" + "MIIBIjANBgkqhkiG9w0B" * 3 + "\n", id="public-key"),
        pytest.param("-----BEGIN CERTIFICATE-----\n" + "MIIBIjANBgkqhkiG9w0B" * 3 + "\n", id="certificate"),
    ],
)
def test_armour_without_a_private_key_is_none(text):
    assert rules_in("any.py", text) == []


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("postgresql://app:{}@db.internal:5432/main", id="database"),
        pytest.param("redis://:{}@cache.internal:6379/0", id="without-user"),
        pytest.param("https://deploy:{}@git.internal/x.git", id="clone"),
        pytest.param("https://deploy:{}@{{host}}/x", id="host-filled-in"),
        pytest.param("postgresql://app:{}@db.example.com/x", id="sample-host-but-random"),
        pytest.param("amqp://svc:{}@10.0.0.7//", id="broker"),
        pytest.param("mongodb+srv://root:{}@cluster0.ab1.mongodb.net", id="driver-suffix"),
    ],
)
def test_a_password_in_an_address_is_found(url):
    for seed in range(5):
        password = sample(
            lambda rng: "".join(rng.choice("abcdefghijkmnpqrstuvwxyzABCDEF23456789") for _ in range(14)), seed
        )
        assert rules_in("settings.py", f'URL = "{url.format(password)}"\n') == ["basic-auth-url"]


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("postgresql://user:password@localhost/db", id="sample-words"),
        pytest.param("postgresql://{user}:{password}@{host}/db", id="template"),
        pytest.param("postgresql://$USER:$PASSWORD@db/x", id="shell-variables"),
        pytest.param("https://user:s3cretX9@example.com/", id="reserved-host"),
        pytest.param("https://user:${PASSWORD}@{host}/", id="both-filled-in"),
        pytest.param("http://admin:admin@localhost:8080", id="user-is-password"),
        pytest.param("https://host.internal:8080/@scope/pkg", id="port-and-scope"),
        pytest.param("https://cdn.internal/npm:react@18.2.0/x", id="path"),
        pytest.param("ssh://git@host.internal:22/x", id="no-password"),
    ],
)
def test_an_address_without_a_real_password_is_left_alone(url):
    assert rules_in("settings.py", f'URL = "{url}"\n') == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("task-1234567890abcdef1234567890abcdef", id="prefix-inside-a-word"),
        pytest.param("AKIA" + "IOSFODNN7EXAMPLE", id="vendor-example"),
        pytest.param("ghp_" + "1234567890abcdefghijklmnopqrstuvwxyz", id="sequence"),
        pytest.param("sk-" + "your-openai-api-key-goes-right-in-here-please", id="words"),
        pytest.param("https://public@o1.ingest.sentry.io/42", id="sentry-dsn"),
        pytest.param("eyJhbGciOiJIUzI1NiJ9", id="jwt-header-alone"),
        pytest.param("xoxb-your-token", id="slack-words"),
        pytest.param("AIza" + "SyD" + "x" * 32, id="repeated"),
        pytest.param("npm_config_registry_or_some_other_long_name_x", id="npm-variable"),
    ],
)
def test_a_look_alike_is_left_alone(text):
    assert rules_in("app.py", f'VALUE = "{text}"\n') == []
