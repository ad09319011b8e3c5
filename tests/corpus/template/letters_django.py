from django.http import HttpResponse
from django.shortcuts import render
from django.template import Context, Engine, Template, engines
from django.views.generic import View


def preview(request):
    body = request.POST.get("body", "")
    template = Template(body)  # bad: the template is posted
    return HttpResponse(len(template.render(Context({}))))


def preview_variable(request):
    body = request.POST.get("body", "")
    template = Template("<p>{{ body }}</p>")  # good: a variable
    return HttpResponse(len(template.render(Context({"body": body}))))


def preview_engine(request):
    django_engine = engines["django"]
    template = django_engine.from_string("Dear " + request.GET["name"])  # bad: from_string of an engine
    return HttpResponse(len(template.render({})))


def preview_file(request):
    return render(request, "letter.html", {"name": request.GET["name"]})  # good: a file


class LetterView(View):
    greeting = "Dear {{ name }}"

    def get(self, request):
        template = Template(self.greeting)  # good: an attribute of the class
        return HttpResponse(len(template.render(Context({"name": request.GET["name"]}))))


class OwnLetterView(View):
    greeting = "Dear {{ name }}"

    def post(self, request):
        self.greeting = request.POST["greeting"]
        template = Template(self.greeting)  # bad: the attribute was overwritten
        return HttpResponse(len(template.render(Context({}))))

    def put(self, request):
        template = Engine().from_string(request.GET["body"][:200])  # bad: a slice of it
        return HttpResponse(len(template.render(Context({}))))
