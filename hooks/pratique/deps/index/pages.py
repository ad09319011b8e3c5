"""Pages of the simple repository API: JSON (PEP 691, 700, 792) and HTML (PEP 503, 592, 792)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timezone
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urlsplit

from pratique.deps.index import files
from pratique.deps.index.model import File, Project, Unanswered, gathered
from pratique.deps.names import canonical

JSON = "application/vnd.pypi.simple.v1+json"
HTML = "application/vnd.pypi.simple.v1+html"
ACCEPT = f"{JSON}, {HTML};q=0.2, text/html;q=0.01"  # PEP 691, "Version + Format Selection"
_MAJOR = "1"
_NO_PAGE = "its answer is a web page that is none of a package index (a login or an error page?)"


def project(name: str, kind: str, body: bytes) -> Project:
    """The project of that canonical name; kind: the media type. Unanswered where the page is none of an index."""
    if kind == JSON:
        return _from_json(name, body)
    if kind in (HTML, "text/html"):
        return _from_html(name, body)
    raise Unanswered(f"its answer is of the type {kind[:60] or 'unknown'!r}, not a page of a package index")


def is_root(kind: str, beginning: bytes) -> bool:
    """Whether the page, of which only the beginning may be there, is the list of projects of an index."""
    if kind == JSON:
        return b'"projects"' in beginning
    if kind not in (HTML, "text/html"):
        return False
    page = _Page()
    page.feed(beginning.decode("utf-8", "replace"))
    if "pypi:repository-version" in page.meta:
        return True
    links = [(text, urlsplit(link.get("href") or "").path.rstrip("/").rpartition("/")[2]) for text, link in page.links]
    return (
        bool(links)
        and not page.has_form
        and all(canonical(text) == canonical(unquote(last)) for text, last in links if text)
    )


def _from_json(name: str, body: bytes) -> Project:
    try:
        page = json.loads(body)
        if str(page["meta"]["api-version"]).partition(".")[0] != _MAJOR:
            raise Unanswered(f"it speaks version {page['meta']['api-version']!r:.20} of the simple API, not {_MAJOR}")
        if canonical(page["name"]) != name:
            raise Unanswered(f"its answer is about {page['name']!r:.60}")
        named = page.get("versions") or []
        if not all(isinstance(version, str) for version in named):
            raise TypeError("versions")
        status = page.get("project-status") or {}
        listed = list(_files(name, page["files"]))
        known = {file.version for file in listed}
        # a version is listed in its normal form, a file's name may hold another
        extra = [version for version in named if version not in known] if named else []
        return gathered(name, listed, _beyond(extra, known), _text(status.get("status")), _text(status.get("reason")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unanswered("its answer is no page of the simple API (PEP 691)") from error


def _beyond(listed: list[str], known: set[str]) -> list[str]:
    """The listed versions that no file has, in any spelling."""
    if not listed:
        return []
    from pratique.deps.advisories.versions import parse

    parsed = {parse(version) for version in known}
    return [version for version in listed if parse(version) not in parsed]


def _files(name: str, listed: list[dict[str, Any]]) -> Iterator[File]:
    for file in listed:
        version = files.version(file["filename"], name)
        if version:
            yanked = file.get("yanked", False)
            reason = yanked if isinstance(yanked, str) else "" if yanked else None
            yield File(version, _moment(file.get("upload-time")), reason)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _moment(text: Any) -> float:
    """Seconds since the epoch of a time in UTC as PEP 700 has it; 0.0 for anything else."""
    if not isinstance(text, str):
        return 0.0
    try:
        return datetime.fromisoformat(text[:19]).replace(tzinfo=timezone.utc).timestamp()
    except (ValueError, OverflowError):
        return 0.0


class _Page(HTMLParser):
    """The links of a page, with their texts, and its meta elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[tuple[str, dict[str, str | None]]] = []
        self.meta: dict[str, str] = {}
        self.has_form = False
        self._open: dict[str, str | None] | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._open, self._text = dict(attrs), ""
        elif tag == "meta":
            table = dict(attrs)
            self.meta[table.get("name") or ""] = table.get("content") or ""
        elif tag in ("form", "input", "script"):
            self.has_form = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open is not None:
            self.links.append((self._text.strip(), self._open))
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._text += data


def _from_html(name: str, body: bytes) -> Project:
    page = _Page()
    page.feed(body.decode("utf-8", "replace"))
    page.close()
    found = []
    is_page = "pypi:repository-version" in page.meta or (not page.links and not page.has_form and b"<" in body)
    for text, link in page.links:
        last = unquote(urlsplit(link.get("href") or "").path).rpartition("/")[2]
        file = last if files.is_distribution(last) else text
        version = files.version(file, name)
        is_page = is_page or bool(version)
        if version:
            found.append(File(version, yanked=(link["data-yanked"] or "") if "data-yanked" in link else None))
    if not is_page:
        raise Unanswered(_NO_PAGE)
    meta = page.meta
    status, reason = meta.get("pypi:project-status", ""), meta.get("pypi:project-status-reason", "")
    return gathered(name, found, status=status, reason=reason)
