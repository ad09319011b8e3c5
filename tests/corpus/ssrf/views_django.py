import json
from urllib.parse import urlparse
from urllib.request import urlopen

import requests
from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from rest_framework.decorators import api_view
from rest_framework.response import Response


def proxy(request):
    return HttpResponse(requests.get(request.GET["u"]).content)  # bad: a proxy


def thumbnail(request):
    url = request.POST.get("image")
    if urlparse(url).netloc not in settings.IMAGE_HOSTS:
        return HttpResponseBadRequest()
    return HttpResponse(requests.get(url, timeout=2).content)  # good: hosts in the settings


def avatar(request):
    data = json.loads(request.body)
    return HttpResponse(urlopen(data["avatar_url"]).read())  # bad: an address in the JSON body


@api_view(["POST"])
def ping(request):
    answer = requests.get("http://%s/ping" % request.data.get("host"))  # bad: the host, by %
    return Response({"code": answer.status_code})


@api_view(["GET"])
def weather(request):
    city = request.query_params["city"]
    answer = requests.get("https://weather.example.com/v1/%s" % city)  # good: the path, by %
    return Response(answer.json())


def search(request):
    answer = requests.get(settings.SEARCH_URL, params=request.GET.dict())  # good: parameters only
    return JsonResponse(answer.json())


def geo(request):
    ip = request.META["REMOTE_ADDR"]
    return JsonResponse(requests.get(f"https://geo.example.com/{ip}").json())  # good: fixed host
