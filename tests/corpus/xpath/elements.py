import xml.etree.ElementTree as ET
from xml.etree.ElementTree import parse

import defusedxml.ElementTree as DET
import elementpath
from django.http import HttpResponse
from elementpath import XPath2Parser, select
from fastapi import FastAPI
from parsel import Selector

api = FastAPI()
tree = ET.parse("books.xml")
root = tree.getroot()


def by_title(request):
    book = root.find("./book[title='" + request.GET["title"] + "']")  # bad: find of ElementTree
    return HttpResponse(book.text)


def by_title_loop(request):
    for book in root.findall("./book"):
        if book.findtext("title") == request.GET["title"]:  # good: constant paths, compared in Python
            return HttpResponse(book.text)
    return HttpResponse(status=404)


def by_author(request):
    path = f".//book[@author='{request.GET['author']}']/title"
    return HttpResponse(tree.findtext(path))  # bad: findtext of the tree


def by_number(request, number):
    path = ".//book[%d]" % int(number)
    return HttpResponse(tree.findtext(path))  # good: a number


def defused(request):
    catalogue = DET.parse("catalogue.xml")
    return HttpResponse(len(catalogue.findall(".//item[@code='%s']" % request.GET["code"])))  # bad: defused parsing, the same query


def fresh(request):
    catalogue = parse("catalogue.xml").getroot()
    nodes = list(catalogue.iterfind("item"))  # good: a constant path
    return HttpResponse(len(nodes))


def selected(request):
    found = elementpath.select(root, "//book[@isbn='" + request.POST["isbn"] + "']")  # bad: elementpath
    return HttpResponse(len(found))


def selected_variable(request):
    found = elementpath.select(root, "//book[@isbn=$isbn]", variables={"isbn": request.POST["isbn"]})  # good: elementpath's variables
    return HttpResponse(len(found))


def selected_name(request):
    query = "/library/" + request.POST.get("kind", "book")
    return HttpResponse(len(select(root, query)))  # bad: a step from a form


def parsed(request):
    parser = XPath2Parser()
    token = parser.parse("//book[price > " + request.GET["price"] + "]")  # bad: a parser of XPath 2
    return HttpResponse(len(list(token.select(elementpath.XPathContext(root)))))


def parsed_number(request):
    parser = XPath2Parser()
    token = parser.parse("//book[price > %f]" % float(request.GET["price"]))  # good: a number
    return HttpResponse(len(list(token.select(elementpath.XPathContext(root)))))


@api.get("/scrape")
def scrape(tag: str):
    page = Selector(text=open("page.html").read())
    return page.xpath(f"//{tag}/text()").getall()  # bad: parsel


@api.get("/scrape2")
def scrape_variable(css_class: str):
    page = Selector(text=open("page.html").read())
    return page.xpath("//div[@class=$wanted]/text()", wanted=css_class).getall()  # good: parsel's variables


@api.get("/text")
def text(word: str):
    body = open("page.html").read()
    return body.find(word)  # good: find of a text
