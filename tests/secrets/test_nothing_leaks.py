"""Nothing that the tool writes, to a file or a terminal, holds a planted value or a readable piece of it."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent / "corpus"))

from leaks.case import generator
from leaks.formats import FORMATS, make
from leaks.places import PLACES, render
from leaks.shapes import SHAPES, render_shape
from leaks.values import VALUES

from pratique.secrets.hook import HOOK

PIECE = 12  # characters; a shorter value counts as a whole
HOOKS = Path(__file__).resolve().parents[2] / "hooks"
MAIN = "import sys; from pratique.secrets.hook import main; sys.exit(main())"
BROKEN = "broken/a.py"
SUITE = "import sys; from pratique.cli import main; sys.exit(main())"
CRASH = """
import sys
from pratique.secrets import scan
from pratique.secrets.detector import Detector

def find(text):
    raise ValueError(text.data.decode("utf-8", "replace"))

kept = scan.detectors()
scan.detectors = lambda: (("aws-key", Detector(find=find, variable="X", rotate="x")), *kept[1:])
from pratique.secrets.hook import main
sys.exit(main())
"""


class Planted(NamedTuple):
    """The repository, the files that hold credentials, and every piece that must not be seen."""

    root: Path
    paths: frozenset[str]
    pieces: frozenset[bytes]


def _forms(value: str) -> set[bytes]:
    """The value as it stands and as it could be written: escaped, percent-encoded, hexadecimal, base64."""
    raw = value.encode()
    forms = {raw, quote(value, safe="").encode(), repr(value).encode(), json.dumps(value).encode(), raw.hex().encode()}
    for skipped in range(3):  # base64 of a text in which the value begins anywhere
        forms.add(base64.b64encode(raw[skipped:]).rstrip(b"=")[:-1])
        forms.add(base64.urlsafe_b64encode(raw[skipped:]).rstrip(b"=")[:-1])
    return forms


def _windows(text: bytes) -> set[bytes]:
    return {text[start : start + PIECE] for start in range(len(text) - PIECE + 1)} or {text}


def _pieces(value: str, others: list[str]) -> set[bytes]:
    """The pieces of the value that say something of it: those of other values of its form do not."""
    own = {window for form in _forms(value) for window in _windows(form)}
    return own.difference(*(_windows(form) for other in others for form in _forms(other)))


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A repository with every format and every kind of value, each somewhere else, and some broken files."""
    root = tmp_path_factory.mktemp("planted")
    pieces: set[bytes] = set()
    texts: dict[str, str] = {}
    for number, shape in enumerate(FORMATS):
        place = PLACES[number % len(PLACES)]
        rng = generator("leak", number)
        token, *others = (make(rng, shape.spec) for _ in range(6))
        pieces |= _pieces(token, others)
        texts[f"{number}/{place.path}"] = render(rng, place, token, shape.variable, shape.service, shape.named)
    # without advisories the dependency hook could not check requirements, and no baseline would be written
    for number, shape in enumerate(shape for shape in SHAPES if shape.place.path != "requirements.txt"):
        rng = generator("leak", shape.place.name)
        makers = [made for group, _, made in VALUES if group == shape.group]
        made = makers[number % len(makers)]
        value, *others = (made(rng) for _ in range(12))
        pieces |= _pieces(value, others)
        texts[f"g{number}/{shape.place.path}"] = render_shape(rng, shape, value)
    texts[BROKEN] = texts["0/app/config.py"] + "def broken(:\n"
    texts["broken/b.json"] = texts["g0/app/db.py"].replace("import", "{")
    texts["broken/c.ipynb"] = next(text for path, text in texts.items() if path.endswith(".ipynb"))[:-200]
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True)
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text.replace("\ue000", "").replace("\ue001", ""), encoding="utf-8")
    return Planted(root, frozenset(texts), frozenset(pieces))


def _written(planted: Planted, *folders: Path) -> dict[str, bytes]:
    """Every file below the folders and the repository that is not planted and not git's own store."""
    found = {}
    for folder in (planted.root, *folders):
        for path in folder.rglob("*"):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and name not in planted.paths and not name.startswith(".git/objects/"):
                found[name] = path.read_bytes()
    return found


def _seen(text: bytes, pieces: frozenset[bytes]) -> set[bytes]:
    long = {text[start : start + PIECE] for start in range(len(text) - PIECE + 1)} & pieces
    return long | {piece for piece in pieces if len(piece) < PIECE and piece in text}


def _commands() -> list[tuple[str, str, list[str]]]:
    """(name, program, arguments), in an order in which none takes the findings of the next away."""
    check = ["check", "--all-files"]
    rows = [(f"check-{form}", MAIN, [*check, "--format", form]) for form in ("text", "json", "sarif", "github")]
    rows += [
        ("report-in-a-file", MAIN, [*check, "--format", "sarif", "-o", "report.sarif"]),
        ("cached", MAIN, [*check, "-v"]),
        ("only-one-rule", MAIN, [*check, "--select", "github-token"]),
        ("crash-of-a-detector", CRASH, [*check, "-v", "--no-cache"]),
        ("all-hooks", SUITE, [*check, "--profile", "pedantic"]),
        ("broken-file", SUITE, ["check", BROKEN]),
        ("diff", MAIN, [*check, "--unsafe-fixes", "--diff"]),
        ("history", MAIN, ["history", "--all"]),
        ("unsafe-fixes", MAIN, [*check, "--unsafe-fixes"]),
        ("baseline", SUITE, ["baseline", "create", "--reason", "a sample"]),
        ("with-a-baseline", MAIN, check),
        ("audit", MAIN, ["audit", "--list"]),
        ("audit-as-json", MAIN, ["audit", "--list", "--format", "json"]),
    ]
    verbs = {"check", "baseline", *HOOK.verbs}
    return [row for row in rows if row[2][0] in verbs]


def test_the_search_itself_finds_what_is_planted(planted):
    for path in sorted(planted.paths)[::5]:
        if not path.startswith("broken/"):
            text = (planted.root / path).read_bytes()
            assert _seen(text, planted.pieces), path


def test_no_output_and_no_file_holds_a_planted_value(planted, tmp_path, monkeypatch):
    for variable in ("HOME", "TMPDIR"):
        (tmp_path / variable).mkdir()
        monkeypatch.setenv(variable, str(tmp_path / variable))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(HOOKS))
    # a file that cannot be parsed would keep the baseline from being written, so git does not track it
    for arguments in (["add", "--", ".", f":!{BROKEN}"], ["commit", "-q", "-m", "work"]):
        subprocess.run(["git", *arguments], cwd=planted.root, check=True)
    leaked: dict[tuple[str, str], int] = {}
    searched: set[bytes] = set()
    for name, program, arguments in _commands():
        done = subprocess.run([sys.executable, "-c", program, *arguments], cwd=planted.root, capture_output=True)
        assert done.returncode in (0, 1, 2), done.stderr[-2000:]
        assert b"Traceback" not in done.stderr
        texts = {"stdout": done.stdout, "stderr": done.stderr, **_written(planted, tmp_path)}
        for where, text in texts.items():
            seen = _seen(text, planted.pieces) if text not in searched else set()
            searched.add(text)
            if seen:
                leaked[name, where] = len(seen)
    assert leaked == {}
    written = {path.name for path in (*planted.root.iterdir(), *(tmp_path / "cache").rglob("*"))}
    assert {"report.sarif", ".pratique-baseline.json", "results.sqlite"} <= written
