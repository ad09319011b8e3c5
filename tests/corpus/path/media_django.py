import mimetypes
import os

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils._os import safe_join
from django.views import View

from .models import Document


def download(request):
    path = os.path.join(settings.MEDIA_ROOT, request.GET["path"])
    return FileResponse(open(path, "rb"))  # bad: any path below nothing


def download_safe(request):
    try:
        path = safe_join(settings.MEDIA_ROOT, request.GET["path"])
    except SuspiciousFileOperation:
        raise Http404
    return FileResponse(open(path, "rb"))  # good: Django's safe_join


def download_document(request, pk):
    document = get_object_or_404(Document, pk=pk)
    return FileResponse(open(document.file.path, "rb"))  # good: a path out of the database


def store(request):
    upload = request.FILES["file"]
    with open(os.path.join(settings.MEDIA_ROOT, upload.name), "wb+") as out:  # bad: the upload's name
        for chunk in upload.chunks():
            out.write(chunk)
    return HttpResponse("ok")


class Image(View):
    root = "/srv/images"

    def get(self, request, *args, **kwargs):
        name = request.GET.get("name")
        full = os.path.normpath(os.path.join(self.root, name))
        if not full.startswith(self.root + os.sep):
            raise Http404
        with open(full, "rb") as fh:  # good: normalised and compared
            return HttpResponse(fh.read(), content_type=mimetypes.guess_type(full)[0])

    def delete(self, request, *args, **kwargs):
        name = request.GET.get("name")
        full = os.path.normpath(os.path.join(self.root, name))
        os.unlink(full)  # bad: normalised but not compared
        return HttpResponse(status=204)
