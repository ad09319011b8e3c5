from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

from codec import Store, decode, decode_json


@csrf_exempt
def read(request):
    return JsonResponse({"n": len(decode(request.COOKIES["cart"]))})  # bad: a helper of another module


def read_json(request):
    return JsonResponse({"n": len(decode_json(request.COOKIES["cart"]))})  # good: that helper reads JSON


def store(request):
    held = Store(request.body)
    return JsonResponse({"n": len(held.open())})  # bad: kept in an object


def store_json(request):
    held = Store(request.body)
    return JsonResponse({"n": len(held.open_json())})  # good: that method reads JSON


def store_session(request):
    return JsonResponse({"n": len(request.session.get("cart", []))})  # good: the session framework's business
