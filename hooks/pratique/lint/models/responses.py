"""Responses as HTML: where text becomes a page, and what escapes it.

Which content type a framework assumes is taken from its own documentation: Flask, Django, Tornado,
Bottle, CherryPy and Pyramid send text as HTML unless told otherwise; Starlette, aiohttp, Sanic and
Falcon only when told so. Template files are taken to escape, as each of these frameworks sets them up.
"""

import re

from pratique.lint.flow.model import ANY, KEYWORDS, Model, Passes, Returns, Sanitiser, Sink

# Content types that a browser does not run scripts of.
INERT = re.compile(r"(?i)\s*(?!.*(?:html|svg))(?:text|application|image|audio|video|font|multipart)/[-\w.+*]+")
HTML = re.compile(r"(?i).*(?:html|svg)")
_UNSAFE_TEMPLATE = re.compile(r"(?is)(?!.*(?:\|\s*safe\b|autoescape\s+(?:false|off)|<script|\bon\w+\s*=))")

# Class -> where it takes the body; the text is a page unless the content type says otherwise.
_PAGES: dict[str, tuple[int | str, ...]] = {
    "flask.Response": (0, "response"),
    "flask.wrappers.Response": (0, "response"),
    "quart.Response": (0, "response"),
    "pyramid.response.Response": (0, "body", "text"),
    "webob.Response": (0, "body", "text"),
    **dict.fromkeys(
        [
            f"django.http.{module}{name}"
            for module in ("", "response.")
            for name in (
                "HttpResponse",
                "HttpResponseBadRequest",
                "HttpResponseNotFound",
                "HttpResponseForbidden",
                "HttpResponseServerError",
                "HttpResponseGone",
                "StreamingHttpResponse",
            )
        ],
        (0, "content", "streaming_content"),
    ),
    "bottle.HTTPResponse": (0, "body"),
    "bottle.Response": (0, "body"),
    "django.http.HttpResponseNotAllowed": (1, "content"),
}
_TYPES = ("content_type", "mimetype", "media_type")
_INERT = tuple((name, INERT) for name in _TYPES)
# Class -> where it takes the body; a page only when the content type says so.
_OTHERS: dict[str, tuple[int | str, ...]] = {
    "starlette.responses.Response": (0, "content"),
    "starlette.responses.StreamingResponse": (0, "content"),
    "fastapi.Response": (0, "content"),
    "fastapi.responses.Response": (0, "content"),
    "fastapi.responses.StreamingResponse": (0, "content"),
    "aiohttp.web.Response": ("text", "body"),
    "werkzeug.Response": (0, "response"),
    "werkzeug.wrappers.Response": (0, "response"),
    "sanic.response.HTTPResponse": (0, "body"),
    "sanic.response.raw": (0, "body"),
    "sanic.HTTPResponse": (0, "body"),
    "azure.functions.HttpResponse": (0, "body"),
    "litestar.Response": (0, "content"),
    "litestar.response.Response": (0, "content"),
}
_WRITERS = {
    "flask.Response.set_data": (0,),
    "flask.Response.data.__set__": (0,),
    "flask.Response.response.__set__": (0,),
    "django.http.HttpResponse.write": (0,),
    "django.http.HttpResponse.content.__set__": (0,),
    "tornado.web.RequestHandler.write": (0,),
    "tornado.web.RequestHandler.finish": (0,),
    "http.server.WFile.write": (0,),
    "bottle.response.body.__set__": (0,),
    "cherrypy.response.body.__set__": (0,),
    "pyramid.response.Response.body.__set__": (0,),
    "pyramid.response.Response.text.__set__": (0,),
    "webapp2.Response.write": (0,),
    "falcon.Response.text.__set__": (0,),
    "falcon.Response.body.__set__": (0,),
    "falcon.Response.data.__set__": (0,),
    "falcon.Response.html.__set__": (0,),
}
_MARKUP = (
    "markupsafe.Markup",
    "flask.Markup",
    "jinja2.Markup",
    "jinja2.utils.markupsafe.Markup",
    "wtforms.widgets.core.Markup",
    "django.utils.safestring.mark_safe",
    "django.utils.safestring.SafeString",
    "django.utils.safestring.SafeText",
    "django.utils.html.mark_safe",
    "django.utils.html.format_html",
    "webhelpers2.html.literal",
)
_SAFE = "markupsafe.Markup"  # its methods and operators escape what they put in
_ESCAPING = ("format", "join", "__mod__", "__add__", "__radd__", "format_map", "replace")
_HTML_CLASSES = (
    "starlette.responses.HTMLResponse",
    "fastapi.responses.HTMLResponse",
    "sanic.response.html",
    "sanic.html",
)
_ESCAPERS = (
    "html.escape",
    "cgi.escape",
    "markupsafe.escape",
    "markupsafe.escape_silent",
    "markupsafe.Markup.escape",
    "flask.escape",
    "flask.Markup.escape",
    "jinja2.escape",
    "jinja2.utils.escape",
    "werkzeug.utils.escape",
    "quart.escape",
    "django.utils.html.escape",
    "django.utils.html.conditional_escape",
    "django.utils.html.urlize",
    "django.utils.html.linebreaks",
    "django.utils.html.escapejs",
    "django.utils.html.json_script",
    "django.utils.html.format_html",
    "django.utils.html.format_html_join",
    "django.template.defaultfilters.escape",
    "django.template.defaultfilters.force_escape",
    "tornado.escape.xhtml_escape",
    "bottle.html_escape",
    "bottle.html_quote",
    "xml.sax.saxutils.escape",
    "xml.sax.saxutils.quoteattr",
    "bleach.clean",
    "bleach.linkify",
    "nh3.clean",
    "nh3.clean_text",
    "lxml.html.clean.clean_html",
    "lxml.html.clean.Cleaner.clean_html",
    "pyramid.util.escape",
    "webob.html_escape",
    "sanic.exceptions.escape",
)
# Template engines as the frameworks configure them: variables are escaped.
_TEMPLATES = (
    "flask.render_template",
    "flask.stream_template",
    "quart.render_template",
    "django.shortcuts.render",
    "django.template.loader.render_to_string",
    "django.template.loader.get_template.render",
    "django.template.loader.get_template",
    "django.template.response.TemplateResponse",
    "tornado.web.RequestHandler.render",
    "tornado.web.RequestHandler.render_string",
    "starlette.templating.Jinja2Templates.TemplateResponse",
    "fastapi.templating.Jinja2Templates.TemplateResponse",
    "aiohttp_jinja2.render_template",
    "aiohttp_jinja2.render_string",
    "pyramid.renderers.render",
    "pyramid.renderers.render_to_response",
    "bottle.template",
    "bottle.jinja2_template",
    "bottle.SimpleTemplate.render",
    "sanic_ext.render",
    "*.render_template",
    "*.TemplateResponse",
)
# Encodings that leave no markup, and no line end, in a text.
_ENCODERS = (
    "urllib.parse.quote",
    "urllib.parse.quote_plus",
    "urllib.parse.urlencode",
    "werkzeug.urls.url_quote",
    "werkzeug.urls.url_quote_plus",
    "django.utils.http.urlencode",
    "django.utils.http.urlquote",
    "tornado.escape.url_escape",
)
_OBJECTS = {
    "flask.Response": "flask.Response",
    "flask.wrappers.Response": "flask.Response",
    "quart.Response": "flask.Response",
    "http.server.BaseHTTPRequestHandler.wfile": "http.server.WFile",
    "http.server.SimpleHTTPRequestHandler.wfile": "http.server.WFile",
    "pyramid.response.Response": "pyramid.response.Response",
    "pyramid.request.Request.response": "pyramid.response.Response",
    "django.http.HttpResponse": "django.http.HttpResponse",
    "django.http.response.HttpResponse": "django.http.HttpResponse",
    "django.http.StreamingHttpResponse": "django.http.HttpResponse",
    "django.http.JsonResponse": "django.http.JsonResponse",
    "starlette.responses.HTMLResponse": "starlette.responses.Response",
    "fastapi.responses.HTMLResponse": "starlette.responses.Response",
    "starlette.responses.Response": "starlette.responses.Response",
    "fastapi.Response": "starlette.responses.Response",
    "fastapi.responses.Response": "starlette.responses.Response",
    "starlette.responses.JSONResponse": "starlette.responses.Response",
    "fastapi.responses.JSONResponse": "starlette.responses.Response",
    "starlette.responses.PlainTextResponse": "starlette.responses.Response",
    "fastapi.responses.PlainTextResponse": "starlette.responses.Response",
    "aiohttp.web.Response": "aiohttp.web.Response",
    "aiohttp.web.json_response": "aiohttp.web.Response",
    "sanic.response.html": "sanic.response.HTTPResponse",
    "sanic.response.text": "sanic.response.HTTPResponse",
    "sanic.response.json": "sanic.response.HTTPResponse",
    "sanic.html": "sanic.response.HTTPResponse",
    "sanic.text": "sanic.response.HTTPResponse",
    "sanic.json": "sanic.response.HTTPResponse",
    "werkzeug.wrappers.Response": "werkzeug.wrappers.Response",
    "werkzeug.Response": "werkzeug.wrappers.Response",
    "bottle.HTTPResponse": "bottle.HTTPResponse",
    "azure.functions.HttpResponse": "azure.functions.HttpResponse",
    "flask.current_app.response_class": "flask.Response",
    "flask.Flask.response_class": "flask.Response",
}

# Jinja2 escapes where its environment, or a bare template, is told to.
_JINJA, _ESCAPING_JINJA, _TEMPLATE = "jinja2.Environment", "jinja2.EscapingEnvironment", "jinja2.EscapingTemplate"
_SANDBOX = "jinja2.EscapingSandbox"
_AUTOESCAPE = (("autoescape", True),), (("autoescape", "jinja2.Autoescape"),)
_ESCAPED_TEMPLATE = re.compile(r"(?s)(?:(?!\{\{).|\{\{[^}]*\|\s*(?:e|escape|forceescape)\s*-?\}\})*\Z")
_CONSTANT = re.compile("")
# Mako escapes where an expression says so: `${title | h}`.
_ESCAPED_MAKO = re.compile(r"(?s)(?!.*<%)(?:(?!\$\{).|\$\{(?=[^|}]*\|[^}]*\b[hx]\b)[^}]*\})*\Z")

MODEL = Model(
    sinks=(
        *(Sink(name, "html", tuple(arguments), unless=_INERT) for name, arguments in _PAGES.items()),
        Sink("flask.Flask.response_class", "html", (0, "response"), unless=_INERT),
        Sink("flask.current_app.response_class", "html", (0, "response"), unless=_INERT),
        *(
            Sink(name, "html", tuple(arguments), when=((keyword, HTML),))
            for name, arguments in _OTHERS.items()
            for keyword in _TYPES
        ),
        *(Sink(name, "html", arguments) for name, arguments in _WRITERS.items()),
        *(Sink(name, "html", (0, "base"), passes=True) for name in _MARKUP),
        *(Sink(name, "html", (0, "content", "body")) for name in _HTML_CLASSES),
        Sink("print", "html", (ANY,)),
        Sink("sys.stdout.write", "html"),
        Sink("streamlit.markdown", "html", (0, "body"), when=(("unsafe_allow_html", True),)),
        Sink("streamlit.write", "html", (0,), when=(("unsafe_allow_html", True),)),
        Sink("streamlit.html", "html", (0, "body")),
        Sink("streamlit.components.v1.html", "html", (0, "html")),
    ),
    returns=(
        *(Returns(name, kind, clean=True) for name, kind in _OBJECTS.items()),
        *(
            Returns(name, _ESCAPING_JINJA, clean=True, when=when)
            for name in (_JINJA, "jinja2.environment.Environment")
            for when in _AUTOESCAPE
        ),
        *(Returns("jinja2.sandbox.SandboxedEnvironment", _SANDBOX, clean=True, when=when) for when in _AUTOESCAPE),
        Returns(f"{_SANDBOX}.from_string", _TEMPLATE, clean=True, when=((0, _UNSAFE_TEMPLATE),)),
        *(Returns(f"{app}.jinja_env", _ESCAPING_JINJA, clean=True) for app in ("flask.Flask", "flask.current_app")),
        Returns("jinja2.select_autoescape", "jinja2.Autoescape", clean=True),
        *(Returns("jinja2.Template", _TEMPLATE, clean=True, when=when) for when in _AUTOESCAPE),
        Returns("jinja2.Template", _TEMPLATE, clean=True, when=((0, _ESCAPED_TEMPLATE),)),
        Returns("mako.template.Template", _TEMPLATE, clean=True, when=((0, _ESCAPED_MAKO),)),
        *(
            Returns(f"django.template.{name}", _TEMPLATE, clean=True, when=((0, _UNSAFE_TEMPLATE),))
            for name in ("Template", "base.Template", "Engine.from_string", "engine.Engine.from_string")
        ),
        Returns(f"{_JINJA}.from_string", _TEMPLATE, clean=True, when=((0, _ESCAPED_TEMPLATE),)),
        Returns(f"{_JINJA}.from_string", "jinja2.Template", clean=True, when=((0, _CONSTANT),)),
        Returns(f"{_ESCAPING_JINJA}.from_string", _TEMPLATE, clean=True, when=((0, _UNSAFE_TEMPLATE),)),
        *(Returns(f"{_ESCAPING_JINJA}.{name}", _TEMPLATE, clean=True) for name in ("get_template", "select_template")),
        *(Returns(name, _SAFE, clean=True) for name in _MARKUP),  # reported there already
        *(Returns(f"{_SAFE}.{name}", _SAFE, clean=True) for name in _ESCAPING),
    ),
    passes=(
        *(Passes(f"{p}.render_template_string", (KEYWORDS,)) for p in ("flask", "quart")),
        *(Passes(f"jinja2.Template.{name}", (ANY,)) for name in ("render", "render_async")),
    ),
    subclasses={_ESCAPING_JINJA: _JINJA, _TEMPLATE: "jinja2.Template"},
    sanitisers=(
        *(Sanitiser(f"{_TEMPLATE}.{name}", ("html",)) for name in ("render", "render_async", "generate", "stream")),
        *(Sanitiser(name, ("html",)) for name in (*_ESCAPERS, *_TEMPLATES)),
        *(Sanitiser(f"{p}.render_template_string", ("html",), ((0, _UNSAFE_TEMPLATE),)) for p in ("flask", "quart")),
        *(Sanitiser(name, ("html", "header")) for name in _ENCODERS),
        Sanitiser("urllib.parse.quote_plus", ("html", "header", "redirect")),
        Sanitiser("urllib.parse.urlencode", ("html", "header", "redirect")),
        Sanitiser("urllib.parse.quote", ("html", "header", "redirect"), (("safe", ""),)),
        Sanitiser("json.dumps", ("header",)),
        Sanitiser("repr", ("header",)),
        Sanitiser("ascii", ("header",)),
    ),
)
