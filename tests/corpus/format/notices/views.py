from django.http import JsonResponse
from rest_framework.decorators import api_view
from rest_framework.views import APIView

from render import Custom, Notice, fixed, notice, percent


def one(request):
    return JsonResponse({"t": notice(request.GET["t"], "a", "b")})  # bad: the helper formats it


def two(request):
    return JsonResponse({"t": notice("{who}", request.GET["who"], "b")})  # good: a value of the helper


def three(request):
    return JsonResponse({"t": fixed(request.GET["who"], request.GET["what"])})  # good: a constant over there


def four(request):
    return JsonResponse({"t": percent(request.POST["t"], ("a",))})  # bad: % over there


def five(request):
    return JsonResponse({"t": percent("%s", (request.POST["t"],))})  # good: a value of %


def six(request):
    return JsonResponse({"t": Notice(request.GET["who"]).text()})  # good: the class's template


def seven(request):
    return JsonResponse({"t": Custom("x", request.GET["t"]).text()})  # bad: the object's template


@api_view(["POST"])
def eight(request):
    template = request.data["template"]
    return JsonResponse({"t": template.format(request)})  # bad: the request itself is formatted


class Nine(APIView):
    def get(self, request, name):
        return JsonResponse({"t": "{0}".format(name)})  # good: a part of the path as value

    def post(self, request, name):
        return JsonResponse({"t": (name + "{0}").format(request)})  # bad: a part of the path as template
