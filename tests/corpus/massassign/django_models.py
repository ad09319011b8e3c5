import json

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views import View
from rest_framework.decorators import api_view
from rest_framework.response import Response

from .forms import ProfileForm
from .models import Profile, Ticket
from .serializers import TicketSerializer


def create(request):
    profile = Profile.objects.create(**request.POST.dict())  # bad: every field
    return JsonResponse({"id": profile.pk})


def create_named(request):
    profile = Profile.objects.create(name=request.POST["name"])  # good: named
    return JsonResponse({"id": profile.pk})


def create_form(request):
    form = ProfileForm(request.POST)
    if form.is_valid():
        Profile.objects.create(**form.cleaned_data)  # good: the form names the fields
    return HttpResponse("ok")


def create_json(request):
    data = json.loads(request.body)
    Profile(**data).save()  # bad: the body
    return HttpResponse("ok")


def change(request, pk):
    Profile.objects.filter(pk=pk).update(**json.loads(request.body))  # bad: an update
    return HttpResponse("ok")


def change_one(request, pk):
    Profile.objects.filter(pk=pk).update(name=request.POST["name"])  # good: one column
    return HttpResponse("ok")


class TicketView(View):
    fields = ["title", "text"]

    def post(self, request, pk):
        ticket = get_object_or_404(Ticket, pk=pk)
        for field in request.POST:
            setattr(ticket, field, request.POST[field])  # bad: the request's fields
        ticket.save()
        return HttpResponse("ok")

    def put(self, request, pk):
        ticket = get_object_or_404(Ticket, pk=pk)
        for field in self.fields:
            setattr(ticket, field, request.POST.get(field))  # good: the class's fields
        ticket.save()
        return HttpResponse("ok")


@api_view(["POST"])
def api_create(request):
    Ticket.objects.create(owner=request.user, **request.data)  # bad: the parsed data
    return Response({})


@api_view(["POST"])
def api_create_checked(request):
    serializer = TicketSerializer(data=request.data)
    serializer.is_valid(raise_exception=True)
    Ticket.objects.create(owner=request.user, **serializer.validated_data)  # good: validated
    return Response({})


@api_view(["POST"])
def api_get_or_create(request):
    ticket, _ = Ticket.objects.get_or_create(**request.data)  # bad: get_or_create
    return Response({"id": ticket.pk})
