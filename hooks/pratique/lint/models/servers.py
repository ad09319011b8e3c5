"""Servers of the standard library: HTTP, CGI, WSGI, sockets. (docs.python.org/3/library/internet.html)"""

from pratique.lint.flow.model import ANY, TEXT, Entry, Model, Parameter, Returns, Source

_HANDLER, _SOCKET, _READER = "http.server.BaseHTTPRequestHandler", "socket.socket", "asyncio.StreamReader"
_READS = ("read", "readline", "readexactly", "readuntil", "__iter__")
_FORM = "cgi.FieldStorage"
_ENVIRON, _SCOPE = "wsgi.Environ", "asgi.Scope"
_OWN = (
    *("REQUEST_METHOD", "SERVER_NAME", "SERVER_PORT", "REMOTE_ADDR", "wsgi.url_scheme", "SERVER_PROTOCOL"),
    *("SCRIPT_NAME", "REMOTE_USER", "wsgi.errors", "wsgi.version", "wsgi.file_wrapper"),
)
# What of a scope the request says; servers, middleware and frameworks add keys of their own.
_SAID = ("path", "raw_path", "query_string", "headers", "path_params", "url_route", "cookies", "subprotocols")
_KEYED = ("__getitem__", "get", "pop")

MODEL = Model(
    needles=(
        "BaseHTTPRequestHandler",
        "SimpleHTTPRequestHandler",
        "self.path",
        "self.headers",
        "rfile",
        "FieldStorage",
        "socket",
        "start_response",
        "StreamReader",
        ".recv",
        "start_server",
        "register_function",
        "asyncore",
        "Protocol",
    ),
    sources=(
        *(
            Source(f"{_HANDLER}.{name}", f"{what} of the request")
            for name, what in (
                ("headers", "a header"),
                ("rfile", "the body"),
                ("raw_requestline", "the request line"),
            )
        ),
        # Read from one line, and not decoded.
        Source(f"{_HANDLER}.path", "the path of the request", clears=(*TEXT, "header", "log")),
        Source(f"{_HANDLER}.requestline", "the request line of the request", clears=(*TEXT, "header", "log")),
        Source("socketserver.StreamRequestHandler.rfile", "what the client sends"),
        *(
            Source(f"{_FORM}.{name}", "a field of the form")
            for name in ("getvalue", "getfirst", "getlist", "__getitem__", "value", "keys")
        ),
        *(Source(f"{_ENVIRON}.{name}", "the request", clean=_OWN) for name in _KEYED),
        # A redirect to where the request itself went stays here.
        *(Source(f"{_SCOPE}.{name}", "the request", clears=(*TEXT, "redirect"), only=_SAID) for name in _KEYED),
        Source("socketserver.Request.__iter__", "what the other side of the socket sends"),
        Source("asgi.Receive.__call__", "the body of the request"),
        Source("cgi.parse", "a field of the form"),
        *(
            Source(f"{_SOCKET}.{name}", "what the other side of the socket sends")
            for name in ("recv", "recvmsg", "recvfrom")
        ),
        *(Source(f"{_READER}.{name}", "what the other side of the connection sends") for name in _READS),
        *(
            Source(f"asyncio.BaseEventLoop.{name}", "what the other side of the socket sends")
            for name in ("sock_recv",)
        ),
    ),
    entries=(
        Entry(
            names=("*",),
            needs=("environ", "start_response"),
            parameters={"environ": Parameter(type=_ENVIRON), "start_response": Parameter(type="wsgi.StartResponse")},
            result="html",
        ),
        Entry(
            names=("*",),
            needs=("env", "start_response"),
            parameters={"env": Parameter(type=_ENVIRON), "start_response": Parameter(type="wsgi.StartResponse")},
            result="html",
        ),
        Entry(
            names=("*",),
            needs=("scope", "receive", "send"),
            parameters={
                "scope": Parameter(type=_SCOPE),
                "receive": Parameter(type="asgi.Receive"),
            },
        ),
        Entry(
            registrars=(
                ("asyncio.start_server", 0),
                ("asyncio.start_unix_server", 0),
                ("asyncio.start_server", "client_connected_cb"),
            ),
            parameters={0: Parameter(type=_READER), 1: Parameter(type="asyncio.StreamWriter")},
        ),
        Entry(
            bases=("asyncio.Protocol", "asyncio.DatagramProtocol"),
            methods=("data_received", "datagram_received"),
            parameters={0: Parameter("what the other side of the connection sends")},
        ),
        Entry(
            registrars=tuple(
                (f"{owner}.register_function", which)
                for which in (0, "function")
                for owner in ("xmlrpc.server.SimpleXMLRPCServer", "*")
            ),
            needle="xmlrpc",
            parameters={ANY: Parameter("an argument of the remote call")},
        ),
        Entry(
            names=("*",),
            needs=("request", "context"),
            needle="grpc",
            parameters={"request": Parameter("a message of the caller")},
        ),
    ),
    returns=(
        Returns("socketserver.BaseRequestHandler.request", "socketserver.Request", clean=True),
        Returns(_SOCKET, _SOCKET, clean=True),
        Returns(f"{_SOCKET}.accept", "", clean=True, elements=(_SOCKET, "")),
        *(Returns(f"socket.{name}", _SOCKET, clean=True) for name in ("create_connection", "create_server")),
        Returns(f"{_SOCKET}.makefile", "socket.File", clean=True),
        Returns("asyncio.open_connection", "", clean=True, elements=(_READER, "asyncio.StreamWriter")),
        Returns(_FORM, _FORM, clean=True),
        Returns(f"{_HANDLER}.wfile", "http.server.WFile", clean=True),
        Returns("socket.gethostname", "str", clean=True),
        Returns("ssl.wrap_socket", _SOCKET, clean=True),
    ),
    subclasses={
        "http.server.SimpleHTTPRequestHandler": _HANDLER,
        "http.server.CGIHTTPRequestHandler": _HANDLER,
        "BaseHTTPServer.BaseHTTPRequestHandler": _HANDLER,
        "ssl.SSLSocket": _SOCKET,
        "socketserver.Request": _SOCKET,
        "socketserver.StreamRequestHandler": "socketserver.BaseRequestHandler",
        "asyncio.streams.StreamReader": _READER,
    },
    parameter_types=(_SOCKET, _READER, "asyncio.StreamWriter", _HANDLER),
)
