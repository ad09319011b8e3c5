"""Redirects: which calls send a browser to the address that they are given, and what checks one."""

from pratique.lint.flow.model import Guard, Model, Sanitiser, Sink

_CALLS = {
    "flask.redirect": (0, "location"),
    "quart.redirect": (0, "location"),
    "werkzeug.utils.redirect": (0, "location"),
    "flask.Response.location.__set__": (0,),
    "django.shortcuts.redirect": (0, "to"),
    "django.http.HttpResponseRedirect": (0, "redirect_to"),
    "django.http.HttpResponsePermanentRedirect": (0, "redirect_to"),
    "django.http.response.HttpResponseRedirect": (0, "redirect_to"),
    "django.views.generic.RedirectView": ("url",),
    "starlette.responses.RedirectResponse": (0, "url"),
    "fastapi.responses.RedirectResponse": (0, "url"),
    "litestar.response.Redirect": (0, "path"),
    "tornado.web.RequestHandler.redirect": (0, "url"),
    "bottle.redirect": (0, "url"),
    "cherrypy.HTTPRedirect": (0, "urls"),
    "sanic.response.redirect": (0, "to"),
    "sanic.redirect": (0, "to"),
    "web.seeother": (0,),
    "web.redirect": (0,),
    "webapp2.redirect": (0,),
    "webapp2.RequestHandler.redirect": (0,),
    **{
        f"aiohttp.web.{name}": (0, "location")
        for name in (
            "HTTPFound",
            "HTTPSeeOther",
            "HTTPMovedPermanently",
            "HTTPTemporaryRedirect",
            "HTTPPermanentRedirect",
            "HTTPMultipleChoices",
        )
    },
    **{
        f"pyramid.httpexceptions.{name}": (0, "location")
        for name in (
            "HTTPFound",
            "HTTPSeeOther",
            "HTTPMovedPermanently",
            "HTTPTemporaryRedirect",
            "HTTPMovedTemporarily",
        )
    },
    **{
        f"falcon.{name}": (0, "location")
        for name in (
            "HTTPFound",
            "HTTPSeeOther",
            "HTTPMovedPermanently",
            "HTTPTemporaryRedirect",
            "HTTPPermanentRedirect",
        )
    },
    "falcon.Response.location.__set__": (0,),
    "pyramid.response.Response.location.__set__": (0,),
}
# Calls that set a header of the name in argument 0 to the value in argument 1.
HEADER_SETTERS = (
    "flask.Response.headers.__setitem__",
    "quart.Response.headers.__setitem__",
    "werkzeug.datastructures.Headers.__setitem__",
    "werkzeug.datastructures.Headers.set",
    "werkzeug.datastructures.Headers.add",
    "django.http.HttpResponse.__setitem__",
    "django.http.HttpResponse.headers.__setitem__",
    "django.http.Headers.__setitem__",
    "starlette.responses.Response.headers.__setitem__",
    "starlette.Headers.__setitem__",
    "aiohttp.web.Response.headers.__setitem__",
    "tornado.web.RequestHandler.set_header",
    "tornado.web.RequestHandler.add_header",
    "http.server.BaseHTTPRequestHandler.send_header",
    "wsgiref.headers.Headers.add_header",
    "wsgiref.headers.Headers.__setitem__",
    "falcon.Response.set_header",
    "falcon.Response.append_header",
    "bottle.response.set_header",
    "bottle.response.add_header",
    "bottle.response.headers.__setitem__",
    "bottle.HTTPResponse.set_header",
    "cherrypy.response.headers.__setitem__",
    "sanic.Headers.__setitem__",
    "**.set_header",
)
# Classes that take the headers of a response as a dict.
_RESPONSES = (
    "flask.Response",
    "quart.Response",
    "werkzeug.wrappers.Response",
    "django.http.HttpResponse",
    "starlette.responses.Response",
    "fastapi.Response",
    "fastapi.responses.Response",
    "fastapi.HTTPException",
    "starlette.exceptions.HTTPException",
    "aiohttp.web.Response",
    "azure.functions.HttpResponse",
    "sanic.response.HTTPResponse",
    "sanic.response.text",
    "chalice.Response",
    "chalice.app.Response",
)
_LOCATIONS = ("Location", "location", "LOCATION")
# Calls whose truth says that an address stays on this site, or on one of a list.
_CHECKS = (
    "django.utils.http.url_has_allowed_host_and_scheme",
    "django.utils.http.is_safe_url",
    "flask_security.utils.validate_redirect_url",
    "flask_security.views.validate_redirect_url",
    "**.is_safe_url",
    "**.is_safe_redirect",
    "**.is_safe_redirect_url",
    "**.is_allowed_redirect",
    "**.is_local_url",
)

MODEL = Model(
    sinks=(
        *(Sink(name, "redirect", arguments) for name, arguments in _CALLS.items()),
        *(Sink(name, "redirect", ("headers",), keys=_LOCATIONS, shallow=True, passes=True) for name in _RESPONSES),
        *(Sink(name, "redirect", (1, "value"), when=((0, text),)) for name in HEADER_SETTERS for text in _LOCATIONS),
    ),
    sanitisers=(
        *(
            Sanitiser(name, ("redirect",))
            for name in (
                "django.urls.reverse",
                "django.urls.reverse_lazy",
                "django.shortcuts.resolve_url",
                "flask.url_for",
                "quart.url_for",
                "flask_security.utils.get_post_login_redirect",
                "**.url_for",
                "**.url_path_for",
                "**.route_url",
                "**.route_path",
                "**.reverse_url",
                "**.get_absolute_url",
            )
        ),
    ),
    guards=tuple(Guard(name, ("redirect", "url"), which) for name in _CHECKS for which in (0, "url")),
)
