"""Fetching a file over HTTP into a local one: whole or not at all, in bounded time."""

from __future__ import annotations

import base64
import errno
import http.client
import os
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from pratique import __version__
from pratique.core.errors import DataError, UsageError
from pratique.deps.advisories import _connections, build

_CHUNK = 1 << 16
_LARGEST = 4_000_000_000  # bytes; a server that sends more does not send advisories
_NOT_MODIFIED = 304
_GZIP = 31  # zlib's word for a gzip head and the largest window
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
    left = _wait(patience, deadline)
    try:
        with _connections.closing_at(deadline) as handlers:
            opener = urllib.request.build_opener(_Redirects, *handlers)
            with opener.open(_request(url, etag), timeout=left) as response:
                _receive(response, target, patience, deadline, progress)
                return Answer(True, response.headers.get("ETag", ""))
    except urllib.error.HTTPError as error:
        error.close()
        return _refused(url, error, etag)
    except (OSError, http.client.HTTPException) as error:
        if time.monotonic() >= deadline:
            raise _too_slow(patience) from error
        raise _failed(error) from error


def _refused(url: str, error: urllib.error.HTTPError, etag: str) -> Answer:
    """What an answer other than success comes to."""
    if error.code == _NOT_MODIFIED and etag:
        return Answer(False, etag)
    said = f"the server answers {error.code} {error.reason}"
    if error.code >= 500 or error.code == 429:
        raise _Passing(said) from error
    raise DataError(f"{shown(url)}: {said}") from error


def _failed(error: Exception) -> _Passing:
    """The failure to report for what went wrong on the way."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        return _Passing("the server is too slow: nothing came in time")
    if isinstance(error, urllib.error.URLError):
        return _Passing(f"no connection: {reason}")
    return _Passing(f"the connection broke: {error or type(error).__name__}")


def _too_slow(patience: Patience) -> _Passing:
    return _Passing(f"the server is too slow: not done after {patience.total:.0f} seconds")


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
        raise _too_slow(patience)
    return min(patience.stall, left)


def _receive(
    response: http.client.HTTPResponse,
    target: str,
    patience: Patience,
    deadline: float,
    progress: Callable[[int, int], None],
) -> None:
    """Write the answer to the target, unpacked where it came packed on the way."""
    length = response.length or 0  # none is known where the answer comes in chunks
    too_much = DataError(f"{shown(response.url)}: sends more than {_LARGEST:,} bytes, which is no export of advisories")
    if length > _LARGEST:
        raise too_much
    unpack = _unpacking(response)
    received = written = 0
    with _opened(target) as file:
        while chunk := response.read1(_CHUNK):
            received += len(chunk)
            for piece in unpack(chunk):
                written += _put(file, piece)
                if max(received, written) > _LARGEST:
                    raise too_much
            progress(received, length)
            _wait(patience, deadline)
    _wait(patience, deadline)
    if length and received != length:
        raise _Passing(f"the connection broke after {received:,} of {length:,} bytes")


def _opened(target: str) -> BinaryIO:
    try:
        return open(target, "wb", buffering=0)
    except OSError as error:
        raise build.unwritable(target, error) from error


def _put(file: BinaryIO, piece: bytes) -> int:
    """Write the piece; a full disk is no fault of the connection."""
    try:
        if file.write(piece) != len(piece):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except OSError as error:
        raise build.unwritable(file.name, error) from error
    return len(piece)


def _unpacking(response: http.client.HTTPResponse) -> Callable[[bytes], Iterable[bytes]]:
    """What makes the content of a chunk as it came; some proxies pack answers that nobody asked them to pack."""
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    if coding in ("", "identity"):
        return lambda chunk: (chunk,)
    if coding not in ("gzip", "x-gzip"):
        raise DataError(f"{shown(response.url)}: the answer is coded as {coding!r:.40}, which was not asked for")
    inflate = zlib.decompressobj(_GZIP)

    def pieces(chunk: bytes) -> Iterator[bytes]:
        while chunk:
            try:
                yield inflate.decompress(chunk, _CHUNK)
            except zlib.error as error:
                raise _Passing(f"the answer is damaged: {error}") from error
            chunk = inflate.unconsumed_tail

    return pieces
