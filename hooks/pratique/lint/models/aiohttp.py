"""aiohttp's server: requests, sockets, handlers. (docs.aiohttp.org)"""

from pratique.lint.flow.model import ANY, STRUCTURE, Argument, Entry, Model, Parameter, Returns, Source

_REQUEST, _SOCKET = "aiohttp.web.Request", "aiohttp.web.WebSocketResponse"
_PARTS = {
    "query": "the query string",
    "rel_url": "the address",
    "url": "the address",
    "match_info": "the path",
    "path": "the path",
    "path_qs": "the path",
    "raw_path": "the path",
    "query_string": "the query string",
    "headers": "a header",
    "raw_headers": "a header",
    "cookies": "a cookie",
    "post": "the form",
    "text": "the body",
    "read": "the body",
    "content": "the body",
    "multipart": "the body",
    "if_range": "a header",
}
_METHODS = ("get", "post", "put", "delete", "patch", "head", "view", "route")
_HANDED: dict[Argument, Parameter] = {"request": Parameter(type=_REQUEST), "req": Parameter(type=_REQUEST)}

MODEL = Model(
    needles=("request", "aiohttp"),
    sources=(
        *(Source(f"{_REQUEST}.{name}", f"{what} of the request") for name, what in _PARTS.items()),
        Source(f"{_REQUEST}.json", "the JSON body of the request", clears=STRUCTURE),
        *(Source(f"{_SOCKET}.{n}", "a message of the socket") for n in ("receive", "receive_str", "receive_bytes")),
        *(Source(f"{_SOCKET}.{n}", "a message of the socket", clears=STRUCTURE) for n in ("receive_json", "__iter__")),
    ),
    entries=(
        Entry(
            decorators=tuple(f"aiohttp.web.RouteTableDef.{name}" for name in _METHODS),
            parameters={0: Parameter(type=_REQUEST)},
        ),
        *(
            Entry(decorators=tuple(f"*.{name}" for name in _METHODS), needle=package, parameters=_HANDED)
            for package in ("aiohttp.web",)
        ),
        Entry(
            registrars=tuple(
                [(f"*.{name}", 1) for name in ("add_get", "add_post", "add_put", "add_delete", "add_patch")]
                + [(f"aiohttp.web.{name}", 1) for name in _METHODS]
                + [("*.add_route", 2), ("aiohttp.web.route", 2)]
            ),
            needle="aiohttp",
            parameters={0: Parameter(type=_REQUEST)},
        ),
        Entry(names=("*",), needs=("request",), needle="aiohttp.web", parameters=_HANDED),
        Entry(
            bases=("aiohttp.web.View",),
            methods=("get", "post", "put", "delete", "patch"),
            parameters={ANY: Parameter()},
        ),
    ),
    returns=(
        Returns("aiohttp.web.RouteTableDef", "aiohttp.web.RouteTableDef", clean=True),
        Returns("aiohttp.web.View.request", _REQUEST, clean=True),
        Returns(_SOCKET, _SOCKET, clean=True),
    ),
    subclasses={"aiohttp.web_request.Request": _REQUEST, "aiohttp.web.BaseRequest": _REQUEST},
    parameter_types=(_REQUEST, _SOCKET),
)
