"""Falcon: resources whose responders take a request. (falcon.readthedocs.io)"""

from pratique.lint.flow.model import ANY, STRUCTURE, Argument, Entry, Model, Parameter, Source

_REQUEST = "falcon.Request"
_PARTS = {
    "get_param": "a parameter",
    "get_param_as_list": "a parameter",
    "params": "a parameter",
    "query_string": "the query string",
    "stream": "the body",
    "bounded_stream": "the body",
    "text": "the body",
    "get_header": "a header",
    "headers": "a header",
    "headers_lower": "a header",
    "auth": "a header",
    "user_agent": "a header",
    "referer": "a header",
    "content_type": "a header",
    "cookies": "a cookie",
    "get_cookie_values": "a cookie",
    "path": "the path",
    "relative_uri": "the address",
    "uri": "the address",
    "url": "the address",
    "env": "a header",
}
_HANDED: dict[Argument, Parameter] = {
    "req": Parameter(type=_REQUEST),
    "request": Parameter(type=_REQUEST),
    "resp": Parameter(type="falcon.Response"),
    "response": Parameter(type="falcon.Response"),
    "res": Parameter(type="falcon.Response"),
    "ws": Parameter(type="falcon.asgi.WebSocket"),
    ANY: Parameter("a part of the path"),
}

MODEL = Model(
    needles=("falcon", "on_get", "on_post", "on_put", "on_patch", "on_delete", "on_websocket", "req."),
    sources=(
        *(Source(f"{_REQUEST}.{name}", f"{what} of the request") for name, what in _PARTS.items()),
        *(
            Source(f"{_REQUEST}.{name}", "the body of the request", clears=STRUCTURE)
            for name in ("media", "get_media", "get_param_as_json")
        ),
        *(
            Source(f"falcon.asgi.WebSocket.{name}", "a message of the socket", clears=STRUCTURE)
            for name in ("receive_text", "receive_data", "receive_media")
        ),
    ),
    entries=(
        *(
            Entry(
                names=tuple(
                    f"on_{method}{rest}"
                    for method in ("get", "post", "put", "patch", "delete", "head", "websocket")
                    for rest in ("", "_*")
                ),
                needs=needs,
                parameters=_HANDED,
                path_converters=True,
            )
            for needs in (("req",), ("request",))
        ),
        Entry(names=("process_request", "process_resource"), needs=("req",), needle="falcon", parameters=_HANDED),
        Entry(
            names=("*",),
            needs=("req", "resp"),
            needle="falcon",
            parameters={name: what for name, what in _HANDED.items() if name != ANY},
        ),
    ),
    subclasses={
        "falcon.asgi.Request": _REQUEST,
        "falcon.request.Request": _REQUEST,
        "falcon.asgi.Response": "falcon.Response",
    },
    parameter_types=(_REQUEST, "falcon.Response", "falcon.asgi.WebSocket"),
)
