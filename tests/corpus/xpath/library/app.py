import configparser

from flask import Flask, request

import legacy
from .catalogue import Catalogue, literal, lookup
from .store import document

app = Flask(__name__)
catalogue = Catalogue("books.xml")


@app.route("/one")
def one():
    return catalogue.by_title(request.args["title"])  # bad: the class builds the query


@app.route("/two")
def two():
    return catalogue.by_title_bound(request.args["title"])  # good: the class binds


@app.route("/three")
def three():
    return lookup(f"//book[@id='{request.args['id']}']")  # bad: a query handed to a helper


@app.route("/four")
def four():
    return lookup("//book[@id='%s']" % literal(request.args["id"]))  # good: the helper refuses quotes


@app.route("/five")
def five():
    bar = ""
    for name in request.headers.keys():
        if name.startswith("X-Book"):
            bar = name
            break
    tree = document()
    return str(tree.xpath(f"/books/book[@id='{bar}']"))  # bad: the name of a header


@app.route("/six")
def six():
    names = ["first", request.args["id"], "last"]
    del names[1]
    tree = document()
    return str(tree.xpath(f"/books/book[@id='{names[1]}']"))  # good: deleted from the list


@app.route("/seven")
def seven():
    names = ["first", request.args["id"], "last"]
    del names[0]
    tree = document()
    return str(tree.xpath(f"/books/book[@id='{names[0]}']"))  # bad: another one was deleted


@app.route("/eight")
def eight():
    conf = configparser.ConfigParser()
    conf.add_section("section")
    conf.set("section", "key-a", "constant")
    conf.set("section", "key-b", request.args["id"])
    nodes = legacy.load().xpath("/books/book[@id='" + conf.get("section", "key-a") + "']")  # good: the other option
    return str(len(nodes))


@app.route("/nine")
def nine():
    conf = configparser.ConfigParser()
    conf.add_section("section")
    conf["section"]["key-b"] = request.args["id"]
    nodes = legacy.load().xpath("/books/book[@id='" + conf["section"]["key-b"] + "']")  # bad: the option from outside
    return str(len(nodes))


@app.route("/ten")
def ten():
    wanted = request.args["id"] if len("abc") > 5 else "b1"
    nodes = legacy.load().xpath("/books/book[@id='" + wanted + "']")  # good: the condition never holds
    return str(len(nodes))


@app.route("/eleven")
def eleven():
    ids = request.args.getlist("id")
    condition = " or ".join(f"@id='{i}'" for i in ids)
    return str(len(legacy.load().xpath(f"//book[{condition}]")))  # bad: joined conditions


@app.route("/twelve")
def twelve():
    ids = set(request.args.getlist("id"))
    nodes = [node for node in legacy.load().xpath("//book") if node.get("id") in ids]  # good: chosen in Python
    return str(len(nodes))


@app.route("/thirteen", methods=["POST"])
def thirteen():
    payload = request.get_json()
    title = payload.get("title", "").strip().title()
    return str(len(legacy.load().xpath("//book[title=\"" + title + "\"]")))  # bad: title case is no check


@app.route("/fourteen", methods=["POST"])
def fourteen():
    payload = request.get_json()
    title = payload.get("title", "")
    if not title.isalpha():
        return "letters only", 400
    return str(len(legacy.load().xpath("//book[title=\"" + title + "\"]")))  # good: letters only
