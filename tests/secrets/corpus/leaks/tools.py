"""The lines of a file on which a tool reports a credential: ours and detect-secrets', in this process."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from leaks.case import Case
from pratique.core.finding import Finding
from pratique.core.settings import COMMON, Settings, Value
from pratique.core.source import Source
from pratique.secrets.hook import HOOK

Report = Callable[[Case], set[int]]


@contextmanager
def pratique() -> Iterator[Report]:
    """`pratique-secrets check` with its default settings."""
    chosen = Settings("secrets", "/nowhere", {option.key: Value(option.default, "default") for option in COMMON}, b"")

    def report(case: Case) -> set[int]:
        if not HOOK.wants(case.path, lambda: case.content[:4096].encode()):
            return set()
        source = Source.load(case.path, case.content.encode())
        if not HOOK.screen(source, chosen):
            return set()
        found = [item for item in HOOK.check(source, chosen, lambda _: None) if isinstance(item, Finding)]
        return {line for item in found for line in range(item.region.line, item.region.end_line + 1)}

    yield report


@contextmanager
def detect_secrets() -> Iterator[Report]:
    """`detect-secrets scan --no-verify` with all of its plugins and filters at their defaults."""
    from detect_secrets.core.scan import scan_file
    from detect_secrets.settings import default_settings

    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder, default_settings():
        os.chdir(folder)  # its filters look at the whole path
        try:

            def report(case: Case) -> set[int]:
                path = Path(case.path)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(case.content, encoding="utf-8")
                found = {secret.line_number for secret in scan_file(case.path)}
                path.unlink()
                return found

            yield report
        finally:
            os.chdir(before)


TOOLS: dict[str, Callable[[], AbstractContextManager[Report]]] = {
    "pratique": pratique,
    "detect-secrets": detect_secrets,
}
