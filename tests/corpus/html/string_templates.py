"""Pages that string.Template fills."""
from html import escape
from string import Template

from flask import Flask, request

app = Flask(__name__)
PAGE = Template("<h1>$title</h1><p>${text}</p>")


def handler(event, context):
    asked = event.get("queryStringParameters") or {}
    page = PAGE.substitute(title="Hello", text=asked.get("text", ""))
    return {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": page}  # bad: as it came


@app.route("/a")
def escaped():
    return PAGE.substitute(title="Hello", text=escape(request.args["text"]))  # good: escaped


@app.route("/b")
def unused():
    return PAGE.safe_substitute({"title": "Hello", "text": "there", "more": request.args["text"]})  # good: not in it


@app.route("/c")
def mapped():
    return PAGE.safe_substitute({"title": request.args["title"]})  # bad: from a dict
