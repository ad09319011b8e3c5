import logging

from django.http import JsonResponse
from django.views import View

from trail import Trail, clean, write, write_clean

logger = logging.getLogger(__name__)
trail = Trail()


def one(request):
    write("login", request.POST["user"])  # bad: a helper of another module logs it
    return JsonResponse({})


def two(request):
    write_clean("login", request.POST["user"])  # good: that helper cleans
    return JsonResponse({})


def three(request):
    write("login", clean(request.POST["user"]))  # good: cleaned before
    return JsonResponse({})


def four(request):
    trail.add(request.POST["user"])  # bad: an object's logger
    return JsonResponse({})


def five(request):
    trail.count(request.POST["user"])  # good: a constant record
    return JsonResponse({})


class Six(View):
    log = logging.getLogger("six")

    def get(self, request, slug):
        self.log.info("got %s", request.GET.get("x"))  # bad: a logger of the class
        return JsonResponse({})

    def post(self, request, slug):
        self.log.info("got %s", request.user.pk)  # good: a key of the database
        return JsonResponse({})

    def put(self, request, slug):
        data = {"user": request.GET["u"], "kind": "put"}
        self.log.info("put %s", data["kind"])  # good: a constant key
        self.log.info("put %s", data["user"])  # bad: the other key
        return JsonResponse({})


def seven(request):
    for name, value in request.GET.items():
        logger.info("%s=%s", name, value)  # bad: all parameters
    return JsonResponse({})


def eight(request):
    logger.info("parameters: %d", len(request.GET))  # good: how many
    return JsonResponse({})


def nine(request):
    message = "user " + request.COOKIES["u"]
    message = "user"
    logger.info(message)  # good: overwritten
    return JsonResponse({})


def ten(request):
    message = "user "
    message += request.COOKIES["u"]
    logger.info(message)  # bad: added to
    return JsonResponse({})


def mode_of(text):
    return text.partition(":")[2]


def eleven(request):
    other = request.GET.get("other")
    if mode_of(other) == "fast":
        logger.info("mode %s", other)  # bad: a function of it is equal to a constant
    mode = request.GET.get("mode")
    if mode == "fast":
        logger.info("mode %s", mode)  # good: equal to a constant
    return JsonResponse({})
