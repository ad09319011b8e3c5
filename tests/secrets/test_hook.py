"""The hook as a whole: what it wants, what it imports, how it says what to do."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.core import room
from pratique.core.source import Source
from pratique.secrets import scan
from pratique.secrets.detector import Hit, Text
from pratique.secrets.hook import HOOK, main
from support.scanning import findings, findings_of, outcomes, rules_in, settings
from support.tokens import TOKENS, password, sample

TOKEN = sample(TOKENS[0][2], 1)

_CLEAN = """
import sys
from pratique.core.settings import COMMON, Settings, Value
from pratique.core.source import Source
from pratique.secrets.hook import HOOK
settings = Settings("secrets", "/", {o.key: Value(o.default, "default") for o in COMMON})
assert not HOOK.screen(Source("a.py", b"def f(password):\\n    return task(password)\\n"), settings)
print(sorted({"detect_secrets", "requests", "libcst", "pip_audit", "hmac"} & set(sys.modules)))
"""


def test_a_clean_file_imports_nothing_heavy():
    done = subprocess.run([sys.executable, "-c", _CLEAN], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_find_that_needs_no_plugin_does_not_import_detect_secrets():
    code = _CLEAN.replace("print(", f"list(HOOK.check(Source('a.py', b'x = \"{TOKEN}\"'), settings, None)); print(")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['hmac']\n"


def test_a_plugin_confirms_without_verifying(monkeypatch):
    from detect_secrets.plugins.mailchimp import MailchimpDetector

    def verify(*_args, **_kwargs):
        raise AssertionError("live verification was called")

    monkeypatch.setattr(MailchimpDetector, "verify", verify)
    make = next(make for rule, _, make in TOKENS if rule == "mailchimp-key")
    assert rules_in("a.py", f'key = "{sample(make, 1)}"\n') == ["mailchimp-key"]


def test_a_plugin_that_sees_nothing_drops_the_candidate(monkeypatch):
    from detect_secrets.plugins.mailchimp import MailchimpDetector

    monkeypatch.setattr(MailchimpDetector, "analyze_string", lambda self, string: iter(()))
    make = next(make for rule, _, make in TOKENS if rule == "mailchimp-key")
    assert rules_in("a.py", f'mailing = "{sample(make, 1)}"\n') == []


@pytest.mark.parametrize("name", room.names(scan.ROOM))
def test_every_detector_states_itself(name):
    rule, detector = scan.rule(name), dict(scan.detectors())[name]
    assert rule.name == name
    assert rule.cwe == (798,)
    assert rule.references
    assert detector.variable.isupper()
    assert detector.rotate


@pytest.mark.parametrize(
    ("path", "head", "expected"),
    [
        pytest.param("a.py", b"", True, id="known-extension"),
        pytest.param("Dockerfile", b"FROM x\n", True, id="text-without-extension"),
        pytest.param("a.bin", b"\x7fELF\0\0", False, id="binary"),
        pytest.param("dump", "key".encode("utf-16"), True, id="utf-16"),
    ],
)
def test_wants(path, head, expected):
    assert HOOK.wants(path, lambda: head) is expected


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(f'x = "{TOKEN}"'.encode("utf-16"), id="utf-16"),
        pytest.param(f'x = "{TOKEN}"'.encode("utf-8-sig"), id="bom"),
        pytest.param(b"# caf\xe9 \xff\xfe\n" + f'x = "{TOKEN}"\r\n'.encode(), id="invalid-utf-8-and-crlf"),
        pytest.param(f'y = "é😀"; x = "{TOKEN}"'.encode(), id="after-wide-characters"),
        pytest.param(f"\0\0{TOKEN}\0".encode(), id="between-nul-bytes"),
    ],
)
def test_any_encoding(raw):
    assert rules_in("notes.txt", raw) == ["github-token"]


def test_the_region_is_that_of_the_value():
    (finding,) = findings("a.py", f'\né = 1; key = "{TOKEN}"\n')
    assert (finding.region.line, finding.region.column) == (2, 15)
    assert (finding.region.end_line, finding.region.end_column) == (2, 15 + len(TOKEN))


def test_a_piece_of_a_large_file_counts_its_lines_on():
    source = Source("big.log", f"{TOKEN}\n".encode(), first_line=1001)
    assert [finding.region.line for finding in findings_of(source)] == [1001]


@pytest.mark.parametrize(
    ("path", "code", "says"),
    [
        pytest.param("a.py", 'c = Github("{}")', 'os.environ["GITHUB_TOKEN"]', id="python"),
        pytest.param("a.ts", 'const c = "{}"', "process.env.GITHUB_TOKEN", id="typescript"),
        pytest.param("ci.yml", "x: {}", "${GITHUB_TOKEN}", id="yaml"),
        pytest.param("a.txt", "{}", "environment variable GITHUB_TOKEN", id="any-text"),
    ],
)
def test_help_names_the_replacement(path, code, says):
    (finding,) = findings(path, code.replace("{}", TOKEN) + "\n")
    assert says in finding.help
    assert "https://github.com/settings/tokens" in finding.message


def test_help_for_a_generic_secret_uses_its_own_name():
    (finding,) = findings("a.py", f'connect(smtpPassword="{password(random.Random(1))}")\n')
    assert 'os.environ["SMTP_PASSWORD"]' in finding.help


def test_the_most_specific_detector_speaks():
    code = f'api_key = "{TOKEN}"\nurl = "https://x:{TOKEN}@github.com/a/b.git"\n'
    assert rules_in("a.py", code) == ["github-token", "github-token"]


def test_ignored_and_selected_rules():
    code = f'api_key = "{TOKEN}"\n'
    assert outcomes("a.py", code, settings(ignore=("github-token",))) == []
    assert outcomes("a.py", code, settings(select=("aws-key",))) == []


def test_findings_come_in_order_of_place():
    tokens = [sample(make, 1) for _, _, make in TOKENS]
    found = findings("a.txt", "".join(f"value {token}\n" for token in tokens))
    assert [finding.region.line for finding in found] == list(range(1, len(tokens) + 1))
    assert [finding.rule for finding in found] == [rule for rule, _, _ in TOKENS]


def test_the_command_refuses_a_commit_and_clears_the_repaired_one(repo, capfd):
    repo.stage("app.py", f'client = Github(login_or_token="{TOKEN}")\n')
    assert main(["check"]) == 1
    out, _ = capfd.readouterr()
    assert "app.py:1:" in out
    assert "github-token" in out
    repo.stage("app.py", 'client = Github(login_or_token=os.environ["GITHUB_TOKEN"])\n')
    assert main(["check"]) == 0


@given(st.binary(max_size=400))
def test_any_bytes_are_looked_at_without_failing(data):
    found, failures = scan.scan(Text("any.env", data))
    assert failures == []
    assert all(0 <= item.hit.start < item.hit.end <= len(data) for item in found)


_PIECES = [
    "password",
    "=",
    ":",
    '"',
    "'",
    "\\",
    "\n",
    " ",
    "://",
    "@",
    "api_key",
    "(",
    ")",
    "{",
    "Bearer ",
    "-----BEGIN ",
]


@given(
    st.lists(
        st.sampled_from([*_PIECES, "-----BEGIN ", "PRIVATE KEY-----", "eyJ", "sk-", TOKEN, "x9Kq2", "é"]), max_size=40
    )
)
def test_pieces_of_syntax_in_any_order_do_not_overlap(pieces):
    data = "".join(pieces).encode()
    found, failures = scan.scan(Text("any.py", data))
    assert failures == []
    for left, right in pairwise(found):
        assert left.hit.end <= right.hit.start


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_token_between_any_two_lines_is_found(before, after):
    text = f"{before}\nx = '{TOKEN}'\n{after}"
    found, _ = scan.scan(Text("any.txt", text.encode("utf-8", "surrogatepass")))
    assert TOKEN.encode() in [text.encode("utf-8", "surrogatepass")[f.hit.start : f.hit.end] for f in found] or any(
        f.rank < 1 for f in found
    )


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param('password="', id="open-quotes"),
        pytest.param("-----BEGIN PRIVATE KEY-----", id="armour"),
        pytest.param("://", id="addresses"),
        pytest.param("eyJ", id="jwt-starts"),
        pytest.param("-us", id="data-centres"),
        pytest.param("key = {", id="braces"),
        pytest.param("token:" + " " * 30, id="blanks"),
        pytest.param("a.b-c_d/", id="segments"),
        pytest.param("discord.", id="dots"),
        pytest.param("AccountKey=" + "A" * 80, id="almost-storage-keys"),
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece):
    def seconds(size: int) -> float:
        text = Text("one-line.js", (piece * (size // len(piece))).encode())
        start = time.process_time()
        list(scan.candidates(text))
        return time.process_time() - start

    seconds(1000)
    assert seconds(400_000) < 40 * max(seconds(40_000), 0.01)


def test_hits_are_settled_in_favour_of_rank_then_length():
    found = [scan.Found("c", 3, Hit(0, 50)), scan.Found("a", 1, Hit(10, 20)), scan.Found("b", 1, Hit(10, 30))]
    shuffled = random.Random(1).sample(found, 3)
    assert [item.name for item in scan.settle(shuffled)] == ["b"]
