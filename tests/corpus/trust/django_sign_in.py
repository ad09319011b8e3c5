"""Signing in: what the check of a password settles, and what it does not."""
from django.contrib.auth import authenticate
from django.http import JsonResponse


def sign_in(request):
    user = authenticate(username=request.POST["username"], password=request.POST["password"])
    if user is None:
        return JsonResponse({"error": "invalid"}, status=401)
    request.session["username"] = request.POST["username"]  # good: the password was checked for this name
    request.session["is_admin"] = request.POST.get("is_admin", "0")  # bad: the visitor says that they are one
    request.session["role"] = user.role  # good: looked up
    return JsonResponse({"ok": True})
