"""Asking the indices about many projects at once: in threads, through a cache, in bounded time."""

from __future__ import annotations

import hashlib
import os
import queue
import re
import threading
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from pratique.core.places import cache_folder
from pratique.deps.index import cache, pages, transport
from pratique.deps.index.addresses import Indices, shown
from pratique.deps.index.cache import Entry
from pratique.deps.index.model import Project, Unanswered, pooled
from pratique.deps.index.transport import Answer, Connections, Wait

THREADS = 8
STALL = 10.0  # seconds without a byte
_ATTEMPTS = 2
_PAUSE = 0.5  # seconds before the second
_PATIENCE = 3.0  # seconds that a Retry-After may ask for
_LONGEST = 3_600  # seconds that an answer is kept without asking, whatever the index allows
_BEGINNING = 1 << 16  # bytes of the list of all projects, which may be large
_CERTAIN = "pip"  # a project that an index of everything has
_OK, _UNCHANGED, _NONE, _GONE = 200, 304, 404, 410
_NO_INDEX = "neither a list of projects nor any project is there: is it the address of a simple index (…/simple/)?"


class Asked(NamedTuple):
    """project: None where the index has none of that name. entry: what to keep, if anything."""

    project: Project | None
    entry: Entry | None = None


class Client:
    """Asks the indices; seconds: for all questions of a run together."""

    def __init__(self, indices: Indices, seconds: float) -> None:
        self.indices = indices
        self._left = seconds
        self._seconds = seconds
        self._known: dict[str, Project | Unanswered | None] = {}
        self._is_index: dict[str, bool | Unanswered] = {}
        self._lock = threading.Lock()

    def ask(self, names: Iterable[str]) -> dict[str, Project | Unanswered | None]:
        """What the indices together have of each project; Unanswered where one of them did not say."""
        wanted = list(dict.fromkeys(names))
        new = [name for name in wanted if name not in self._known]
        if new:
            begun = time.monotonic()
            found = self._fetch([(name, url) for name in new for url in self.indices.urls])
            self._left -= time.monotonic() - begun
            for name in new:
                self._known[name] = _together([found[name, url] for url in self.indices.urls], self.indices.urls)
        return {name: self._known[name] for name in wanted}

    def _fetch(self, jobs: list[tuple[str, str]]) -> dict[tuple[str, str], Asked | Unanswered]:
        place = os.path.join(cache_folder(), "index.sqlite")
        keys = {job: _key(*job) for job in jobs}
        kept = cache.load(place, keys.values())
        now = time.time()
        found: dict[tuple[str, str], Asked | Unanswered] = {}
        for job in jobs:
            entry = kept.get(keys[job])
            if entry and entry.fresh > now and entry.project.name == job[0]:
                found[job] = Asked(entry.project)
        rest = [job for job in jobs if job not in found]
        late = Unanswered(f"no answer within {self._seconds:.0f} seconds (setting online-timeout)")
        deadline = time.monotonic() + self._left
        found.update(
            _in_threads(
                rest, lambda job, lines: self._one(*job, kept.get(keys[job]), lines, deadline), self.indices, deadline
            )
        )
        new = {keys[job]: asked.entry for job, asked in found.items() if isinstance(asked, Asked) and asked.entry}
        cache.store(place, new, now)
        return {job: found.get(job, late) for job in jobs}

    def _one(self, name: str, url: str, kept: Entry | None, lines: Connections, deadline: float) -> Asked:
        headers = {"Accept": pages.ACCEPT, **({"If-None-Match": kept.etag} if kept and kept.etag else {})}
        answer = _answer(lines, f"{url}{name}/", headers, Wait(STALL, deadline))
        if answer.status == _UNCHANGED and kept:
            return Asked(kept.project, kept._replace(fresh=_fresh(answer)))
        if answer.status in (_NONE, _GONE):
            self._require_index(url, lines, deadline)
            return Asked(None)
        if answer.status != _OK:
            raise Unanswered(_refusal(answer.status))
        project = pages.project(name, answer.kind, answer.body)
        etag = answer.headers.get("etag", "")
        keep = "no-store" not in answer.headers.get("cache-control", "") and (etag or _fresh(answer) > time.time())
        with self._lock:
            self._is_index.setdefault(url, True)
        return Asked(project, Entry(project, _fresh(answer), etag) if keep else None)

    def _require_index(self, url: str, lines: Connections, deadline: float) -> None:
        """Unanswered where nothing at all shows that there is an index: then "none of that name" means nothing."""
        with self._lock:
            known = self._is_index.get(url)
            if known is None:
                known = self._is_index[url] = _is_index(url, lines, deadline)
        if isinstance(known, Unanswered):
            raise known
        if not known:
            raise Unanswered(_NO_INDEX)


def _is_index(url: str, lines: Connections, deadline: float) -> bool | Unanswered:
    wait = Wait(STALL, deadline)
    try:
        if url.startswith("file:"):
            return os.path.isdir(transport.folder(url))
        root = _answer(lines, url, {"Accept": pages.ACCEPT}, wait, _BEGINNING, cut=True)
        if root.status == _OK and pages.is_root(root.kind, root.body):
            return True
        answer = _answer(lines, f"{url}{_CERTAIN}/", {"Accept": pages.ACCEPT}, wait)
        return answer.status == _OK and bool(pages.project(_CERTAIN, answer.kind, answer.body))
    except Unanswered as error:
        return error


def _answer(
    lines: Connections, url: str, headers: dict[str, str], wait: Wait, most: int = transport.LARGEST, cut: bool = False
) -> Answer:
    """The answer, asked for twice where the first failure may pass."""
    for attempt in range(1, _ATTEMPTS + 1):
        last = attempt == _ATTEMPTS
        try:
            answer = lines.get(url, headers, wait, most, cut)
        except Unanswered:
            if last:
                raise
            pause = _PAUSE
        else:
            if last or (answer.status < 500 and answer.status != 429):
                return answer
            asked = answer.headers.get("retry-after", "")
            pause = min(float(asked), _PATIENCE) if re.fullmatch(r"[0-9]{1,6}", asked) else _PAUSE
        time.sleep(min(pause, wait.left()))
    raise AssertionError("the last attempt returns or raises")


def _refusal(status: int) -> str:
    if status in (401, 403, 407):
        return f"it refuses access (HTTP {status}): are the credentials in the address or in netrc right?"
    return f"it answers with HTTP {status}"


def _fresh(answer: Answer) -> float:
    """Until when the answer may be used unasked (RFC 9111, 5.2.2)."""
    control = answer.headers.get("cache-control", "")
    age = re.search(r"max-age=([0-9]{1,9})", control)
    if age is None or "no-cache" in control:
        return 0.0
    return time.time() + min(int(age[1]), _LONGEST)


def _key(name: str, url: str) -> str:
    """Names the answer, and the user who got it, without telling the password."""
    user = transport.authorisation(url).get("Authorization", "")
    digest = hashlib.sha256(user.encode()).hexdigest()[:16] if user else ""
    return f"{shown(url)}/{name}/ {digest}".rstrip()


def _together(answers: list[Asked | Unanswered], urls: tuple[str, ...]) -> Project | Unanswered | None:
    """What the indices have together: not known as long as one of them has not answered."""
    for url, answer in zip(urls, answers, strict=True):
        if isinstance(answer, Unanswered):
            return Unanswered(f"{shown(url)}: {answer}")
    return pooled([answer.project for answer in answers if isinstance(answer, Asked)])


Job = tuple[str, str]


def _in_threads(
    jobs: list[Job], work: Callable[[Job, Connections], Asked], indices: Indices, deadline: float
) -> dict[Job, Asked | Unanswered]:
    """The result of each job that was done in time. Threads that are not done are left behind: they end with the
    process, which waits neither for a name server nor for a server that lets a byte drop now and then."""
    todo: queue.SimpleQueue[Job] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[Job, Asked | Unanswered]] = queue.SimpleQueue()
    for job in jobs:
        todo.put(job)

    def labour() -> None:
        lines = Connections(indices.certificates)
        while time.monotonic() < deadline:
            try:
                job = todo.get_nowait()
            except queue.Empty:
                break
            try:
                done.put((job, work(job, lines)))
            except Unanswered as error:
                done.put((job, error))
            except Exception as error:  # one answer that nobody foresaw must not lose the others
                done.put((job, Unanswered(f"{type(error).__name__} while asking it")))
        lines.close()

    for _ in range(min(THREADS, len(jobs))):
        threading.Thread(target=labour, daemon=True).start()
    found: dict[Job, Asked | Unanswered] = {}
    while len(found) < len(jobs):
        try:
            job, result = done.get(timeout=max(deadline - time.monotonic(), 0.0) or 0.01)
        except queue.Empty:
            break
        found[job] = result
    return found
