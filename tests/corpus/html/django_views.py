from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseNotFound, JsonResponse
from django.shortcuts import render
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import mark_safe
from django.views import View
from django.views.decorators.http import require_GET


def search(request):
    term = request.GET.get("q", "")
    return HttpResponse("<h2>Results for " + term + "</h2>")  # bad: HttpResponse is HTML


def search_safe(request):
    term = escape(request.GET.get("q", ""))
    return HttpResponse("<h2>Results for " + term + "</h2>")  # good: escaped


def search_text(request):
    term = request.GET.get("q", "")
    return HttpResponse("Results for " + term, content_type="text/plain")  # good: plain text


def search_json(request):
    return JsonResponse({"term": request.GET.get("q", "")})  # good: JSON


@require_GET
def badge(request):
    label = mark_safe("<b>%s</b>" % request.GET["label"])  # bad: marked as safe
    return render(request, "badge.html", {"label": label})


@require_GET
def badge_safe(request):
    label = format_html("<b>{}</b>", request.GET["label"])  # good: format_html escapes its arguments
    return render(request, "badge.html", {"label": label})


@require_GET
def badge_format(request):
    label = format_html("<b>" + request.GET["label"] + "</b>")  # bad: in the format itself
    return render(request, "badge.html", {"label": label})


def missing(request):
    return HttpResponseNotFound(f"<p>{request.path_info} is not here</p>")  # bad: an error page


def missing_safe(request):
    return HttpResponseNotFound("<p>That is not here</p>")  # good: a constant


class Comment(View):
    def post(self, request):
        text = request.POST["text"]
        if not text:
            return HttpResponseBadRequest("empty")
        response = HttpResponse()
        response.write("<p>")
        response.write(text)  # bad: written
        return response

    def get(self, request, page):
        response = HttpResponse(content_type="text/csv")
        response.write(request.GET["columns"])  # good: a table, not a page
        return response


def number(request):
    try:
        page = int(request.GET["page"])
    except ValueError:
        page = 1
    return HttpResponse(f"<p>Page {page}</p>")  # good: a number


def cookie(request):
    theme = request.COOKIES.get("theme", "light")
    return HttpResponse(f"<body class='{theme}'>")  # bad: a cookie


def cookie_checked(request):
    theme = request.COOKIES.get("theme", "light")
    if theme not in {"light", "dark"}:
        theme = "light"
    return HttpResponse(f"<body class='{theme}'>")  # good: replaced unless known


def attribute(request):
    return HttpResponse('<input value="%s">' % conditional_escape(request.POST.get("v")))  # good: escaped


def downloaded(request):
    resp = HttpResponse(request.POST["body"])  # good: the type is set afterwards
    resp["Content-Type"] = "application/octet-stream"
    return resp
