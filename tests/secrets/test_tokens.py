"""Issuers' token formats, each in every kind of place where people leave them."""

from __future__ import annotations

import json
import random

import pytest

from pratique.secrets.detector import Text
from support.scanning import rules_in
from support.tokens import BASE64, TOKENS, UPPER, WORD, private_key, sample, text


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
)


@pytest.mark.parametrize(
    ("rule", "make"), [pytest.param(rule, make, id=f"{rule}-{what}") for rule, what, make in TOKENS]
)
@pytest.mark.parametrize(("path", "place"), [pytest.param(path, place, id=name) for name, path, place in PLACES])
def test_a_token_is_found_once_wherever_it_stands(rule, make, path, place):
    for seed in range(3):
        assert rules_in(path, place(sample(make, seed))) == [rule]


@pytest.mark.parametrize(
    ("rule", "make"), [pytest.param(rule, make, id=f"{rule}-{what}") for rule, what, make in TOKENS if rule != "jwt"]
)
def test_a_token_of_one_repeated_character_is_a_placeholder(rule, make):
    token = sample(make, 0)
    middle = len(token) // 2
    assert rules_in("app.py", f'client = Client("{token[:middle]}{"x" * (len(token) - middle)}")\n') == []


@pytest.mark.parametrize("make", [pytest.param(make, id=f"{rule}-{what}") for rule, what, make in TOKENS])
def test_a_token_is_one_of_the_long_runs_that_the_needle_search_looks_at(make):
    token = sample(make, 0).encode()
    assert Text("a.py", b"short words, then '" + token + b"' and more").long_runs == token


# Discord's tokens have no prefix, so the file has to speak of it.
def test_discord_token_needs_its_context():
    rng = random.Random(3)
    token = "M" + "".join(rng.choice("ABCDEFabcdef0123456789") for _ in range(23)) + ".GhIjKl."
    token += "".join(rng.choice("ABCDEFabcdef0123456789_-") for _ in range(38))
    assert rules_in("bot.py", f'import discord\nclient.run("{token}")\n') == ["discord-token"]
    assert rules_in("bot.py", f'client.run("{token}")\n') == []


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


def test_an_aws_secret_key_is_known_by_its_name():
    secret = sample(lambda rng: "".join(rng.choice("abcdefgABCDEFG0123456789/+") for _ in range(40)), 1)
    assert rules_in(".env", f"AWS_SECRET_ACCESS_KEY={secret}\n") == ["aws-key"]
    assert rules_in("a.py", f'boto3.client("s3", aws_secret_access_key="{secret}")\n') == ["aws-key"]
    assert rules_in("a.json", json.dumps({"SecretAccessKey": secret})) == ["aws-key"]
    assert rules_in("a.py", f'object_path = "{secret}"\n') == []


def test_an_azure_storage_key_is_found_in_its_connection_string():
    key = sample(lambda rng: text(rng, 86, BASE64), 1) + "=="
    line = f"DefaultEndpointsProtocol=https;AccountName=store;AccountKey={key};EndpointSuffix=core.windows.net"
    assert rules_in("a.py", f'connect("{line}")\n') == ["azure-key"]
    assert rules_in(".env", f"CONNECTION={line}\n") == ["azure-key"]


def test_an_ibm_key_is_known_by_its_name():
    key = sample(lambda rng: text(rng, 44, WORD), 1)
    assert rules_in("a.py", f'IBM_CLOUD_API_KEY = "{key}"\n') == ["ibm-key"]
    assert rules_in(".env", f"ibm_iam_apikey={key}\n") == ["ibm-key"]
    assert rules_in("a.py", f'ibm_object = "{key[:20]}"\n') == []


def test_a_slack_webhook_is_found():
    rng = random.Random(1)
    path = f"services/T{text(rng, 9, UPPER)}/B{text(rng, 10, UPPER)}/{text(rng, 24)}"
    assert rules_in("a.py", f'post("https://hooks.slack.com/{path}")\n') == ["slack-token"]
    assert rules_in("a.py", 'post("https://hooks.slack.com/services/T000/B000/XXXX")\n') == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("task-1234567890abcdef1234567890abcdef", id="prefix-inside-a-word"),
        pytest.param("pk_live_" + "Zk3vQ8rTnB5xWm2LcY7dHs9f", id="stripe-publishable"),
        pytest.param("sb_publishable_" + "Zk3vQ8rTnB5xWm2LcY7dHs9fKp4Jg6q", id="supabase-publishable"),
        pytest.param("phc_" + "Zk3vQ8rTnB5xWm2LcY7dHs9fKp4Jg6qAe1Ru0iOtNV", id="posthog-project"),
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
