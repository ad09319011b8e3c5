import tarfile
import zipfile

from django.http import HttpResponse, JsonResponse


def restore(request):
    with tarfile.open(fileobj=request.FILES["backup"]) as tar:
        tar.extractall("/srv/restore")  # bad: a backup that is sent in
    return HttpResponse("ok")


def restore_filtered(request):
    with tarfile.open(fileobj=request.FILES["backup"].file) as tar:
        tar.extractall("/srv/restore", filter="data")  # good: filtered
    return HttpResponse("ok")


def listing(request):
    with zipfile.ZipFile(request.FILES["backup"]) as z:  # good: an upload is no path
        return JsonResponse({"names": z.namelist()})  # good: names are shown


def pages(request):
    upload = request.FILES.get("backup")
    archive = zipfile.ZipFile(upload)  # good: neither is this one
    for name in archive.namelist():
        with open("/srv/pages/" + name, "wb") as out:  # bad: any name
            out.write(archive.read(name))
    return HttpResponse("ok")
