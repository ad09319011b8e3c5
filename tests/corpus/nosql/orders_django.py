import json

from django.http import JsonResponse
from pymongo import MongoClient

orders = MongoClient().shop.orders


def login(request):
    data = json.loads(request.body)
    found = orders.find_one({"user": data["user"], "pin": data["pin"]})  # bad: Django's body, parsed
    return JsonResponse({"ok": bool(found)})


def login_post(request):
    found = orders.find_one({"user": request.POST["user"], "pin": request.POST["pin"]})  # good: Django's form
    return JsonResponse({"ok": bool(found)})
