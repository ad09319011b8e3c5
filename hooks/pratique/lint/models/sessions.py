"""Sessions: what a server remembers of a visitor and later believes."""

from pratique.lint.flow.model import Model, Returns, Sink

_SESSION = "pratique.Session"  # one class for the mappings of all frameworks
_ATTRIBUTES = (
    "flask.session",
    "quart.session",
    "django.http.HttpRequest.session",
    "rest_framework.request.Request.session",
    "starlette.requests.Request.session",
    "starlette.requests.HTTPConnection.session",
    "fastapi.Request.session",
    "starlette.websockets.WebSocket.session",
    "pyramid.request.Request.session",
    "cherrypy.session",
    "sanic.request.Request.ctx.session",
    "sanic.Request.ctx.session",
    "web.ctx.session",
    "streamlit.session_state",
)
_CALLS = (
    "aiohttp_session.get_session",
    "aiohttp_session.new_session",
    "django.contrib.sessions.backends.db.SessionStore",
    "itsdangerous.session",
)

MODEL = Model(
    sinks=(
        *(Sink(f"{_SESSION}.{name}", "trust", (0, 1)) for name in ("__setitem__", "setdefault")),
        Sink(f"{_SESSION}.update", "trust", ("*",)),
        Sink(f"{_SESSION}.__setattr__", "trust", (0, 1)),
        *(Sink(f"flask.session.{name}", "trust", (0, 1)) for name in ("__setitem__", "setdefault")),
        *(Sink(name, "trust", (1,)) for name in ("**.session.__setitem__",)),
    ),
    returns=(
        *(Returns(name, _SESSION, clean=True) for name in (*_ATTRIBUTES, *_CALLS)),
        *(Returns(f"{_SESSION}.{name}", "", clean=True) for name in ("get", "pop", "keys", "items", "__getitem__")),
    ),
)
