"""Bottle: the request and routes. (bottlepy.org)"""

from pratique.lint.flow.model import ANY, STRUCTURE, Entry, Model, Parameter, Returns, Sanitiser, Source

_REQUEST, _FORMS = "bottle.BaseRequest", "bottle.FormsDict"
_FORM_PARTS = {"query": "the query string", "GET": "the query string", "forms": "the form", "POST": "the form",
               "params": "a parameter", "cookies": "a cookie"}  # fmt: skip
_PARTS = {
    "body": "the body",
    "headers": "a header",
    "get_header": "a header",
    "files": "an uploaded file",
    "path": "the path",
    "fullpath": "the path",
    "url": "the address",
    "urlparts": "the address",
    "query_string": "the query string",
    "url_args": "the path",
    "auth": "a header",
    "environ": "a header",
}
_METHODS = ("route", "get", "post", "put", "delete", "patch", "error")

MODEL = Model(
    needles=("bottle", "request"),
    sources=(
        *(Source(f"{_REQUEST}.{name}", f"{what} of the request", type=_FORMS) for name, what in _FORM_PARTS.items()),
        *(Source(f"{_REQUEST}.{name}", f"{what} of the request") for name, what in _PARTS.items()),
        Source(f"{_REQUEST}.json", "the JSON body of the request", clears=STRUCTURE),
        Source(f"{_REQUEST}.get_cookie", "a cookie of the request"),
    ),
    entries=(
        Entry(
            decorators=tuple(f"{owner}.{name}" for owner in ("bottle", "bottle.Bottle") for name in _METHODS[:6]),
            parameters={ANY: Parameter("a part of the path")},
            path_converters=True,
            result="html",
        ),
        Entry(
            decorators=tuple(f"*.{name}" for name in _METHODS[:6]),
            needle="bottle",
            parameters={ANY: Parameter("a part of the path")},
            path_converters=True,
            result="html",
        ),
        Entry(
            registrars=(
                ("bottle.Bottle.route", "callback"),
                ("bottle.Bottle.route", 2),
                ("bottle.route", "callback"),
                ("bottle.route", 2),
                ("*.route", "callback"),
            ),
            needle="bottle",
            parameters={ANY: Parameter("a part of the path")},
            path_converters=True,
            result="html",
        ),
    ),
    sanitisers=(
        *(
            Sanitiser(f"{_FORMS}.get", when=((which, kind),))
            for which in ("type", 3)
            for kind in ("int", "float", "bool")
        ),
        Sanitiser(f"{_REQUEST}.get_cookie", when=(("secret", True),)),
    ),
    returns=(
        Returns("bottle.Bottle", "bottle.Bottle", clean=True),
        Returns("bottle.default_app", "bottle.Bottle", clean=True),
        Returns("bottle.app", "bottle.Bottle", clean=True),
        *(Returns(f"{_FORMS}.{name}", "str") for name in ("__getitem__", "get", "getunicode", "getall", "getone")),
    ),
    subclasses={
        "bottle.request": _REQUEST,
        "bottle.LocalRequest": _REQUEST,
        "bottle.Request": _REQUEST,
    },
    leaves=("bottle.abort",),
)
