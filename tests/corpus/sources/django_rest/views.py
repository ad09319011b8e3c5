import os

from rest_framework import generics, serializers, status, viewsets
from rest_framework.decorators import action, api_view
from rest_framework.response import Response
from rest_framework.views import APIView

from tickets_db import query


class TicketSerializer(serializers.Serializer):
    title = serializers.CharField()
    level = serializers.IntegerField()
    due = serializers.DateField()


@api_view(["GET"])
def tickets(request):
    state = request.query_params.get("state")
    return Response(query(f"SELECT * FROM ticket WHERE state = '{state}'"))  # bad: query_params


@api_view(["GET"])
def tickets_known(request):
    state = request.query_params.get("state")
    if state not in {"open", "closed"}:
        return Response(status=status.HTTP_400_BAD_REQUEST)
    return Response(query(f"SELECT * FROM ticket WHERE state = '{state}'"))  # good: one of two


class Tickets(APIView):
    def post(self, request, format=None):
        title = request.data["title"]
        query("INSERT INTO ticket VALUES ('%s')" % title)  # bad: the parsed body
        return Response(status=201)

    def put(self, request):
        serializer = TicketSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        query("UPDATE ticket SET level = %s" % serializer.validated_data["level"])  # good: a number field
        query("UPDATE ticket SET due = '%s'" % serializer.validated_data["due"])  # good: a date field
        query("UPDATE ticket SET title = '%s'" % serializer.validated_data["title"])  # bad: a text field
        return Response()


class TicketSet(viewsets.ViewSet):
    def retrieve(self, request, pk=None):
        return Response(query("SELECT * FROM ticket WHERE id = " + pk))  # bad: pk of the path

    def list(self, request):
        return Response(query("SELECT * FROM ticket WHERE owner = %d" % request.user.id))  # good: who is signed in

    @action(detail=True, methods=["post"])
    def export(self, request, pk=None):
        os.system("export-ticket " + request.data.get("format"))  # bad: an action
        os.system("export-ticket pdf")  # good: nothing of the request
        return Response()


class Listed(generics.ListAPIView):
    def get_queryset(self):
        word = self.request.query_params["word"]
        return query(f"SELECT * FROM ticket WHERE title LIKE '{word}%'")  # bad: self.request
