"""Template engines that run what a template says.

(jinja.palletsprojects.com, docs.makotemplates.org, docs.djangoproject.com/en/stable/ref/templates/api, tornadoweb.org)
"""

from pratique.lint.flow.model import Model, Returns, Sink

_ENVIRONMENTS = ("jinja2.Environment", "jinja2.environment.Environment", "jinja2.nativetypes.NativeEnvironment")
_SOURCES = (
    "jinja2.Template",
    "jinja2.environment.Template",
    "jinja2.nativetypes.NativeTemplate",
    "jinja2.Environment.from_string",
    "jinja2.Environment.compile_expression",
    "flask.render_template_string",
    "flask.stream_template_string",
    "flask.templating.render_template_string",
    "flask.Flask.jinja_env.from_string",
    "quart.render_template_string",
    "quart.templating.render_template_string",
    "mako.template.Template",
    "mako.lookup.TemplateLookup.put_string",
    "django.template.Template",
    "django.template.base.Template",
    "django.template.Engine.from_string",
    "django.template.engine.Engine.from_string",
    "tornado.template.Template",
    "bottle.SimpleTemplate",
    "bottle.Jinja2Template",
    "bottle.MakoTemplate",
    "bottle.template",
    "chameleon.PageTemplate",
    "chameleon.PageTextTemplate",
    "chameleon.zpt.template.PageTemplate",
    "genshi.template.MarkupTemplate",
    "genshi.template.TextTemplate",
    "genshi.template.NewTextTemplate",
    "Cheetah.Template.Template",
    "web.template.Template",
    "airspeed.Template",
    "trender.TRender",
    "*.from_string",
)

_FILLED = ("_template_string", "bottle.template")  # take the template's variables as keywords

MODEL = Model(
    sinks=(
        *(
            Sink(
                name,
                "template",
                (0, "source") if name.endswith(_FILLED) else (0, "source", "text", "template_string", "template_code"),
                what="the source of a template",
            )
            for name in _SOURCES
        ),
        *(
            Sink(name, "template", (0, "mapping"), what="the source of a template")
            for name in ("jinja2.DictLoader", "jinja2.loaders.DictLoader")
        ),
        Sink("mako.lookup.TemplateLookup.put_string", "template", (1, "text"), what="the source of a template"),
        Sink("Cheetah.Template.Template", "template", ("source",), what="the source of a template"),
    ),
    returns=(
        *(Returns(name, "jinja2.Environment", clean=True) for name in _ENVIRONMENTS),
        *(
            Returns(name, "jinja2.sandbox.SandboxedEnvironment", clean=True)
            for name in ("jinja2.sandbox.SandboxedEnvironment", "jinja2.sandbox.ImmutableSandboxedEnvironment")
        ),
        *(Returns(f"{app}.jinja_env", "jinja2.Environment", clean=True) for app in ("flask.Flask", "quart.Quart")),
        Returns("flask.current_app.jinja_env", "jinja2.Environment", clean=True),
        Returns("jinja2.Environment.overlay", "jinja2.Environment", clean=True),
        Returns("django.template.Engine", "django.template.Engine", clean=True),
        Returns("mako.lookup.TemplateLookup", "mako.lookup.TemplateLookup", clean=True),
        *(
            Returns(f"{name}.Template", f"{name}.Template", clean=True)
            for name in ("jinja2", "mako.template", "django.template")
        ),
    ),
)
