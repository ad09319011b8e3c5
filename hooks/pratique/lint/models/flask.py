"""Flask and Quart: the request, routes, responses. (flask.palletsprojects.com, quart.palletsprojects.com)"""

from pratique.lint.flow.model import ANY, STRUCTURE, TEXT, Entry, Model, Parameter, Returns, Sanitiser, Sink, Source

_PACKAGES = ("flask", "quart")
_PARTS = {
    "args": "the query string",
    "form": "the form",
    "values": "the query string or form",
    "json": "the JSON body",
    "data": "the body",
    "files": "an uploaded file",
    "cookies": "a cookie",
    "headers": "a header",
    "view_args": "the path",
    "path": "the path",
    "full_path": "the path",
    "query_string": "the query string",
    "url": "the address",
    "base_url": "the address",
    "referrer": "a header",
    "user_agent": "a header",
    "authorization": "a header",
    "stream": "the body",
    "get_json": "the JSON body",
    "get_data": "the body",
}
_ROUTES = ("route", "get", "post", "put", "delete", "patch")
_OWNERS = ("Flask", "Blueprint", "Quart")

MODEL = Model(
    needles=("request", ".route(", "flask", "quart"),
    sources=(
        *(
            Source(
                f"{p}.request.{name}",
                f"{what} of the request",
                type="werkzeug.Files" if name == "files" else "",
                clears=STRUCTURE if "json" in name else TEXT,
            )
            for p in _PACKAGES
            for name, what in _PARTS.items()
        ),
    ),
    entries=(
        Entry(
            decorators=(
                *(f"{p}.{owner}.{name}" for p in _PACKAGES for owner in _OWNERS for name in _ROUTES),
                "*.route",
            ),
            parameters={ANY: Parameter("a part of the path")},
            path_converters=True,
            result="html",
        ),
        Entry(
            bases=("flask.views.MethodView", "flask.views.View"),
            methods=("get", "post", "put", "delete", "patch", "dispatch_request"),
            parameters={ANY: Parameter("a part of the path")},
            result="html",
        ),
    ),
    sinks=(
        *(Sink(f"{p}.make_response", "html") for p in _PACKAGES),
        *(Sink(f"{p}.render_template_string", "template") for p in _PACKAGES),
        *(Sink(f"{p}.redirect", "redirect", (0, "location")) for p in _PACKAGES),
        *(Sink(f"{p}.send_file", "path", (0, "path_or_file")) for p in _PACKAGES),
        *(Sink(f"{p}.session.__setitem__", "trust", (0, 1)) for p in _PACKAGES),
        Sink("flask.Markup", "html"),
    ),
    returns=(
        *(Returns(f"{p}.make_response", f"{p}.Response", clean=True) for p in _PACKAGES),
        *(Returns(f"{p}.redirect", f"{p}.Response", clean=True) for p in _PACKAGES),
        *(Returns(f"{p}.jsonify", f"{p}.Response", clean=True) for p in _PACKAGES),
        *(Returns(f"{p}.send_file", f"{p}.Response", clean=True) for p in _PACKAGES),
        *(Returns(f"{p}.send_from_directory", f"{p}.Response", clean=True) for p in _PACKAGES),
        Returns("flask.Flask", "flask.Flask", clean=True),
        Returns("flask.Blueprint", "flask.Blueprint", clean=True),
        Returns("quart.Quart", "quart.Quart", clean=True),
    ),
    sanitisers=(
        *(Sanitiser(f"{p}.render_template", ("html",)) for p in _PACKAGES),
        *(Sanitiser(f"{p}.url_for") for p in _PACKAGES),
        Sanitiser("flask.escape", ("html",)),
        Sanitiser("markupsafe.escape", ("html",)),
        Sanitiser("werkzeug.utils.secure_filename", ("path",)),
    ),
    leaves=("flask.abort", "quart.abort", "werkzeug.exceptions.abort"),
)
