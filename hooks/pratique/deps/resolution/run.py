"""Starting the worker that resolves: in an empty folder, in bounded time, with settings that build nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from functools import lru_cache

from pratique.core.errors import DataError, SettingsError
from pratique.core.places import cache_folder
from pratique.core.redact import mask, visible
from pratique.core.settings import Settings
from pratique.deps.index import addresses
from pratique.deps.resolution.worker import ANSWER, Answer, Package, Task

_MODULE = "pratique.deps.resolution.worker"
# Settings of pip that would change what is asked of it, or let it build; and what would lead Python elsewhere.
_DROPPED = (
    *("PIP_NO_BINARY", "PIP_ONLY_BINARY", "PIP_REQUIREMENT", "PIP_EDITABLE", "PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT"),
    *("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_UPGRADE", "PIP_NO_DEPS", "PIP_REQUIRE_HASHES"),
    *("PIP_DRY_RUN", "PIP_REPORT", "PIP_LOG", "PIP_VERBOSE", "PIP_QUIET", "PIP_PYTHON", "PIP_GROUP", "PIP_SRC"),
    *("PIPAPI_PYTHON_LOCATION", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONWARNINGS"),
)
_INDICES = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX", "PIP_CONFIG_FILE")
_LONGEST = 400  # characters of a reason


class Unresolvable(DataError):
    """The requirements cannot be installed, at least not together."""


def resolved(settings: Settings, task: Task) -> tuple[Package, ...]:
    """The packages that the requirements come to; Unresolvable with pip's reason when they come to nothing,
    DataError when there was no time to see."""
    return _resolved(settings, json.dumps(task))


@lru_cache(maxsize=64)  # files that include each other ask the same more than once
def _resolved(settings: Settings, task: str) -> tuple[Package, ...]:
    with tempfile.TemporaryDirectory(prefix="pratique-", ignore_cleanup_errors=True) as folder:
        errors = _run(folder, task, _environment(settings), settings.number("resolve-timeout"))
        try:
            with open(os.path.join(folder, ANSWER), encoding="utf-8") as file:
                answer: Answer = json.load(file)
        except (OSError, ValueError) as error:
            last = (errors.strip().splitlines() or ["it ended without a word"])[-1]
            raise DataError(f"--resolve: {_fit(last)}") from error
    if answer["error"]:
        raise Unresolvable(f"--resolve: {_fit(answer['error'])}")
    return tuple(answer["packages"])


def _fit(words: str) -> str:
    """A reason that may be shown: no credential, no control character, not without end."""
    shown = visible(mask(words))
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def _environment(settings: Settings) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    root = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 3))
    environment |= {
        "PYTHONPATH": root,
        "PIP_ONLY_BINARY": ":all:",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_REQUIRE_VIRTUALENV": "0",
        "PRATIQUE_PIP_AUDIT_CACHE": os.path.join(cache_folder(), "pip-audit"),
    }
    for name in ("PIP_CONFIG_FILE", "PIP_CERT", "PIP_CLIENT_CERT", "PIP_CACHE_DIR", "NETRC", "SSL_CERT_FILE"):
        if environment.get(name):  # from the folder in which the user stands
            environment[name] = os.path.abspath(environment[name])
    return environment | _indices(settings, environment)


def _indices(settings: Settings, environment: dict[str, str]) -> dict[str, str]:
    """What makes pip ask the indices that --online asks; pip's own configuration where the settings name none."""
    if settings.text("index-url"):
        for name in _INDICES:
            environment.pop(name, None)
    try:
        indices = addresses.configured(settings)
    except SettingsError:
        if settings.text("index-url"):
            raise
        return {}
    first, *further = indices.urls
    found = {"PIP_INDEX_URL": first}
    if further:
        found["PIP_EXTRA_INDEX_URL"] = " ".join(further)
    if settings.text("index-url"):
        found["PIP_CONFIG_FILE"] = os.devnull
        if indices.certificates:
            found["PIP_CERT"] = os.path.abspath(indices.certificates)
    return found


def _run(folder: str, task: str, environment: dict[str, str], seconds: int) -> str:
    """What the worker wrote to standard error; DataError when it is not done in time, and then it and pip are gone."""
    command = [sys.executable, "-m", _MODULE]
    pipe = subprocess.PIPE
    worker = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=pipe,
        stdout=subprocess.DEVNULL,
        stderr=pipe,
        start_new_session=True,
    )
    try:
        _, errors = worker.communicate(task.encode(), timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise DataError(f"--resolve: not done after {seconds} seconds (setting resolve-timeout)") from error
    finally:
        if worker.poll() is None:
            _end(worker)
    return errors.decode("utf-8", "replace")


def _end(worker: subprocess.Popen[bytes]) -> None:
    """End the worker and the pip that it waits for: they are a session of their own."""
    if os.name == "posix":
        os.killpg(worker.pid, signal.SIGKILL)
    else:
        worker.kill()
    worker.communicate()
