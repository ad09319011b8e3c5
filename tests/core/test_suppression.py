"""Ignore comments, of ours and of other tools."""

from __future__ import annotations

import pytest

from pratique.core import suppression
from pratique.core.finding import Severity
from pratique.core.source import Source
from support import dummy

pytestmark = pytest.mark.usefixtures("rules")
IGNORE = "prat" + "ique: ignore"


def judge(path, text, *, ran=True, foreign=False, severity=None):
    """The verdict on every word of the text, as (kept, suppressed, meta) names."""
    from pratique.core import room

    source = Source(path, text.encode() if isinstance(text, str) else text)
    found = []
    for match in dummy._WORD.finditer(source.data):
        name = dummy.RULES.get(match.group().partition(b"=")[0])
        if name:
            found.append(source.finding("dummy", room.rule(dummy.ROOM, name), *match.span(), severity=severity))
    verdict = suppression.judge(source, found, "dummy", lambda name: ran, foreign=foreign)
    return tuple(sorted(item.rule for item in group) for group in verdict)


class TestSigns:
    @pytest.mark.parametrize(
        ("path", "line"),
        [
            pytest.param("a.py", "BAD()  # {}", id="python"),
            pytest.param("a.py", "BAD()  # noqa: E501  # {}", id="behind-another-comment"),
            pytest.param("a.py", "BAD()  # why not? {}", id="behind-words"),
            pytest.param("a.py", "BAD()  #{}", id="no-space"),
            pytest.param("a.js", "BAD()  // {}", id="slashes"),
            pytest.param("a.js", 'x = "http://BAD"  // {}', id="slashes-in-a-string-before"),
            pytest.param("a.c", "BAD()  /* {} */", id="block"),
            pytest.param("a.html", "<p>BAD</p> <!-- {} -->", id="html"),
            pytest.param("a.md", "BAD <!-- {} -->", id="markdown"),
            pytest.param("a.md", "    BAD  # {}", id="code-in-markdown"),
            pytest.param("a.rst", "    BAD  # {}", id="code-in-restructured-text"),
            pytest.param("a.sql", "SELECT BAD -- {}", id="sql"),
            pytest.param("a.ini", "x = BAD ; {}", id="semicolon"),
            pytest.param("a.yaml", "x: BAD  # {}", id="yaml"),
            pytest.param("Dockerfile", "RUN BAD # {}", id="no-extension"),
        ],
    )
    def test_every_sign_counts(self, path, line):
        comment = f"{IGNORE}[bad-word] -- tested"
        assert judge(path, line.format(comment) + "\n") == ([], ["bad-word"], [])

    @pytest.mark.parametrize(
        ("path", "text"),
        [
            pytest.param("a.py", f'BAD = "# {IGNORE}[bad-word]"\n', id="python-string"),
            pytest.param("a.py", f'"""\nBAD # {IGNORE}[bad-word]\n"""\n', id="python-docstring"),
            pytest.param("a.yaml", f"x: BAD {IGNORE}[bad-word]\n", id="no-sign"),
            pytest.param("a.py", "BAD  # pratique ignore[bad-word]\n", id="no-colon"),
            pytest.param("a.py", "BAD  # pratique: ignored[bad-word]\n", id="another-word"),
            pytest.param("a.py", f"BAD\n# {IGNORE}[bad-word] -- on another line\n", id="another-line"),
        ],
    )  # fmt: skip
    def test_what_is_no_comment_does_not(self, path, text):
        assert judge(path, text)[:2] == (["bad-word"], [])

    def test_python_that_does_not_parse_is_read_by_lines(self):
        assert judge("a.py", f"def (\nBAD  # {IGNORE}[bad-word]\n")[1] == ["bad-word"]


class TestLines:
    def test_only_its_own_line(self):
        text = f"BAD\nBAD  # {IGNORE}[bad-word]\nBAD\n"
        assert judge("a.dum", text)[:2] == (["bad-word", "bad-word"], ["bad-word"])

    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
    @pytest.mark.parametrize("path", ["a.py", "a.dum"])
    def test_any_newline(self, path, newline):
        text = newline.join(["x = 1", f"BAD  # {IGNORE}[bad-word]", "y = 2", ""])
        assert judge(path, text) == ([], ["bad-word"], [])

    @pytest.mark.parametrize(
        ("line", "held"),
        [
            pytest.param(0, True, id="first"),
            pytest.param(1, False, id="in-the-middle"),
            pytest.param(2, True, id="last"),
            pytest.param(3, False, id="after"),
        ],
    )
    def test_span_over_several_lines(self, line, held):
        from pratique.core import room

        lines = ["BAD(", "  x,", ")", "y"]
        lines[line] += f"  # {IGNORE}[bad-word]"
        source = Source("a.dum", "\n".join(lines).encode())
        end = source.line_bounds(2)[0] + 1
        finding = source.finding("dummy", room.rule(dummy.ROOM, "bad-word"), 0, end)
        verdict = suppression.judge(source, [finding], "dummy", lambda name: True)
        assert bool(verdict.suppressed) is held

    def test_span_that_ends_with_its_newline_does_not_reach_the_next_line(self):
        from pratique.core import room

        source = Source("a.dum", f"BAD\n# {IGNORE}[bad-word]\n".encode())
        finding = source.finding("dummy", room.rule(dummy.ROOM, "bad-word"), 0, 4)
        assert suppression.judge(source, [finding], "dummy", lambda name: True).kept == (finding,)

    def test_lines_of_a_later_piece(self):
        from pratique.core import room

        source = Source("a.dum", f"x\nBAD  # {IGNORE}[bad-word]\n".encode(), first_line=100)
        finding = source.finding("dummy", room.rule(dummy.ROOM, "bad-word"), 2, 5)
        assert suppression.judge(source, [finding], "dummy", lambda name: True).suppressed == (finding,)


class TestNamesAndReasons:
    @pytest.mark.parametrize(
        ("comment", "expected"),
        [
            pytest.param("[bad-word, worse-word] -- both", ([], ["bad-word", "worse-word"], []), id="two-names"),
            pytest.param("[ worse-word,bad-word ] -- both", ([], ["bad-word", "worse-word"], []), id="any-spacing"),
            pytest.param("[bad-word]", (["worse-word"], ["bad-word"], []), id="one-of-two"),
            pytest.param("[bad-word, worse-word]", (["worse-word"], ["bad-word"], []), id="high-needs-a-reason"),
            pytest.param("[worse-word] --", (["bad-word", "worse-word"], [], []), id="empty-reason"),
            pytest.param("[worse-word] because", (["bad-word", "worse-word"], [], []), id="reason-without-dashes"),
            pytest.param("", (["bad-word", "worse-word"], [], ["unknown-suppression"]), id="no-name"),
            pytest.param("[]", (["bad-word", "worse-word"], [], ["unknown-suppression"]), id="empty-list"),
            pytest.param("[*]", (["bad-word", "worse-word"], [], ["unknown-suppression"]), id="no-wildcard"),
            pytest.param("-file[bad-word]", (["bad-word", "worse-word"], [], ["unknown-suppression"]),
                         id="no-such-command"),
            pytest.param("[bad_word] -- x", (["bad-word", "worse-word"], [], ["unknown-suppression"]), id="mistyped"),
            pytest.param("[Bad-Word] -- x", (["bad-word", "worse-word"], [], ["unknown-suppression"]), id="case"),
            pytest.param("[bad-word, nothing] -- x", (["worse-word"], ["bad-word"], ["unknown-suppression"]),
                         id="known-beside-unknown"),
            pytest.param("[loud-word] -- x", (["bad-word", "worse-word"], [], ["unused-suppression"]), id="unused"),
            pytest.param("[unused-suppression] -- x", (["bad-word", "worse-word"], [], ["unused-suppression"]),
                         id="about-itself"),
            pytest.param("[sql-injection] -- x", (["bad-word", "worse-word"], [], []), id="rule-of-another-hook"),
            pytest.param(f"[bad-word] -- a  # {IGNORE}[worse-word] -- b", ([], ["bad-word", "worse-word"], []),
                         id="two-comments-on-a-line"),
            pytest.param("[worse-word] -- see #12: it -- is fine", (["bad-word"], ["worse-word"], []),
                         id="signs-in-the-reason"),
        ],
    )  # fmt: skip
    def test_comments(self, comment, expected, monkeypatch):
        from pratique.core import room

        owners = {**room.owners(), "sql-injection": "lint"}
        monkeypatch.setattr(room, "owners", lambda: owners)
        assert judge("a.dum", f"BAD WORSE  # {IGNORE}{comment}\n") == expected

    def test_missing_reason_is_said(self):
        from pratique.core import room

        source = Source("a.dum", f"WORSE  # {IGNORE}[worse-word]\n".encode())
        finding = source.finding("dummy", room.rule(dummy.ROOM, "worse-word"), 0, 5)
        (kept,) = suppression.judge(source, [finding], "dummy", lambda name: True).kept
        assert kept.help == "write another word; the ignore comment needs a reason: `-- why`"

    def test_missing_reason_is_said_after_a_whole_sentence(self):
        from pratique.core import room

        source = Source("a.dum", f"WORSE  # {IGNORE}[worse-word]\n".encode())
        finding = source.finding("dummy", room.rule(dummy.ROOM, "worse-word"), 0, 5, help="Write another word.")
        (kept,) = suppression.judge(source, [finding], "dummy", lambda name: True).kept
        assert kept.help == "Write another word; the ignore comment needs a reason: `-- why`"

    def test_the_closing_sign_is_no_reason(self):
        assert judge("a.c", f"WORSE /* {IGNORE}[worse-word] -- */\n")[0] == ["worse-word"]

    def test_severity_decides_not_the_rule(self):
        text = f"BAD  # {IGNORE}[bad-word]\n"
        assert judge("a.dum", text, severity=Severity.CRITICAL)[0] == ["bad-word"]

    def test_nothing_is_unused_where_the_rule_did_not_run(self):
        assert judge("a.dum", f"x  # {IGNORE}[bad-word]\n", ran=False) == ([], [], [])

    def test_place_of_what_is_said_about_a_comment(self):
        source = Source("a.py", f"é = 1  # {IGNORE}[no-rule] -- x\n".encode())
        (meta,) = suppression.judge(source, [], "dummy", lambda name: True).meta
        assert (meta.rule, meta.message) == (
            "unknown-suppression",
            "an ignore comment names no existing rule and suppresses nothing: no-rule",
        )
        assert (meta.region.line, meta.region.column) == (1, 10)

    def test_prose_that_quotes_a_comment_is_not_held_to_it(self):
        text = f"Write `# {IGNORE}[no-rule]` there.\n"
        assert judge("a.md", text) == judge("a.rst", text) == ([], [], [])
        assert judge("a.md", f"<!-- {IGNORE}[no-rule] -->\n") == ([], [], ["unknown-suppression"])


class TestForeign:
    @pytest.mark.parametrize(
        ("comment", "held"),
        [
            pytest.param("# nosec", True, id="blanket-nosec"),
            pytest.param("#nosec", True, id="no-space"),
            pytest.param("# nosec B999", True, id="bandit"),
            pytest.param("# nosec: B999", True, id="bandit-with-a-colon"),
            pytest.param("# nosec B101, B999", True, id="one-of-several"),
            pytest.param("# noqa: S999", True, id="ruff"),
            pytest.param("# noqa: E501,S999", True, id="ruff-one-of-several"),
            pytest.param("# noqa", True, id="blanket-noqa"),
            pytest.param("# NOQA:s999", True, id="any-case"),
            pytest.param("# nosec # noqa: E501", True, id="each-for-itself"),
            pytest.param("# nosec B999 it is a test", True, id="words-behind-an-id"),
            pytest.param("# nosec B101", False, id="another-id"),
            pytest.param("# nosec B999X", False, id="mistyped-id-is-no-blanket"),
            pytest.param("# nosec assert_used", False, id="name-of-another-test"),
            pytest.param("# noqa: E501", False, id="another-tool's-id"),
            pytest.param("# noqa: because", False, id="colon-without-an-id"),
            pytest.param("# pragma: allowlist secret", False, id="about-secrets"),
            pytest.param("# nosecurity", False, id="part-of-a-word"),
        ],
    )
    def test_only_when_wanted(self, comment, held):
        text = f"BAD  {comment}\n"
        assert judge("a.dum", text, foreign=True) == (([], ["bad-word"], []) if held else (["bad-word"], [], []))
        assert judge("a.dum", text) == (["bad-word"], [], [])

    def test_in_a_python_string_it_is_none(self):
        assert judge("a.py", 'BAD = "# nosec"\n', foreign=True)[0] == ["bad-word"]

    def test_secrets_go_by_the_pragma_alone(self, monkeypatch):
        from pratique.core import room

        rule = room.rule(dummy.ROOM, "bad-word")
        monkeypatch.setitem(room.ROOMS, "secrets", dummy.ROOM)

        def held(comment):
            source = Source("a.dum", f"BAD  {comment}\n".encode())
            finding = source.finding("secrets", rule, 0, 3)
            return bool(suppression.judge(source, [finding], "secrets", lambda n: True, foreign=True).suppressed)

        assert held("# pragma: allowlist secret")
        assert held("# pragma: whitelist secret")
        assert not held("# nosec")
        assert not held("# pragma: no cover")
