from django.http import JsonResponse

from patterns import Finder, count, literal, word


def find(request):
    return JsonResponse({"n": count(word(request.GET["q"]), "text")})  # bad: helpers of another module


def find_literal(request):
    return JsonResponse({"n": count(literal(request.GET["q"]), "text")})  # good: escaped over there


def find_in(request):
    return JsonResponse({"n": count("a+", request.GET["q"])})  # good: the text


def finder(request):
    return JsonResponse({"n": bool(Finder(request.GET["q"], "text").run())})  # bad: kept in an object


def finder_text(request):
    return JsonResponse({"n": bool(Finder("a+", request.GET["q"]).run())})  # good: the object's text


def finder_words(request):
    finder = Finder(request.GET["q"], "text")
    return JsonResponse({"n": len(finder.words())})  # good: a method without the pattern


def headers(request):
    agent = request.META["HTTP_USER_AGENT"]
    return JsonResponse({"n": count(agent, "text")})  # bad: a header


def folded(request):
    text = "ABC"
    which = text[1]
    if which == "B":
        pattern = "constant"
    else:
        pattern = request.GET["q"]
    return JsonResponse({"n": count(pattern, "text")})  # good: the branch folds away


def popped(request):
    found = ["a", request.GET["q"], "b"]
    found.pop(1)
    return JsonResponse({"n": count(found[1], "text")})  # good: taken out before


def kept(request):
    found = ["a", request.GET["q"], "b"]
    found.pop(0)
    return JsonResponse({"n": count(found[0], "text")})  # bad: moved to the front


def walrus(request):
    if (pattern := request.GET.get("q")) is not None:
        return JsonResponse({"n": count(pattern, "text")})  # bad: walrus
    return JsonResponse({})


def walrus_listed(request):
    if (pattern := request.GET.get("q")) in ("a", "b"):
        return JsonResponse({"n": count(pattern, "text")})  # good: walrus in an allow-list
    return JsonResponse({})


def unpacked(request):
    pattern, text = request.GET["q"], "text"
    return JsonResponse({"n": count(pattern, text)})  # bad: unpacked


def swapped(request):
    pattern, text = request.GET["q"], "text"
    pattern, text = text, pattern
    return JsonResponse({"n": count(pattern, text)})  # good: swapped


def starred(request):
    args = [request.GET["q"], "text"]
    return JsonResponse({"n": count(*args)})  # bad: starred
