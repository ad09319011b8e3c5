"""GET over HTTP on connections that are kept, one set for each thread; and the same for folders on disk."""

from __future__ import annotations

import base64
import http.client
import netrc
import os
import ssl
import time
import urllib.request
import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from pratique import __version__
from pratique.deps.index.model import Unanswered

LARGEST = 100_000_000  # bytes of a page, unpacked; the largest real ones are about a third
_CHUNK = 1 << 16
_HOPS = 5
_MOVED = (301, 302, 303, 307, 308)
_PORTS = {"http": 80, "https": 443}
_BROKEN = "the connection broke in the midst of its answer"
_SLOW = "it is too slow: nothing came in time"


class Answer(NamedTuple):
    """status: of HTTP. headers: names in lower case. body: unpacked, up to the limit that was asked for."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The media type."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Wait(NamedTuple):
    """stall: seconds without a byte. deadline: on the monotonic clock, for all of it."""

    stall: float
    deadline: float

    def left(self) -> float:
        """Seconds to wait for the next byte; Unanswered when there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise Unanswered(_SLOW)
        return min(self.stall, left)


class Connections:
    """What one thread keeps open. certificates: a file of authorities to trust, "" for those of the system."""

    def __init__(self, certificates: str = "") -> None:
        self._certificates = certificates
        self._open: dict[tuple[str, str, int], http.client.HTTPConnection] = {}

    def get(self, url: str, headers: Mapping[str, str], wait: Wait, most: int = LARGEST, cut: bool = False) -> Answer:
        """What the address holds; redirects are followed, but never from https to http.

        Credentials in the address or in netrc go to its own host alone. cut: whether the first
        `most` bytes are enough, which is otherwise too much. Unanswered when there is no answer.
        """
        if urlsplit(url).scheme == "file":
            return _on_disk(url, most)
        for _ in range(_HOPS):
            answer = self._hop(url, headers, wait, most, cut)
            if answer.status not in _MOVED:
                return answer
            try:
                url = _redirected(url, answer.headers.get("location", ""))
            except ValueError as error:
                raise Unanswered("it redirects to what is no address") from error
        raise Unanswered("it redirects in a circle")

    def _hop(self, url: str, headers: Mapping[str, str], wait: Wait, most: int, cut: bool) -> Answer:
        parts = urlsplit(url)
        full = {"User-Agent": f"pratique/{__version__}", "Accept-Encoding": "gzip", **headers, **authorisation(url)}
        kept = self._open.pop(_origin(parts), None)
        if kept is not None:
            try:
                return self._exchange(kept, parts, full, wait, most, cut)
            except (ConnectionError, http.client.BadStatusLine):
                pass  # the other side may close what is kept: once more on a new one
        try:
            return self._exchange(None, parts, full, wait, most, cut)
        except (ConnectionError, http.client.BadStatusLine) as error:
            raise Unanswered(f"the connection broke: {error or type(error).__name__}") from error

    def _exchange(
        self,
        connection: http.client.HTTPConnection | None,
        parts: SplitResult,
        headers: Mapping[str, str],
        wait: Wait,
        most: int,
        cut: bool,
    ) -> Answer:
        done = False
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            if connection is None:
                connection, forwarded = _connection(parts, wait.left(), self._certificates)
            else:
                forwarded = getattr(connection, "forwarded", {})
            if connection.sock is not None:
                connection.sock.settimeout(wait.left())
            if forwarded:
                target = parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()
            connection.request("GET", target, headers={**headers, **forwarded})
            response = connection.getresponse()
            body = _body(response, connection, wait, most, cut)
            found = {name.lower(): value for name, value in response.getheaders()}
            done = not response.will_close and len(body) < most
            response.close()
            return Answer(response.status, found, body)
        except ssl.SSLCertVerificationError as error:
            raise Unanswered(f"its certificate is not trusted: {error.verify_message}") from error
        except TimeoutError as error:
            raise Unanswered(_SLOW) from error
        except ConnectionRefusedError as error:
            raise Unanswered("no connection: refused") from error
        except (ConnectionError, http.client.BadStatusLine):
            raise
        except http.client.IncompleteRead as error:
            raise Unanswered(_BROKEN) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unanswered(f"no connection: {_reason(error)}") from error
        finally:
            if connection is not None:
                if done:
                    self._open[_origin(parts)] = connection
                else:
                    connection.close()

    def close(self) -> None:
        for connection in self._open.values():
            connection.close()


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _origin(parts: SplitResult) -> tuple[str, str, int]:
    return (parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0))


def _redirected(url: str, location: str) -> str:
    """The next address; ValueError where it is none."""
    target = urljoin(url, location)
    if urlsplit(target).scheme not in ("https", urlsplit(url).scheme):
        raise Unanswered("it redirects to an address that is not encrypted; refused")
    return _with_user(target, url) if _origin(urlsplit(target)) == _origin(urlsplit(url)) else target


def _with_user(target: str, url: str) -> str:
    """The target, with the credentials of the address if it has none of its own."""
    user, at, _ = urlsplit(url).netloc.rpartition("@")
    parts = urlsplit(target)
    return target if not at or "@" in parts.netloc else parts._replace(netloc=f"{user}@{parts.netloc}").geturl()


def authorisation(url: str) -> dict[str, str]:
    """The header for the credentials that the address carries or netrc knows for its host."""
    parts = urlsplit(url)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not user and not password:
        user, password = _known_user(parts.hostname or "")
    if not user and not password:
        return {}
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


@lru_cache(maxsize=64)
def _known_user(host: str) -> tuple[str, str]:
    try:
        path = os.environ.get("NETRC") or os.path.join(os.path.expanduser("~"), ".netrc")
        found = netrc.netrc(path).authenticators(host)
    except (OSError, netrc.NetrcParseError, UnicodeDecodeError):
        return ("", "")
    return (found[0] or "", found[2] or "") if found else ("", "")


def _connection(
    parts: SplitResult, timeout: float, certificates: str
) -> tuple[http.client.HTTPConnection, dict[str, str]]:
    """A connection, through the proxy of the environment if there is one, and what its requests carry for that."""
    scheme, host, port = _origin(parts)
    proxy = urlsplit(_proxy(scheme, host))
    near = (proxy.hostname or "", proxy.port or _PORTS["http"]) if proxy.hostname else (host, port)
    pass_on: dict[str, str] = {}
    if proxy.username is not None:
        pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}".encode()
        pass_on = {"Proxy-Authorization": "Basic " + base64.b64encode(pair).decode()}
    if scheme == "https":
        secure = http.client.HTTPSConnection(*near, timeout=timeout, context=_trust(certificates))
        if proxy.hostname:
            secure.set_tunnel(host, port, pass_on)
        return secure, {}
    plain = http.client.HTTPConnection(*near, timeout=timeout)
    forwarded = {"Proxy-Connection": "keep-alive", **pass_on} if proxy.hostname else {}
    plain.forwarded = forwarded  # type: ignore[attr-defined]
    return plain, forwarded


def _proxy(scheme: str, host: str) -> str:
    found = urllib.request.getproxies().get(scheme, "")
    return "" if not found or urllib.request.proxy_bypass(host) else found if "://" in found else f"http://{found}"


@lru_cache(maxsize=2)
def _trust(certificates: str) -> ssl.SSLContext:
    try:
        if os.path.isdir(certificates):
            return ssl.create_default_context(capath=certificates)
        return ssl.create_default_context(cafile=certificates or None)
    except OSError as error:
        raise Unanswered(f"{certificates}: cannot be read as a file of certificates") from error


def _body(
    response: http.client.HTTPResponse, connection: http.client.HTTPConnection, wait: Wait, most: int, cut: bool
) -> bytes:
    """The body, unpacked; Unanswered where it is too large or ends too early."""
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if response.headers.get("Content-Encoding") == "gzip" else None
    expected, received, parts, size = response.length, 0, [], 0
    while size <= most:
        if connection.sock is not None:
            connection.sock.settimeout(wait.left())
        chunk = response.read1(_CHUNK)
        if not chunk:
            break
        received += len(chunk)
        try:
            parts.append(unpack.decompress(chunk, most + 1 - size) if unpack else chunk)
        except zlib.error as error:
            raise Unanswered("its answer is damaged") from error
        size += len(parts[-1])
    if size > most:
        if cut:
            return b"".join(parts)[:most]
        raise Unanswered(f"its answer is larger than {most:,} bytes")
    if (expected and received != expected) or (unpack and parts and not unpack.eof):
        raise Unanswered(_BROKEN)
    return b"".join(parts)


def _on_disk(url: str, most: int) -> Answer:
    """The page in a folder, as pip finds it there: index.html."""
    try:
        with open(os.path.join(folder(url), "index.html"), "rb") as file:
            return Answer(200, {"content-type": "text/html"}, file.read(most))
    except (FileNotFoundError, NotADirectoryError):
        return Answer(404, {}, b"")
    except OSError as error:
        raise Unanswered(f"cannot be read: {error.strerror}") from error


def folder(url: str) -> str:
    """The path of a file: address."""
    return urllib.request.url2pathname(urlsplit(url).path)
