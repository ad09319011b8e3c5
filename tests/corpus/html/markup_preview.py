"""Previews of texts in markup, and templates that are written in the code."""
import bleach
import jinja2
import markdown
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from flask import Flask, request
from markupsafe import Markup

app = Flask(__name__)
api = FastAPI()
PLAIN = jinja2.Environment(trim_blocks=True)
ESCAPING = jinja2.Environment(autoescape=jinja2.select_autoescape(default_for_string=True))


@app.route("/preview", methods=["POST"])
def preview():
    return Markup(markdown.markdown(request.form["note"]))  # bad: Markdown keeps the HTML inside


@app.route("/preview2", methods=["POST"])
def preview_cleaned():
    return Markup(bleach.clean(markdown.markdown(request.form["note"])))  # good: cleaned afterwards


@app.route("/preview3", methods=["POST"])
def preview_constant():
    request.form["note"]
    return Markup(markdown.markdown("# Help"))  # good: a text of the program


@api.get("/card")
async def card(name: str):
    return HTMLResponse(PLAIN.from_string("<b>{{ name }}</b>").render(name=name))  # bad: nothing escapes


@api.get("/card2")
async def card_escaped(name: str):
    return HTMLResponse(ESCAPING.from_string("<b>{{ name }}</b>").render(name=name))  # good: escaped by default


@api.get("/card3")
async def card_filter(name: str):
    return HTMLResponse(PLAIN.from_string("<b>{{ name | e }}</b>").render(name=name))  # good: escaped by the filter
