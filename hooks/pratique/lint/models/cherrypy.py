"""CherryPy and web.py: exposed methods and the request. (docs.cherrypy.dev, webpy.org)"""

from pratique.lint.flow.model import ANY, STRUCTURE, Entry, Model, Parameter, Source

_PARTS = {
    "params": "a parameter",
    "query_string": "the query string",
    "headers": "a header",
    "cookie": "a cookie",
    "body": "the body",
    "rfile": "the body",
    "path_info": "the path",
    "request_line": "the request line",
}

MODEL = Model(
    needles=("cherrypy", "web.input", "web.data", "web.cookies", "web.ctx", "GET(", "POST("),
    sources=(
        *(Source(f"cherrypy.request.{name}", f"{what} of the request") for name, what in _PARTS.items()),
        Source("cherrypy.request.json", "the JSON body of the request", clears=STRUCTURE),
        *(
            Source(f"web.{name}", f"{what} of the request")
            for name, what in (
                *(("input", "a parameter"), ("data", "the body"), ("cookies", "a cookie")),
                *(("ctx.path", "the path"), ("ctx.query", "the query string"), ("ctx.fullpath", "the path")),
            )
        ),
    ),
    entries=(
        Entry(
            decorators=("cherrypy.expose", "cherrypy.exposed"),
            parameters={ANY: Parameter("a parameter of the request")},
            result="html",
        ),
        Entry(
            names=("GET", "POST", "PUT", "DELETE"),
            needle="cherrypy",
            parameters={ANY: Parameter("a parameter of the request")},
            result="html",
        ),
        Entry(
            names=("GET", "POST", "PUT", "DELETE"),
            needle="web",
            parameters={ANY: Parameter("a part of the path")},
            result="html",
        ),
    ),
)
