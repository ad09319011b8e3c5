"""Tokens whose pieces stand on two lines or in two strings."""

from __future__ import annotations

import time

import pytest

from pratique.secrets import scan
from pratique.secrets.continued import continued
from pratique.secrets.detector import Text
from support.tokens import TOKENS, sample

FIRST, SECOND = (sample(TOKENS[0][2], 1)[:12], sample(TOKENS[0][2], 1)[12:])


def _found(path: str, content: str) -> list[tuple[str, str]]:
    found, failures = scan.scan(Text(path, content.encode()))
    assert failures == []
    return [(item.name, content[item.hit.start : item.hit.end]) for item in found]


@pytest.mark.parametrize(
    ("path", "content", "joint"),
    [
        pytest.param("run.sh", "export X={}\n", "\\\n", id="shell"),
        pytest.param("run.sh", 'curl -H "X: {}" https://api.invalid\r\n', "\\\r\n", id="crlf"),
        pytest.param("conf.yaml", 'value: "{}"\n', "\\\n    ", id="yaml"),
        pytest.param("a.js", 'const x = "{}";\n', '" + "', id="javascript"),
        pytest.param("a.js", "const x = '{}';\n", "' +\n    '", id="javascript-lines"),
        pytest.param("a.php", "$x = '{}';\n", "' . '", id="php"),
        pytest.param("Dockerfile", "ENV X {}\n", "\\\n", id="dockerfile"),
    ],
)
def test_a_token_in_pieces_is_found(path, content, joint):
    for cut in (5, 9, 20):
        token = FIRST + SECOND
        value = token[:cut] + joint + token[cut:]
        assert _found(path, content.replace("{}", value)) == [("github-token", value)]


def test_a_token_in_three_pieces_is_found_once():
    value = f'{FIRST}" + "{SECOND[:10]}" + "{SECOND[10:]}'
    assert _found("a.js", f'x = "{value}"\n') == [("github-token", value)]


@pytest.mark.parametrize(
    "between",
    [
        pytest.param('", "', id="a-list"),
        pytest.param("\n", id="lines"),
        pytest.param("\" + '", id="other-quotes"),
        pytest.param('" + x + "', id="something-between"),
    ],
)
def test_neighbours_are_not_put_together(between):
    assert _found("a.js", f'x = "{FIRST[:6]}{between}{SECOND}"\n') == []


def test_words_of_a_sentence_over_two_lines_are_left_alone():
    assert _found("a.py", 'x = "a sentence that goes on \\\nand on"\ny = "not a " + "secret"\n') == []


@pytest.mark.parametrize("piece", ["a\\\n", '"a" + "b', "'+'", "\\\n\\\n", '" +'])
def test_time_grows_with_the_text_and_no_faster(piece):
    def seconds(size: int) -> float:
        text = Text("one-line.js", (piece * (size // len(piece))).encode())
        start = time.process_time()
        list(continued(text))
        return time.process_time() - start

    seconds(1000)
    assert seconds(400_000) < 40 * max(seconds(40_000), 0.01)
