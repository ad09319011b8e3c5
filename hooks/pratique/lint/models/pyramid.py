"""Pyramid and WebOb: requests and views. (docs.pylonsproject.org)"""

from pratique.lint.flow.model import STRUCTURE, Argument, Entry, Model, Parameter, Source

_REQUEST = "pyramid.request.Request"
_PARTS = {
    "params": "a parameter",
    "GET": "the query string",
    "POST": "the form",
    "query_string": "the query string",
    "matchdict": "the path",
    "matched_route": "the path",
    "subpath": "the path",
    "traversed": "the path",
    "path": "the path",
    "path_info": "the path",
    "path_qs": "the path",
    "path_url": "the address",
    "url": "the address",
    "body": "the body",
    "text": "the body",
    "body_file": "the body",
    "headers": "a header",
    "cookies": "a cookie",
    "referer": "a header",
    "referrer": "a header",
    "user_agent": "a header",
}
_HANDED: dict[Argument, Parameter] = {"request": Parameter(type=_REQUEST), "req": Parameter(type=_REQUEST)}

MODEL = Model(
    needles=("request", "pyramid", "webob"),
    sources=(
        *(Source(f"{_REQUEST}.{name}", f"{what} of the request") for name, what in _PARTS.items()),
        *(Source(f"{_REQUEST}.{n}", "the JSON body of the request", clears=STRUCTURE) for n in ("json", "json_body")),
    ),
    entries=(
        *(
            Entry(names=("*",), needs=("request",), needle=package, parameters=_HANDED)
            for package in ("pyramid", "cornice", "webob")
        ),
        Entry(
            decorators=("pyramid.view.view_config", "pyramid.view.notfound_view_config"),
            parameters={-1: Parameter(type=_REQUEST)},
        ),
        Entry(
            registrars=(("*.add_view", 0), ("*.add_view", "view")),
            needle="pyramid",
            parameters={-1: Parameter(type=_REQUEST)},
        ),
        Entry(decorators=("webob.dec.wsgify",), parameters={0: Parameter(type=_REQUEST)}, result="html"),
    ),
    subclasses={"webob.Request": _REQUEST, "webob.request.Request": _REQUEST},
    parameter_types=(_REQUEST,),
)
