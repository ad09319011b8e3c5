"""Flask and Quart: the request, routes. (flask.palletsprojects.com, quart.palletsprojects.com)"""

from pratique.lint.flow.model import (
    ANY,
    STRUCTURE,
    TEXT,
    Argument,
    Entry,
    Model,
    Parameter,
    Returns,
    Sanitiser,
    Sink,
    Source,
)

_REQUEST = "flask.Request"
_MAPPING, _FILES, _FILE = (f"werkzeug.datastructures.{name}" for name in ("MultiDict", "FileMultiDict", "FileStorage"))
# Where the request itself went: a redirect there stays here.
_ADDRESS = {
    "url": "the address",
    "base_url": "the address",
    "path": "the path",
    "full_path": "the path",
}
_PARTS = {
    "view_args": "the path",
    "query_string": "the query string",
    "referrer": "a header",
    "user_agent": "a header",
    "mimetype": "a header",
    "content_type": "a header",
    "access_route": "a header",
    "authorization": "a header",
    "origin": "a header",
    "data": "the body",
    "stream": "the body",
    "body": "the body",
    "get_data": "the body",
    "input_stream": "the body",
}
_MAPPINGS = {
    "args": "the query string",
    "form": "the form",
    "values": "the query string or form",
    "cookies": "a cookie",
    "headers": "a header",
}
_NUMERIC = ("int", "float", "bool", "uuid.UUID", "decimal.Decimal", "datetime.date.fromisoformat")
_ROUTES = ("route", "get", "post", "put", "delete", "patch", "endpoint")
_OWNERS = (
    *("flask.Flask", "flask.Blueprint", "quart.Quart", "quart.Blueprint", "flask_openapi3.OpenAPI"),
    *("flask_openapi3.APIBlueprint", "apiflask.APIFlask", "apiflask.APIBlueprint", "flask_smorest.Blueprint"),
)
_VIEWS = (
    *("flask.views.MethodView", "flask.views.View", "quart.views.MethodView", "quart.views.View"),
    *("flask_restful.Resource", "flask_restx.Resource", "flask_classful.FlaskView", "apiflask.views.MethodView"),
)
_PATH: dict[Argument, Parameter] = {ANY: Parameter("a part of the path")}

MODEL = Model(
    needles=("request", ".route(", "flask", "quart", "add_url_rule", "MethodView", "Resource"),
    sources=(
        *(Source(f"{_REQUEST}.{name}", f"{what} of the request") for name, what in _PARTS.items()),
        *(
            Source(f"{_REQUEST}.{name}", f"{what} of the request", clears=(*TEXT, "redirect"))
            for name, what in _ADDRESS.items()
        ),
        *(Source(f"{_REQUEST}.{name}", f"{what} of the request", type=_MAPPING) for name, what in _MAPPINGS.items()),
        *(Source(f"{_REQUEST}.{n}", "the JSON body of the request", clears=STRUCTURE) for n in ("json", "get_json")),
        Source(f"{_REQUEST}.files", "an uploaded file of the request", type=_FILES),
        *(Source(f"flask_re{n}.reqparse.RequestParser.parse_args", "the request") for n in ("stful", "stx")),
        *(Source(f"simple_websocket.Server.{name}", "a message of the socket") for name in ("receive", "__iter__")),
        *(Source(f"quart.websocket.{name}", "a message of the socket") for name in ("receive", "receive_json")),
        *(Source(f"quart.websocket.{name}", "the request") for name in ("args", "headers", "cookies", "path", "url")),
        *(Source(f"wtforms.{name}.data", "a field of the form") for name in _MAPPINGS),
        *(
            Source(f"wtforms.{module}{name}Field.data", "a field of the form")
            for module in ("", "fields.", "fields.simple.", "fields.html5.")
            for name in ("String", "TextArea", "Password", "Hidden", "Email", "URL", "Search", "Tel", "File", "Text")
        ),
        Source("flask_wtf.file.FileField.data", "an uploaded file", type=_FILE),
    ),
    entries=(
        Entry(
            decorators=tuple(
                f"{owner}.{name}"
                for owner in _OWNERS
                for name in ("errorhandler", "app_errorhandler", "before_request", "before_app_request")
            ),
            result="html",
        ),
        Entry(
            decorators=(
                *(f"{owner}.{name}" for owner in _OWNERS for name in _ROUTES),
                *("flask_restx.Namespace.route", "flask_restx.Api.route", "*.route"),
            ),
            parameters=_PATH,
            path_converters=True,
            result="html",
        ),
        *(
            Entry(
                decorators=tuple(f"*.{name}" for name in _ROUTES[1:]),
                needle=package,
                parameters=_PATH,
                path_converters=True,
                result="html",
            )
            for package in ("flask", "quart")
        ),
        Entry(
            registrars=tuple(
                (f"{owner}.add_url_rule", which) for owner in ("*", *_OWNERS[:4]) for which in (2, "view_func")
            ),
            parameters=_PATH,
            path_converters=True,
            result="html",
        ),
        Entry(
            bases=_VIEWS,
            methods=("get", "post", "put", "delete", "patch", "head", "options", "dispatch_request"),
            parameters=_PATH,
            path_converters=True,
            result="html",
        ),
        Entry(
            decorators=(
                "flask_socketio.SocketIO.on",
                "flask_socketio.SocketIO.event",
                "socketio.AsyncServer.on",
                "socketio.Server.on",
                "socketio.Server.event",
                "socketio.AsyncServer.event",
            ),
            parameters={"sid": Parameter(), "environ": Parameter(), ANY: Parameter("a message", clears=STRUCTURE)},
        ),
        *(
            Entry(
                decorators=("**.on", "**.event"),
                needle=package,
                parameters={"sid": Parameter(), ANY: Parameter("a message", clears=STRUCTURE)},
            )
            for package in ("flask_socketio", "socketio")
        ),
        Entry(
            bases=("flask_socketio.Namespace", "socketio.Namespace", "socketio.AsyncNamespace"),
            methods=("on_*",),
            parameters={"sid": Parameter(), "environ": Parameter(), ANY: Parameter("a message", clears=STRUCTURE)},
        ),
        Entry(
            decorators=("flask_sock.Sock.route",),
            parameters={0: Parameter(type="simple_websocket.Server"), ANY: Parameter("a part of the path")},
        ),
        Entry(
            decorators=("functions_framework.http",),
            parameters={0: Parameter(type=_REQUEST)},
            result="html",
        ),
    ),
    sinks=(
        *(Sink(f"{p}.make_response", "html") for p in ("flask", "quart")),
        Sink("flask.Markup", "html"),
    ),
    returns=(
        *(
            Returns(f"{p}.{name}", f"{p}.Response", clean=True)
            for p in ("flask", "quart")
            for name in ("make_response", "redirect", "jsonify", "send_file", "send_from_directory")
        ),
        *(Returns(owner, owner, clean=True) for owner in _OWNERS),
        *(Returns(f"{_MAPPING}.{name}", "str") for name in ("__getitem__", "get")),
        Returns(f"{_MAPPING}.copy", _MAPPING),
        *(
            Returns(f"{_MAPPING}.{name}", "")
            for name in ("getlist", "to_dict", "items", "values", "pop", "lists", "listvalues", "poplist", "popitem")
        ),
        *(Returns(f"{_FILES}.{name}", _FILE) for name in ("__getitem__", "get", "getlist", "values")),
        Returns("flask_sock.Sock", "flask_sock.Sock", clean=True),
        Returns("flask_socketio.SocketIO", "flask_socketio.SocketIO", clean=True),
        Returns("socketio.AsyncServer", "socketio.AsyncServer", clean=True),
        Returns("socketio.Server", "socketio.Server", clean=True),
        Returns(f"{_REQUEST}.environ", "wsgi.Environ", clean=True),
        Returns("flask.request", _REQUEST, clean=True),
        Returns("quart.request", _REQUEST, clean=True),
    ),
    sanitisers=(
        *(
            Sanitiser(f"{_MAPPING}.{method}", when=((which, kind),))
            for method in ("get", "getlist")
            for which in ("type", *((2,) if method == "get" else (1,)))
            for kind in _NUMERIC
        ),
        *(Sanitiser(f"{p}.render_template", ("html",)) for p in ("flask", "quart")),
        *(Sanitiser(f"{p}.url_for") for p in ("flask", "quart")),
        Sanitiser("flask.escape", ("html",)),
        Sanitiser("markupsafe.escape", ("html",)),
        Sanitiser("werkzeug.utils.secure_filename", ("path",)),
    ),
    subclasses={
        "flask.request": _REQUEST,
        "quart.request": _REQUEST,
        "flask.wrappers.Request": _REQUEST,
        "werkzeug.Request": _REQUEST,
        "werkzeug.wrappers.Request": _REQUEST,
        "flask.globals.request": _REQUEST,
        "flask_restx.Namespace": "flask_restx.Api",
    },
    contexts=("flask.g", "quart.g"),
    leaves=(
        *("flask.abort", "quart.abort", "werkzeug.exceptions.abort", "flask_restful.abort", "flask_smorest.abort"),
        "flask_restx.abort",
    ),
    parameter_types=(_REQUEST, "simple_websocket.Server"),
)
