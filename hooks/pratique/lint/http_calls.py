"""Functions of HTTP clients that send a request, and where they take its address."""

from __future__ import annotations

_VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
_REQUESTS = ("requests", "requests.api", "requests.Session()", "requests.session()", "requests.sessions.Session()")
_HTTPX = ("httpx", "httpx.Client()", "httpx.AsyncClient()")
_AIOHTTP = ("aiohttp.ClientSession()",)
_URLLIB = ("urllib.request.urlopen", "urllib.request.urlretrieve", "urllib.request.Request", "urllib2.urlopen")

# Qualified name -> (keyword, position) of the address.
HTTP_CALLS: dict[str, tuple[str, int]] = {
    **{f"{owner}.{verb}": ("url", 0) for owner in (*_REQUESTS, *_HTTPX, *_AIOHTTP) for verb in _VERBS},
    **{f"{owner}.request": ("url", 1) for owner in (*_REQUESTS, *_HTTPX, *_AIOHTTP)},
    **{f"{owner}.stream": ("url", 1) for owner in _HTTPX},
    "aiohttp.request": ("url", 1),
    **dict.fromkeys(_URLLIB, ("url", 0)),
    "urllib3.request": ("url", 1),
    "urllib3.PoolManager().request": ("url", 1),
}
# Those of requests, which wait for ever unless they are given a timeout.
REQUESTS_CALLS = frozenset(name for name in HTTP_CALLS if name.startswith("requests."))
