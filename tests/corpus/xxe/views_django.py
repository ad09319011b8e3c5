import io
from xml.dom import pulldom
from xml.sax import make_parser
from xml.sax.handler import feature_external_ges

from defusedxml import ElementTree as SafeET
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from lxml import etree


@csrf_exempt
def saml(request):
    parser = etree.XMLParser(resolve_entities=True)
    doc = etree.fromstring(request.body, parser=parser)  # bad: a SAML answer
    return HttpResponse(str(len(doc)))


@csrf_exempt
def saml_safe(request):
    doc = SafeET.fromstring(request.body)  # good: defusedxml under another name
    return HttpResponse(str(len(doc)))


@csrf_exempt
def comments(request):
    parser = make_parser()
    parser.setFeature(feature_external_ges, True)
    events = pulldom.parseString(request.body.decode("utf-8"), parser=parser)  # bad: pulldom with the feature
    return JsonResponse({"n": sum(1 for _ in events)})


@csrf_exempt
def comments_safe(request):
    parser = make_parser()
    parser.setFeature(feature_external_ges, False)
    events = pulldom.parse(io.BytesIO(request.body), parser)  # good: pulldom without
    return JsonResponse({"n": sum(1 for _ in events)})


@csrf_exempt
def svg(request):
    tree = etree.parse(request.FILES["svg"], etree.XMLParser(resolve_entities=True, remove_comments=True))  # bad: a picture
    return HttpResponse(etree.tostring(tree))


@csrf_exempt
def svg_safe(request):
    tree = etree.parse(request.FILES["svg"], etree.XMLParser(resolve_entities=False, remove_comments=True))  # good: off
    return HttpResponse(etree.tostring(tree))
