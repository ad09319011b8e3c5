import json
import subprocess

from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import FormView, ListView

from .db import rows
from .forms import OrderForm
from .models import Item
from .tools import by_shelf


def search(request):
    q = request.GET.get("q", "")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM shop_item WHERE name LIKE '%{q}%'")  # bad: GET
        found = cursor.fetchall()
    return render(request, "search.html", {"found": found})


def search_bound(request):
    q = request.GET.get("q", "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM shop_item WHERE name LIKE %s", [f"%{q}%"])  # good: bound
        found = cursor.fetchall()
    return render(request, "search.html", {"found": found})


@require_POST
def order(request):
    return JsonResponse({"rows": rows("SELECT * FROM o ORDER BY " + request.POST["by"])})  # bad: POST


def body(request):
    data = json.loads(request.body)
    return JsonResponse({"rows": rows("SELECT * FROM o WHERE n = '%s'" % data["n"])})  # bad: the body, parsed


def agent(request):
    found = rows("SELECT * FROM log WHERE agent = '" + request.META.get("HTTP_USER_AGENT", "") + "'")  # bad: a header
    found += rows("SELECT * FROM log WHERE agent = '" + request.headers["User-Agent"] + "'")  # bad: a header by name
    found += rows("SELECT * FROM log WHERE ip = '" + request.META["REMOTE_ADDR"] + "'")  # good: set by the server
    return JsonResponse({"rows": found})


def mine(request):
    found = rows(f"SELECT * FROM o WHERE owner = '{request.user.username}'")  # good: who is signed in
    return JsonResponse({"rows": found})


def by_slug(request, name):
    return JsonResponse({"rows": rows(f"SELECT * FROM o WHERE name = '{name}'")})  # bad: text of the path


def by_number(request, number):
    return JsonResponse({"rows": rows(f"SELECT * FROM o WHERE id = {number}")})  # good: urls.py says int


def by_year(request, year):
    return JsonResponse({"rows": rows(f"SELECT * FROM o WHERE year = {year}")})  # good: urls.py says digits


def statement(request, table):
    return f"SELECT * FROM {table}"


def fixed(request):
    return JsonResponse({"rows": rows(statement(request, "shop_item"))})  # good: the table is named here


def shelf(request):
    return JsonResponse({"rows": by_shelf(request)})  # bad: read in another module


def one(request, number):
    item = get_object_or_404(Item, pk=number)
    return JsonResponse({"rows": rows(f"SELECT * FROM o WHERE item = {item.pk}")})  # good: a row of ours


class Convert(View):
    def get(self, request, *args, **kwargs):
        name = kwargs["name"]
        subprocess.run(f"convert {name} out.png", shell=True)  # bad: kwargs of the path
        return HttpResponse("ok")

    def post(self, request):
        sent = request.FILES["picture"]
        subprocess.run(f"convert {sent.name} out.png", shell=True)  # bad: the name of an upload
        subprocess.run(["convert", sent.name, "out.png"])  # good: no shell
        return HttpResponse("ok")


class Items(ListView):
    model = Item

    def get_queryset(self):
        kind = self.kwargs["kind"]
        return Item.objects.raw("SELECT * FROM shop_item WHERE kind = '%s'" % kind)  # bad: self.kwargs

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        by = self.request.GET.get("by")
        context["rows"] = rows(f"SELECT * FROM shop_item ORDER BY {by}")  # bad: self.request
        return context


class Order(FormView):
    form_class = OrderForm

    def form_valid(self, form):
        rows("INSERT INTO o VALUES ('" + form.cleaned_data["note"] + "')")  # bad: a text field
        return super().form_valid(form)


def order_form(request):
    form = OrderForm(request.POST)
    if form.is_valid():
        rows(f"INSERT INTO o VALUES ({form.cleaned_data['count']})")  # good: a number field
        rows(f"INSERT INTO o VALUES ('{form.cleaned_data['size']}')")  # good: one of the choices
        rows(f"INSERT INTO o VALUES ('{form.cleaned_data['note']}')")  # bad: a text field
    return HttpResponse("ok")
