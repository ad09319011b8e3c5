from django.contrib.auth import login
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from .models import Post


def after_login(request):
    return redirect(request.GET.get("next", "/"))  # bad: next as it is


def after_login_checked(request):
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    return redirect(target)  # good: Django's check


def after_login_checked_other_way(request):
    target = request.POST.get("next")
    if url_has_allowed_host_and_scheme(url=target, allowed_hosts={request.get_host()}, require_https=True):
        return HttpResponseRedirect(target)  # good: by keyword
    return HttpResponseRedirect(target or "/")  # bad: the branch in which the check failed


class Leave(View):
    default = "/"

    def get(self, request):
        return HttpResponseRedirect(self.target())  # bad: through a method

    def target(self):
        return self.request.GET.get("to", self.default)

    def post(self, request):
        return HttpResponseRedirect(reverse("post", args=[request.POST["pk"]]))  # good: made by the router


def show(request, pk):
    post = get_object_or_404(Post, pk=pk)
    return redirect(post)  # good: an object's own address


def named(request, pk):
    return redirect("post-detail", pk)  # good: a name with an argument


def header(request):
    response = HttpResponse(status=302)
    response["Location"] = request.GET["u"]  # bad: the header
    return response


def header_fixed(request):
    response = HttpResponse(status=302)
    response["Location"] = "/u/" + request.GET["u"]  # good: a path of this site
    return response


def referer(request):
    return redirect(resolve_url("home"))  # good: a name


def meta(request):
    return redirect(request.META.get("HTTP_X_BACK", "/"))  # bad: a header of the request
