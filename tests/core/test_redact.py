"""What may be shown of a line, and what must not."""

from __future__ import annotations

import random
import string
import time
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.core import redact
from pratique.core.redact import mask, visible

_RANDOM = random.Random(7)
_BASE62 = string.ascii_letters + string.digits


def _random(length: int, alphabet: str = _BASE62) -> str:
    return "".join(_RANDOM.choices(alphabet, k=length))


PLAIN = [
    pytest.param("password = get_password()", id="call"),
    pytest.param("connect(password=get_password())", id="call-as-an-argument"),
    pytest.param("connect(password=settings.PASSWORD, token=token)", id="names-as-arguments"),
    pytest.param("    next_token=next_token,", id="argument-on-a-line-of-its-own"),
    pytest.param('password=self.config["db"]', id="subscript"),
    pytest.param('api_key = os.environ["API_KEY"]', id="environment"),
    pytest.param('SECRET_KEY = os.getenv("SECRET_KEY")', id="environment-by-name"),
    pytest.param('os.getenv("PASSWORD", None)', id="fallback-that-is-none"),
    pytest.param("smtp.login(user, password)", id="log-in-with-names"),
    pytest.param('connect("host", "bob", password)', id="name-as-third-argument"),
    pytest.param('user, token = read("a"), read("b")', id="pair-of-calls"),
    pytest.param("def f(password: str, token: Optional[str] = None) -> None:", id="annotations"),
    pytest.param("token = secrets.token_urlsafe(32)", id="a-library's-name"),
    pytest.param('author = "Jane Doe"', id="author-is-not-auth"),
    pytest.param('tokenizer = "punkt"', id="tokenizer-is-not-token"),
    pytest.param("max_tokens=100000", id="a-number-of-tokens"),
    pytest.param('url = f"postgres://{user}:{password}@{host}/x"', id="placeholders-in-an-address"),
    pytest.param('password = "{password}"', id="placeholder"),
    pytest.param('password = "%s" % value', id="percent-placeholder"),
    pytest.param('jwt.decode(token, options={"verify_signature": False})', id="jwt-without-a-key"),
    pytest.param('x = base64.urlsafe_b64encode(b"abc")', id="digits-in-names"),
    pytest.param("from very.long.package_name.module2.submodule3 import something_else_12", id="dotted-name"),
    pytest.param("/usr/lib/python3.11/site-packages/package/file_v2.py", id="file-path"),
    pytest.param("requests-2.31.0-py3-none-any.whl", id="wheel"),
    pytest.param("class TestHTTPConnectionPool2WithRetries34(TestCase):", id="camel-case"),
    pytest.param("getElementByIdAndNameAndClass", id="long-camel-case"),
    pytest.param("hashlib.md5(data, usedforsecurity=False).hexdigest()", id="keyword-argument"),
    pytest.param("==============================", id="rule-of-signs"),
    pytest.param("100000000000000000000000000000", id="long-number"),
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_code_stays(text):
    assert mask(text) == text


SECRET = "hunter" + "22"
HIDDEN = [
    pytest.param('password = "{}"', SECRET, id="assignment"),
    pytest.param("password='{}'", SECRET, id="single-quotes"),
    pytest.param('password: str = "{}"', SECRET, id="annotated"),
    pytest.param('if password == "{}":', SECRET, id="comparison"),
    pytest.param('config["password"] = "{}"', SECRET, id="subscript"),
    pytest.param('{{"password": "{}", "user": "x"}}', SECRET, id="dictionary"),
    pytest.param('{{"user": "x", "db_password_old": "{}"}}', SECRET, id="part-of-a-longer-name"),
    pytest.param('connect(user="x", passwd="{}")', SECRET, id="keyword-argument"),
    pytest.param('requests.get(url, auth=("bob", "{}"), verify=False)', SECRET, id="basic-auth"),
    pytest.param('password = "it\\"s {}"', SECRET, id="escaped-quote"),
    pytest.param('password = "{}', SECRET, id="string-that-does-not-end"),
    pytest.param('user, password = "bob", "{}"', SECRET, id="second-of-a-pair"),
    pytest.param('x = os.getenv("DB_PASSWORD", "{}")', SECRET, id="fallback-of-a-look-up"),
    pytest.param('x = config("SMTP_PASSWORD", default="{}")', SECRET, id="default-of-a-look-up"),
    pytest.param('settings.set("token", "{}")', SECRET, id="setter"),
    pytest.param('smtp.login("bob@host.internal", "{}")', SECRET, id="log-in-by-position"),
    pytest.param('s.auth = HTTPBasicAuth(user, "{}")', SECRET, id="basic-auth-object"),
    pytest.param('ftplib.FTP("host", user, "{}")', SECRET, id="third-argument"),
    pytest.param('pymysql.connect("host", "bob", "{}", "orders")', SECRET, id="third-of-four"),
    pytest.param("DB_PASSWORD={}", "correcthorse", id="environment-file"),
    pytest.param("export API_TOKEN={}", "correcthorse", id="shell"),
    pytest.param("https://host/x?token={}&y=1", "correcthorse", id="query"),
    pytest.param("password: {}", SECRET, id="yaml"),
    pytest.param("tool --password {} --verbose", SECRET, id="option"),
    pytest.param("postgres://bob:{}@db/x", SECRET, id="address"),
    pytest.param("postgres://:{}@db/x", SECRET, id="address-without-user"),
    pytest.param("x = '{}'", _random(40), id="random-base62"),
    pytest.param("x = '{}'", _random(40, "0123456789abcdef"), id="random-hexadecimal"),
    pytest.param("x = '{}'", "gh" + "p_" + _random(36), id="github-token"),
    pytest.param("x = '{}'", "AK" + "IA" + "ABCDEFGHIJKLMNOP", id="aws-id-that-looks-like-words"),
    pytest.param("connect({})", "xo" + "xb-123456789012-123456789012-" + _random(24), id="slack-token"),
    pytest.param("Bearer {}", ".".join(("ey" + "J" + _random(30), _random(60), _random(43))), id="jwt"),
]


@pytest.mark.parametrize(("text", "secret"), HIDDEN)
def test_credentials_do_not(text, secret):
    shown = mask(text.format(secret))
    assert secret not in shown
    assert secret[6:] not in shown
    assert "***" in shown


def test_the_issuer_stays_visible():
    assert mask("gh" + "p_" + _random(36)) == "gh" + "p_***"


@pytest.mark.parametrize("seed", range(20))
def test_random_tokens_of_any_kind(seed):
    chance = random.Random(seed)
    for alphabet in (_BASE62, _BASE62 + "-_", _BASE62 + "+/", "0123456789abcdef"):
        token = "".join(chance.choices(alphabet, k=44))
        assert token not in mask(f'call("{token}")'), alphabet


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 200_000, id="letters"),
        pytest.param("token" * 40_000, id="names-without-end"),
        pytest.param('token="' * 30_000, id="quotes-without-end"),
        pytest.param("--token " * 25_000, id="options"),
        pytest.param("token" + " " * 200_000, id="spaces"),
        pytest.param("://a:" * 40_000, id="addresses"),
        pytest.param('auth=("' * 30_000, id="pairs"),
        pytest.param("token: a " * 20_000, id="annotations"),
        pytest.param("a, token = " * 20_000, id="pairs-of-names"),
        pytest.param('"token", ' * 20_000, id="arguments"),
        pytest.param("login(a, " * 20_000, id="calls"),
        pytest.param("connect(a,b," * 20_000, id="calls-with-arguments"),
        pytest.param("password='" + "\\" * 200_000, id="backslashes"),
    ],
)
def test_time_is_linear_in_the_length(text):
    def seconds(part: str) -> float:
        start = time.process_time()
        mask(part)
        return time.process_time() - start

    mask("x")
    short = min(seconds(text[: len(text) // 8]) for _ in range(3))
    assert seconds(text) < 8 * 4 * short + 0.05


@given(st.text())
def test_visible_text_is_printable(text):
    shown = visible(text)
    assert "\x1b" not in shown
    assert shown.isprintable()


@given(st.text(string.printable.replace("\t", "").replace("\n", "").replace("\r", "").replace("\x0b\x0c", "")))
def test_visible_keeps_printable_ascii(text):
    assert visible(text) == text


@given(st.binary())
def test_visible_takes_any_bytes(data):
    assert visible(data.decode("utf-8", "surrogateescape")).isprintable()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\tb", "a b", id="tab"),
        pytest.param("\x1b[2J", "\\x1b[2J", id="escape-sequence"),
        pytest.param("a\u202eb", "a<U+202E>b", id="bidirectional"),
        pytest.param("\ud83d", "<U+D83D>", id="lone-surrogate"),
        pytest.param("\udce9", "\\xe9", id="byte-that-is-not-utf-8"),
        pytest.param("\x9b31m", "\\x9b31m", id="c1-control"),
        pytest.param("日本語 é", "日本語 é", id="writing-stays"),
    ],
)
def test_visible(text, expected):
    assert visible(text) == expected


@given(st.text())
def test_masking_twice_is_masking_once(text):
    assert mask(mask(text)) == mask(text)


LONG_S = chr(0x17F)  # which `re.IGNORECASE` takes for an s
PIECES = st.sampled_from(
    [
        *("password", f"Pa{LONG_S}{LONG_S}Word", "toKen", "api_key", "user", "login", "FTP", "connect", "auth", "AUTH"),
        *("://", "=", ": ", "(", ", ", '"value one"', "'x9!abcdef'", ")", "[", "]", "--", " ", "\n", "@host", "name"),
        *("pwd", "credential"),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_what_needs_no_look_needs_no_mask(text):
    with mock.patch.object(redact, "_HINTS", ("",)):
        masked = redact.mask(text)
    assert redact.mask(text) == masked
