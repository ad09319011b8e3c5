"""Tornado: request handlers and sockets. (www.tornadoweb.org)"""

from pratique.lint.flow.model import ANY, Entry, Model, Parameter, Returns, Source

_HANDLER, _REQUEST = "tornado.web.RequestHandler", "tornado.httputil.HTTPServerRequest"
_GETTERS = {
    "get_argument": "a parameter",
    "get_arguments": "a parameter",
    "get_query_argument": "the query string",
    "get_query_arguments": "the query string",
    "get_body_argument": "the form",
    "get_body_arguments": "the form",
    "get_cookie": "a cookie",
    "cookies": "a cookie",
    "path_args": "the path",
    "path_kwargs": "the path",
}
_PARTS = {
    "arguments": "a parameter",
    "query_arguments": "the query string",
    "body_arguments": "the form",
    "body": "the body",
    "headers": "a header",
    "cookies": "a cookie",
    "files": "an uploaded file",
    "uri": "the address",
    "path": "the path",
    "query": "the query string",
    "full_url": "the address",
}

MODEL = Model(
    needles=("get_argument", "self.request", "tornado", "get_query_argument", "get_body_argument", "get_cookie"),
    sources=(
        *(Source(f"{_HANDLER}.{name}", f"{what} of the request") for name, what in _GETTERS.items()),
        *(Source(f"{_REQUEST}.{name}", f"{what} of the request") for name, what in _PARTS.items()),
    ),
    entries=(
        Entry(
            bases=(_HANDLER,),
            methods=("get", "post", "put", "delete", "patch", "head", "options", "prepare"),
            parameters={ANY: Parameter("a part of the path")},
            path_converters=True,
        ),
        Entry(
            bases=("tornado.websocket.WebSocketHandler",),
            methods=("on_message", "open"),
            parameters={ANY: Parameter("a message of the socket")},
        ),
    ),
    returns=(Returns(f"{_HANDLER}.request", _REQUEST, clean=True),),
    subclasses={
        "tornado.websocket.WebSocketHandler": _HANDLER,
        "tornado.web.StaticFileHandler": _HANDLER,
        "jupyter_server.base.handlers.APIHandler": _HANDLER,
        "jupyter_server.base.handlers.JupyterHandler": _HANDLER,
    },
)
