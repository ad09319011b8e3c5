"""Sanic: handlers whose first parameter is the request. (sanic.dev)"""

from pratique.lint.flow.model import ANY, STRUCTURE, Argument, Entry, Model, Parameter, Returns, Source

_REQUEST = "sanic.request.Request"
_PARTS = {
    "args": "the query string",
    "raw_args": "the query string",
    "get_args": "the query string",
    "query_args": "the query string",
    "query_string": "the query string",
    "form": "the form",
    "get_form": "the form",
    "files": "an uploaded file",
    "headers": "a header",
    "cookies": "a cookie",
    "body": "the body",
    "stream": "the body",
    "path": "the path",
    "url": "the address",
    "match_info": "the path",
    "token": "a header",
    "credentials": "a header",
}
_METHODS = ("route", "get", "post", "put", "delete", "patch", "head", "options")
_HANDED: dict[Argument, Parameter] = {0: Parameter(type=_REQUEST), ANY: Parameter("a part of the path")}
_SOCKET: dict[Argument, Parameter] = {
    0: Parameter(type=_REQUEST),
    1: Parameter(type="sanic.Websocket"),
    ANY: Parameter("a part of the path"),
}
_VIEWS = ("sanic.views.HTTPMethodView",)

MODEL = Model(
    needles=("request", "sanic"),
    sources=(
        *(Source(f"{_REQUEST}.{name}", f"{what} of the request") for name, what in _PARTS.items()),
        *(Source(f"{_REQUEST}.{n}", "the JSON body of the request", clears=STRUCTURE) for n in ("json", "load_json")),
        *(Source(f"sanic.Websocket.{n}", "a message of the socket") for n in ("recv", "__iter__", "recv_streaming")),
    ),
    entries=(
        Entry(
            decorators=tuple(f"{owner}.{name}" for owner in ("sanic.Sanic", "sanic.Blueprint") for name in _METHODS),
            parameters=_HANDED,
            path_converters=True,
        ),
        Entry(
            decorators=tuple(f"*.{name}" for name in _METHODS),
            needle="sanic",
            parameters=_HANDED,
            path_converters=True,
        ),
        *(
            Entry(decorators=names, needle="sanic", parameters=_SOCKET, path_converters=True)
            for names in (("sanic.Sanic.websocket", "sanic.Blueprint.websocket"), ("*.websocket",))
        ),
        Entry(
            registrars=tuple(
                (f"{owner}.add_route", which)
                for owner in ("sanic.Sanic", "sanic.Blueprint", "*")
                for which in (0, "handler")
            ),
            needle="sanic",
            parameters=_HANDED,
            path_converters=True,
        ),
        Entry(
            bases=_VIEWS,
            methods=("get", "post", "put", "delete", "patch"),
            parameters=_HANDED,
            path_converters=True,
        ),
        Entry(names=("*",), needs=("request",), needle="sanic", parameters={"request": Parameter(type=_REQUEST)}),
    ),
    returns=(
        Returns("sanic.Sanic", "sanic.Sanic", clean=True),
        Returns("sanic.Blueprint", "sanic.Blueprint", clean=True),
    ),
    subclasses={"sanic.Request": _REQUEST},
    parameter_types=(_REQUEST, "sanic.Websocket"),
)
