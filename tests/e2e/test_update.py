"""The advisories come by the manual hook, and deps says how to get them when there are none."""

from __future__ import annotations

import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.loopback, pytest.mark.xdist_group("e2e")]


@pytest.fixture
def served(advisories):
    """The address of the advisories' zip on a server of this machine."""

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(advisories.parent))

        def log_message(self, *_):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/{advisories.name}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_pin_stops_until_the_manual_hook_has_fetched_the_advisories(project, served, tmp_path):
    cache = {"XDG_CACHE_HOME": str(tmp_path / "fresh-cache")}
    project.write("pyproject.toml", f'[tool.pratique.deps]\nadvisories-url = "{served}"\n')
    project.write("requirements.txt", "jinja2==2.10\n")
    project.git("add", "-A")
    without = project.git("commit", "-m", "no data yet", env=cache)
    assert without.returncode != 0
    assert "pre-commit run --hook-stage manual pratique-deps-update" in without.stdout
    assert "exit code: 2" in without.stdout

    update = project.run(*project.command("run", "--hook-stage", "manual", "pratique-deps-update"), env=cache)
    assert update.returncode == 0, update.stdout
    assert (tmp_path / "fresh-cache" / "pratique" / "advisories.sqlite").is_file()

    found = project.git("commit", "-m", "with data", env=cache)
    assert found.returncode != 0
    assert "PYSEC-2019-217" in found.stdout
    assert "2.10.1" in found.stdout
