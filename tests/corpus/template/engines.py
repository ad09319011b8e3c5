"""The same page in several engines."""
import tornado.template
from bottle import SimpleTemplate, request, route, template
from chameleon import PageTemplate
from mako.lookup import TemplateLookup
from mako.template import Template as Mako

lookup = TemplateLookup(directories=["views"])


@route("/mako")
def mako_page():
    return Mako("Hello " + request.query.name).render()  # bad: Mako runs Python


@route("/mako2")
def mako_variable():
    return Mako("Hello ${name | h}").render(name=request.query.name)  # good: a variable


@route("/mako3")
def mako_file():
    return lookup.get_template("page.mako").render(name=request.query.name)  # good: a file


@route("/mako4")
def mako_lookup():
    lookup.put_string("x", request.forms.get("body"))  # bad: put into the lookup
    return ""


@route("/bottle")
def bottle_page():
    return template("<b>" + request.query.get("name") + "</b>")  # bad: Bottle's template


@route("/bottle2")
def bottle_variable():
    return template("<b>{{name}}</b>", name=request.query.get("name"))  # good: a variable


@route("/simple")
def simple():
    tpl = SimpleTemplate(request.forms.get("tpl"))  # bad: SimpleTemplate
    return tpl.render()


@route("/tornado")
def tornado_page():
    page = tornado.template.Template("<p>%s</p>" % request.query.name)  # bad: Tornado's template
    return page.generate()


@route("/tornado2")
def tornado_variable():
    page = tornado.template.Template("<p>{{ name }}</p>")  # good: constant
    return page.generate(name=request.query.name)


@route("/chameleon/<title>")
def chameleon_page(title):
    return PageTemplate(f"<h1>{title}</h1>")()  # bad: Chameleon evaluates ${}


@route("/chameleon2/<title>")
def chameleon_variable(title):
    return PageTemplate("<h1>${title}</h1>")(title=title)  # good: a variable
