import logging, traceback
from django.views.generic import View
from django.http import HttpResponse, JsonResponse
from rest_framework.views import APIView
from rest_framework import serializers
from rest_framework.response import Response

LOG = logging.getLogger("django")


class S(serializers.Serializer):
    name = serializers.CharField()
    age = serializers.IntegerField()


class V(APIView):
    def post(self, request, pk=None):
        s = S(data=request.data)
        s.is_valid(raise_exception=True)
        LOG.info("age %s", s.validated_data["age"])  # good: an integer field
        LOG.info("name %s", s.validated_data["name"])  # bad: a text field
        return Response({})

    def get(self, request, *args, **kwargs):
        LOG.debug("GET %s", request.get_full_path())  # bad: the address
        LOG.debug("GET %s", request.user)  # good: the user
        return Response({})

    def delete(self, request, pk):
        try:
            del self.items[pk]
        except KeyError as e:
            LOG.error("no %s", pk)  # bad: part of the path
            LOG.error("error", exc_info=True)  # good: a constant
        return Response({})


def fn(request):
    extra = {"user": request.GET.get("u")}
    LOG.info("hello", extra=extra)  # good: fields of the record, no text of it
    for h in request.headers:
        LOG.info("header names")  # good: constant
    ua = request.headers["User-Agent"]
    LOG.info("ua: {}".format(ua[:50]))  # bad: a header
    return HttpResponse("")
