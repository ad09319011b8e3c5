"""Response headers where the framework or server sends the text as it is, line ends included.

Werkzeug, Django, aiohttp, Tornado, Bottle, CherryPy and Uvicorn refuse or strip line ends in the value
of a header and are not named here; Werkzeug does not look at the names of headers.
"""

from pratique.lint.flow.model import Model, Returns, Sink

# Call -> the arguments that go into the head of a message unchecked.
_RAW = {
    "http.server.BaseHTTPRequestHandler.send_header": (0, 1, "keyword", "value"),
    "http.server.BaseHTTPRequestHandler.send_response": (1, "message"),
    "http.server.BaseHTTPRequestHandler.send_response_only": (1, "message"),
    "wsgiref.headers.Headers.add_header": (0, 1),
    "wsgiref.headers.Headers.__setitem__": (0, 1),
    "wsgiref.headers.Headers.setdefault": (0, 1),
    "wsgiref.headers.Headers": (0, "headers"),
    "wsgi.StartResponse.__call__": (0, 1, "status", "headers"),
    "falcon.Response.set_header": (0, 1, "name", "value"),
    "falcon.Response.append_header": (0, 1, "name", "value"),
    "falcon.Response.set_headers": (0, "headers"),
    "sanic.response.HTTPResponse.headers.__setitem__": (0, 1),
    "sanic.Headers.__setitem__": (0, 1),
    "sanic.response.text": ("headers",),
    "sanic.response.html": ("headers",),
    "sanic.response.json": ("headers",),
    "sanic.response.HTTPResponse": ("headers",),
    "sanic.text": ("headers",),
    "sanic.html": ("headers",),
    "sanic.json": ("headers",),
    "sanic.HTTPResponse": ("headers",),
    "pyramid.Headers.__setitem__": (0, 1),
    "pyramid.Headers.add": (0, 1),
    "pyramid.response.Response": ("headerlist",),
}
# Werkzeug checks the value of a header, not its name.
_NAMES = (
    "werkzeug.datastructures.Headers.__setitem__",
    "werkzeug.datastructures.Headers.set",
    "werkzeug.datastructures.Headers.add",
    "werkzeug.datastructures.Headers.add_header",
    "werkzeug.datastructures.Headers.setdefault",
)
# Texts that are the head of a message themselves: the rule looks at where the value stands.
_MESSAGES = {
    "print": (0,),
    "sys.stdout.write": (0,),
    "socket.socket.send": (0,),
    "socket.socket.sendall": (0,),
    "http.server.WFile.write": (0,),
    "**.sendall": (0,),
    "**.send": (0,),
    "asyncio.StreamWriter.write": (0,),
    "smtplib.SMTP.sendmail": (2, "msg"),
    "smtplib.SMTP_SSL.sendmail": (2, "msg"),
}

MODEL = Model(
    sinks=(
        *(Sink(name, "header", arguments) for name, arguments in _RAW.items()),
        *(Sink(name, "header", (0, "key", "_key")) for name in _NAMES),
        *(
            Sink(name, "header", arguments, like=r"^[A-Za-z][-A-Za-z]*(/1|: ?)", passes=True)
            for name, arguments in _MESSAGES.items()
        ),
    ),
    returns=(
        Returns("flask.Response.headers", "werkzeug.datastructures.Headers", clean=True),
        Returns("django.http.HttpResponse.headers", "django.http.Headers", clean=True),
        Returns("starlette.responses.Response.headers", "starlette.Headers", clean=True),
        Returns("sanic.response.HTTPResponse.headers", "sanic.Headers", clean=True),
        Returns("pyramid.response.Response.headers", "pyramid.Headers", clean=True),
        Returns("wsgiref.headers.Headers", "wsgiref.headers.Headers", clean=True),
        Returns("werkzeug.datastructures.Headers", "werkzeug.datastructures.Headers", clean=True),
        Returns("smtplib.SMTP", "smtplib.SMTP", clean=True),
        Returns("smtplib.SMTP_SSL", "smtplib.SMTP_SSL", clean=True),
    ),
)
