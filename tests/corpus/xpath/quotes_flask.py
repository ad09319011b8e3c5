from flask import Flask, request
from lxml import etree

app = Flask(__name__)
STAFF = etree.parse("staff.xml")


@app.route("/tail")
def with_tail():
    name = request.args["name"]
    name += "_tail"
    if "'" in name:
        return "no quotes", 400
    return {"n": len(STAFF.xpath(f"//person[@id='{name}']"))}  # good: the text that was put together has none


@app.route("/head")
def with_head():
    name = "p-" + request.args["name"]
    if '"' in name:
        return "no quotes", 400
    return {"n": len(STAFF.xpath(f"//person[@id='{name}']"))}  # bad: the other quotes were refused
