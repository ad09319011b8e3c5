"""Fetching a file over HTTP into a local one: whole or not at all, in bounded time."""

from __future__ import annotations

import base64
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from pratique import __version__
from pratique.core.errors import DataError, UsageError

_CHUNK = 1 << 16
_LARGEST = 4_000_000_000  # bytes; a server that sends more does not send advisories
_NOT_MODIFIED = 304
_PAUSE = 0.5  # seconds before the second attempt, doubled for each further one


@dataclass(frozen=True)
class Patience:
    """attempts for what may pass; seconds without a byte; seconds for the whole download."""

    attempts: int = 3
    stall: float = 30.0
    total: float = 900.0


@dataclass(frozen=True)
class Answer:
    """changed: whether there is new content. etag: to ask the next time (RFC 9110, 8.8.3)."""

    changed: bool
    etag: str = ""


class _Passing(Exception):
    """A failure that may be gone at the next attempt."""


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but never from an encrypted address to one that is not."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        if req.type == "https" and urlsplit(newurl).scheme != "https":
            raise DataError(f"{shown(req.full_url)}: redirects from https to {urlsplit(newurl).scheme}; refused")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def shown(url: str) -> str:
    """The address without the user name, password and query that it may carry."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}"


def fetch(
    url: str,
    target: str,
    etag: str = "",
    patience: Patience | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Answer:
    """Write what the address holds to the target; with an etag only if it is another one by now.

    UsageError when the address is none; DataError, with the address and the reason, when it cannot
    be had whole.
    """
    patience = patience or Patience()
    if urlsplit(url).scheme not in ("https", "http") or not urlsplit(url).hostname:
        raise UsageError(f"{url}: not an https address; a local zip or folder is named with --advisories")
    deadline = time.monotonic() + patience.total
    pause = _PAUSE
    for attempt in range(1, patience.attempts + 1):
        try:
            return _attempt(url, target, etag, patience, deadline, progress)
        except _Passing as error:
            if attempt == patience.attempts or time.monotonic() + pause > deadline:
                tried = f" (tried {attempt} times)" if attempt > 1 else ""
                raise DataError(f"{shown(url)}: {error}{tried}") from error
        time.sleep(pause)
        pause *= 2
    raise AssertionError("the last attempt returns or raises")


def _attempt(
    url: str, target: str, etag: str, patience: Patience, deadline: float, progress: Callable[[int, int], None]
) -> Answer:
    request = _request(url, etag)
    opener = urllib.request.build_opener(_Redirects)
    try:
        with opener.open(request, timeout=_wait(patience, deadline)) as response:
            _receive(response, target, patience, deadline, progress)
            return Answer(True, response.headers.get("ETag", ""))
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == _NOT_MODIFIED:
            return Answer(False, etag)
        said = f"the server answers {error.code} {error.reason}"
        if error.code >= 500 or error.code == 429:
            raise _Passing(said) from error
        raise DataError(f"{shown(url)}: {said}") from error
    except TimeoutError as error:
        raise _Passing("the server is too slow: nothing came in time") from error
    except urllib.error.URLError as error:
        slow = isinstance(error.reason, TimeoutError)
        raise _Passing(
            "the server is too slow: nothing came in time" if slow else f"no connection: {error.reason}"
        ) from error
    except (http.client.HTTPException, ConnectionError) as error:
        raise _Passing(f"the connection broke: {error or type(error).__name__}") from error


def _request(url: str, etag: str) -> urllib.request.Request:
    """The request; a password in the address becomes a header, which no redirect passes on."""
    parts = urlsplit(url)
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    request = urllib.request.Request(bare, headers={"User-Agent": f"pratique/{__version__}"})
    if etag:
        request.add_header("If-None-Match", etag)
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        request.add_unredirected_header("Authorization", f"Basic {base64.b64encode(pair).decode()}")
    return request


def _wait(patience: Patience, deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise _Passing(f"the server is too slow: not done after {patience.total:.0f} seconds")
    return min(patience.stall, left)


def _receive(
    response: http.client.HTTPResponse,
    target: str,
    patience: Patience,
    deadline: float,
    progress: Callable[[int, int], None],
) -> None:
    length = response.length or 0  # none is known where the answer comes in chunks
    too_much = DataError(f"{shown(response.url)}: sends more than {_LARGEST:,} bytes, which is no export of advisories")
    if length > _LARGEST:
        raise too_much
    received = 0
    with open(target, "wb") as file:
        while chunk := response.read1(_CHUNK):
            received += len(chunk)
            if received > _LARGEST:
                raise too_much
            file.write(chunk)
            progress(received, length)
            _wait(patience, deadline)
    if length and received != length:
        raise _Passing(f"the connection broke after {received:,} of {length:,} bytes")
