"""Templates made in the code, by engines that escape and by one that does so when told."""
from django.http import HttpResponse
from django.template import Context, Template
from django.template.engine import Engine
from mako.template import Template as MakoTemplate


def escaped(request):
    page = Template("<p>{{ note }}</p>").render(Context({"note": request.GET["note"]}))
    return HttpResponse(page)  # good: Django escapes


def marked_safe(request):
    page = Template("<p>{{ note|safe }}</p>").render(Context({"note": request.GET["note"]}))
    return HttpResponse(page)  # bad: the template turns escaping off


def switched_off(request):
    template = Template("{% autoescape off %}<p>{{ note }}</p>{% endautoescape %}")
    return HttpResponse(template.render(Context({"note": request.GET["note"]})))  # bad: a block without escaping


def by_engine(request):
    template = Engine().from_string("<b>{{ name }}</b>")
    return HttpResponse(template.render(Context({"name": request.GET["name"]})))  # good: escaped as well


def mako_filtered(request):
    page = MakoTemplate("<h1>${title | h}</h1>").render(title=request.GET["title"])
    return HttpResponse(page)  # good: the filter for HTML


def mako_bare(request):
    page = MakoTemplate("<h1>${title | h}</h1><p>${text}</p>").render(title="News", text=request.GET["text"])
    return HttpResponse(page)  # bad: the second expression has no filter


def mako_trimmed(request):
    page = MakoTemplate("<h1>${title | trim}</h1>").render(title=request.GET["title"])
    return HttpResponse(page)  # bad: another filter
