from django.contrib.auth import authenticate
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from .forms import FilterForm
from .models import Shop

SORTS = ["name", "price"]


def theme(request):
    request.session["theme"] = request.GET.get("theme", "light")  # bad: a parameter
    return HttpResponse("ok")


def page(request):
    request.session["page"] = int(request.GET.get("page", 1))  # good: a number
    return HttpResponse("ok")


def sort(request):
    by = request.GET.get("sort")
    if by in SORTS:
        request.session["sort"] = by  # good: one of a list
    return HttpResponse("ok")


def discount(request):
    request.session["discount"] = request.POST["discount"]  # bad: a discount of one's own
    return HttpResponse("ok")


def discount_flag(request):
    request.session["discount"] = request.POST["code"] == "SPRING"  # good: true or false
    return HttpResponse("ok")


class Choose(View):
    def post(self, request, pk):
        shop = get_object_or_404(Shop, pk=pk)
        request.session["shop"] = shop.pk  # good: looked up
        return HttpResponse("ok")

    def put(self, request):
        request.session.update({"shop": request.body.decode()})  # bad: the body
        return HttpResponse("ok")


def enter(request):
    name = request.POST["username"]
    user = authenticate(request, username=name, password=request.POST["password"])
    if user is None:
        return HttpResponse(status=401)
    request.session["username"] = name  # good: after the password was checked
    return HttpResponse("ok")


def expiry(request):
    request.session.set_expiry(300)  # good: a constant
    request.session[request.GET["name"]] = 1  # bad: a key
    return JsonResponse({})


def tenant(request):
    request.session["tenant"] = request.META["HTTP_X_TENANT"]  # bad: a header
    return render(request, "t.html")


def tenant_host(request):
    store = request.session
    store["tenant"] = request.headers["X-Tenant"]  # bad: under another name
    return render(request, "t.html")
