from django.db import connection, connections
from django.db.models.expressions import RawSQL
from django.http import HttpResponse, JsonResponse
from django.views import View

from .models import Order, Product


def products(request):
    name = request.GET.get("name", "")
    found = Product.objects.raw("SELECT * FROM store_product WHERE name = '%s'" % name)  # bad: raw() with %
    return JsonResponse({"n": len(list(found))})


def products_bound(request):
    name = request.GET.get("name", "")
    found = Product.objects.raw("SELECT * FROM store_product WHERE name = %s", [name])  # good: raw() with parameters
    return JsonResponse({"n": len(list(found))})


def products_filter(request):
    found = Product.objects.filter(name__icontains=request.GET["name"]).order_by("-price")  # good: the ORM binds
    return JsonResponse({"n": found.count()})


def extra(request):
    where = "price < " + request.GET["max"]
    found = Product.objects.extra(where=[where])  # bad: extra() takes SQL
    return JsonResponse({"n": found.count()})


def extra_params(request):
    found = Product.objects.extra(where=["price < %s"], params=[request.GET["max"]])  # good: extra() with params
    return JsonResponse({"n": found.count()})


def annotated(request):
    found = Product.objects.annotate(rank=RawSQL(f"similarity(name, '{request.GET['q']}')", []))  # bad: RawSQL
    return JsonResponse({"n": found.count()})


def annotated_params(request):
    found = Product.objects.annotate(rank=RawSQL("similarity(name, %s)", [request.GET["q"]]))  # good: RawSQL with params
    return JsonResponse({"n": found.count()})


def totals(request, year):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(total) FROM store_order WHERE year = " + year)  # bad: a part of the path
        row = cursor.fetchone()
    return HttpResponse(str(row[0]))


def totals_bound(request, year):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(total) FROM store_order WHERE year = %s", [year])  # good: bound
        row = cursor.fetchone()
    return HttpResponse(str(row[0]))


class OrderView(View):
    columns = {"id", "total", "created"}

    def get(self, request, *args, **kwargs):
        sort = request.GET.get("sort")
        if sort not in self.columns:
            sort = "id"
        with connections["replica"].cursor() as cursor:
            cursor.execute(f"SELECT * FROM store_order ORDER BY {sort}")  # good: replaced when not allowed
            return JsonResponse({"rows": cursor.fetchall()})

    def post(self, request):
        status = request.POST["status"]
        with connections["replica"].cursor() as cursor:
            cursor.execute(f"SELECT * FROM store_order WHERE status = '{status}'")  # bad: another database, the same harm
            return JsonResponse({"rows": cursor.fetchall()})


def recent(request):
    order = Order.objects.get(pk=request.GET["pk"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM store_item WHERE order_id = %s" % order.pk)  # good: what the database holds
        return JsonResponse({"rows": cursor.fetchall()})
