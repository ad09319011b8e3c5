"""FastAPI, Starlette and Litestar: parameters by annotation, requests, sockets. (fastapi.tiangolo.com, starlette.io)"""

from pratique.lint.flow.model import ANY, STRUCTURE, TEXT, Argument, Entry, Model, Parameter, Returns, Source

_REQUEST, _SOCKET, _FILE = (
    "starlette.requests.Request",
    "starlette.websockets.WebSocket",
    "starlette.datastructures.UploadFile",
)
_PARTS = {
    "query_params": "the query string",
    "path_params": "the path",
    "headers": "a header",
    "cookies": "a cookie",
    "form": "the form",
    "body": "the body",
    "stream": "the body",
}
_METHODS = ("get", "post", "put", "delete", "patch", "options", "head", "api_route", "websocket", "route")
_OWNERS = ("fastapi.FastAPI", "fastapi.APIRouter", "fastapi.routing.APIRouter")
_GIVEN = Parameter("a parameter of the request", clears=STRUCTURE)
_INJECTORS = ("fastapi.Depends", "fastapi.Security", "fastapi.params.Depends")
_SERVERS: dict[Argument, Parameter] = {
    "request": Parameter(type=_REQUEST),
    "req": Parameter(type=_REQUEST),
    "websocket": Parameter(type=_SOCKET),
    "ws": Parameter(type=_SOCKET),
}

MODEL = Model(
    needles=(
        *("request", "fastapi", "starlette", "litestar", "APIRouter", "WebSocket", "UploadFile", "@app."),
        *(f"router.{name}(" for name in (*_METHODS, "add_api_route")),
    ),
    sources=(
        *(Source(f"{_REQUEST}.{name}", f"{what} of the request") for name, what in _PARTS.items()),
        # A redirect to where the request itself went stays here.
        Source(f"{_REQUEST}.url", "the address of the request", clears=(*TEXT, "redirect")),
        Source(f"{_REQUEST}.json", "the JSON body of the request", clears=STRUCTURE),
        *(
            Source(f"{_SOCKET}.{name}", "a message of the socket")
            for name in (
                "receive",
                "receive_text",
                "receive_bytes",
                "iter_text",
                "iter_bytes",
                "query_params",
                "path_params",
                "headers",
                "cookies",
                "url",
            )
        ),
        *(
            Source(f"{_SOCKET}.{name}", "a message of the socket", clears=STRUCTURE)
            for name in ("receive_json", "iter_json")
        ),
        *(Source(f"{_FILE}.{name}", "an uploaded file") for name in ("filename", "read", "content_type", "headers")),
        Source(f"{_FILE}.file", "an uploaded file", type="io.BytesIO"),  # open already: no path
    ),
    entries=(
        *(
            Entry(
                decorators=tuple(f"{owner}.{name}" for owner in _OWNERS for name in _METHODS),
                parameters={ANY: _GIVEN},
                injectors=_INJECTORS,
                path_converters=True,
                result=result,
                result_when=when,
            )
            for result, when in (("html", (("response_class", "HTMLResponse"),)), ("", ()))
        ),
        *(
            Entry(
                decorators=tuple(f"*.{name}" for name in _METHODS),
                needle="fastapi",
                parameters={ANY: _GIVEN},
                injectors=_INJECTORS,
                path_converters=True,
                result=result,
                result_when=when,
            )
            for result, when in (("html", (("response_class", "HTMLResponse"),)), ("", ()))
        ),
        Entry(
            decorators=tuple(f"litestar.{name}" for name in ("get", "post", "put", "patch", "delete", "route")),
            parameters={**_SERVERS, ANY: _GIVEN},
            path_converters=True,
        ),
        Entry(
            registrars=tuple(
                (f"{owner}.add_api_route", which) for owner in ("*", *_OWNERS) for which in (1, "endpoint")
            ),
            parameters={ANY: _GIVEN},
            injectors=_INJECTORS,
            path_converters=True,
        ),
        Entry(
            bases=("starlette.endpoints.HTTPEndpoint",),
            methods=("get", "post", "put", "patch", "delete", "dispatch"),
            parameters={0: Parameter(type=_REQUEST)},
        ),
        Entry(
            bases=("starlette.endpoints.WebSocketEndpoint",),
            methods=("on_receive", "on_connect"),
            parameters={0: Parameter(type=_SOCKET), 1: Parameter("a message of the socket")},
        ),
        *(
            Entry(names=("*",), needs=(name,), needle=package, parameters=_SERVERS)
            for package in ("starlette", "fastapi", "litestar")
            for name in ("request", "websocket")
        ),
        *(
            Entry(
                registrars=((f"starlette.routing.{name}", 1), (f"starlette.routing.{name}", "endpoint")),
                parameters={0: Parameter(type=kind)},
            )
            for name, kind in (("Route", _REQUEST), ("WebSocketRoute", _SOCKET))
        ),
        Entry(
            decorators=("strawberry.field", "strawberry.mutation", "strawberry.type.field"),
            parameters={"info": Parameter(), "root": Parameter(), ANY: Parameter("an argument of the query")},
        ),
        Entry(
            names=("resolve_*", "mutate"),
            needs=("info",),
            parameters={
                "info": Parameter(),
                "self": Parameter(),
                "root": Parameter(),
                "parent": Parameter(),
                "_": Parameter(),
                "obj": Parameter(),
                "cls": Parameter(),
                ANY: Parameter("an argument of the query"),
            },
        ),
        Entry(
            decorators=("ariadne.QueryType.field", "ariadne.MutationType.field", "ariadne.ObjectType.field"),
            parameters={0: Parameter(), "info": Parameter(), ANY: Parameter("an argument of the query")},
        ),
    ),
    returns=(
        *(Returns(owner, owner, clean=True) for owner in _OWNERS),
        *(Returns(f"ariadne.{n}", f"ariadne.{n}", clean=True) for n in ("QueryType", "MutationType", "ObjectType")),
        *(Returns(f"starlette.endpoints.HTTPEndpoint.{n}", _REQUEST, clean=True) for n in ("request",)),
    ),
    subclasses={
        **dict.fromkeys(
            (
                "fastapi.Request",
                "fastapi.requests.Request",
                "litestar.Request",
                "litestar.connection.Request",
                "starlette.requests.HTTPConnection",
            ),
            _REQUEST,
        ),
        **dict.fromkeys(("fastapi.WebSocket", "fastapi.websockets.WebSocket", "litestar.WebSocket"), _SOCKET),
        **dict.fromkeys(
            ("fastapi.UploadFile", "fastapi.datastructures.UploadFile", "litestar.datastructures.UploadFile"), _FILE
        ),
    },
    parameter_types=(
        *(_REQUEST, _SOCKET, _FILE, "fastapi.Response", "starlette.responses.Response", "fastapi.BackgroundTasks"),
        *(
            "starlette.background.BackgroundTasks",
            "starlette.requests.HTTPConnection",
            "fastapi.security.SecurityScopes",
        ),
        *("fastapi.responses.Response", "sqlalchemy.orm.Session", "sqlalchemy.ext.asyncio.AsyncSession"),
        *("sqlmodel.Session",),
    ),
)
