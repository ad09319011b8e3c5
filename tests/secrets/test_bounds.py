"""What large files cost: memory of a few times their size, and time that grows as they do."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.secrets import detector, scan
from pratique.secrets.detector import Text

BLANKS = bytes(0x20 if byte in b" {}\n" else byte for byte in range(256))
# Peak of a process that looks at one file, in kilobytes: `ru_maxrss` of a child counts its parent's before exec.
PEAK = """
import sys
from pratique.secrets.hook import main
code = main(["check", "--no-cache", sys.argv[1]])
lines = open("/proc/self/status").read().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
sys.exit(code)
"""


@given(st.binary(max_size=80).map(lambda data: data.translate(bytes(b"ab {}\ncd"[byte % 8] for byte in range(256)))))
def test_words_are_those_of_the_whole_text(data):
    whole = data.translate(BLANKS).split()
    for size in (1, 2, 7):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(detector, "_STRETCH", size)
            assert [word for several in detector.words(data, BLANKS) for word in several] == whole


def peak(path) -> int:
    done = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split()[-1])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_line_of_json_takes_memory_of_a_few_times_its_size(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rng = random.Random(1)
    rows = [
        {"id": n, "name": f"user {n}", "note": f"about item {n}", "sum": rng.randrange(10**9)} for n in range(90_000)
    ]
    small, large = tmp_path / "small.json", tmp_path / "large.json"
    small.write_text(json.dumps(rows[:10]))
    large.write_text(json.dumps(rows))
    size = large.stat().st_size / 1024
    assert size > 6000
    assert peak(large) - peak(small) < 5 * size


@pytest.mark.parametrize(
    ("path", "piece"),
    [
        ("a.txt", "token="),
        ("a.txt", 'password: "aaaaaaa" '),
        ("a.txt", "secret_key = ("),
        ("a.txt", "Bearer "),
        ("a.txt", "https://a:b@"),
        ("a.txt", "\\u0041\\n"),
        ("a.txt", '"token": '),
        ("a.txt", "client_secret = "),
        # a script or document in a single line
        ("a.js", "password for the box is "),
        ("a.js", "'password: aaaaaaa' "),
        ("a.yml", "login a password 'aaaaaaa' "),
    ],
)
def test_time_grows_as_a_repeated_word_does(path, piece):
    """Five times the text in at most eight times the time; the shortest of three runs of each."""

    def spent(times: int) -> float:
        text = piece * times
        took = []
        for _ in range(3):
            start = time.process_time()
            scan.scan(Text(path, text.encode()))
            took.append(time.process_time() - start)
        return min(took)

    spent(100)
    assert spent(20_000) < 8 * max(spent(4_000), 0.01)
