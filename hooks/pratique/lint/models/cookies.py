"""Cookies without the flags that keep them from others, however the program comes by the flags.

(RFC 6265, section 4.1.2)
"""

from pratique.lint.flow.model import NOT_GIVEN, Argument, Model, Sink

_RESPONSES = (
    "flask.Response",
    "flask.wrappers.Response",
    "quart.Response",
    "werkzeug.Response",
    "werkzeug.wrappers.Response",
    "django.http.HttpResponse",
    "django.http.JsonResponse",
    "django.http.HttpResponseRedirect",
    "starlette.responses.Response",
    "fastapi.Response",
    "fastapi.responses.Response",
    "aiohttp.web.Response",
    "bottle.response",
    "bottle.HTTPResponse",
    "tornado.web.RequestHandler",
    "pyramid.response.Response",
)
_PLAIN, _SCRIPTS = "is sent over plain HTTP", "can be read by scripts"
# Flag -> what lacks it; its place among Flask's arguments, and what cannot be seen.
_FLAGS: dict[str, str] = {"secure": _PLAIN, "httponly": _SCRIPTS}
_UNSEEN: tuple[tuple[Argument, object], ...] = ((6, NOT_GIVEN), ("**", NOT_GIVEN))
_ABOUT: tuple[Argument, ...] = (0, "key", "name")

MODEL = Model(
    sinks=(
        *(
            Sink(f"{owner}.set_cookie", kind, (), when=when, what=what, about=_ABOUT, passes=True)
            for owner in _RESPONSES
            for flag, what in _FLAGS.items()
            for kind, when in (("cookie-off", ((flag, False),)), ("cookie", ((flag, NOT_GIVEN), *_UNSEEN)))
        ),
    ),
)
