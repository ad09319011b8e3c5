"""Messages with placeholders."""
import gettext
import logging
from dataclasses import dataclass
from datetime import datetime

from fastapi import FastAPI, Form, Request
from flask import Flask, request as flask_request

api = FastAPI()
app = Flask(__name__)
logger = logging.getLogger(__name__)


@dataclass
class Message:
    template: str
    who: str

    def render(self):
        return self.template.format(message=self)  # bad: filled by a route


@api.post("/message")
def message(template: str = Form(...)):
    return len(Message(template, "x").render())


@api.post("/message2")
def message_default(who: str = Form(...)):
    built = Message("{message.who}", who)
    return len(built.template.format(message=built))  # good: a constant template, a posted value


@api.get("/when")
def when(fmt: str):
    return datetime.now().strftime(fmt)  # good: the format of a date


@api.get("/width")
def width(n: int, text: str):
    return f"{text:>{n}}"  # good: an f-string


@api.get("/named")
async def named(request: Request):
    params = dict(request.query_params)
    return "{a} and {b}".format(**params)  # good: values by keyword


@api.get("/named2")
async def named_template(request: Request):
    params = dict(request.query_params)
    return params.pop("template").format(**params)  # bad: the template out of the parameters


@app.get("/translated")
def translated():
    _ = gettext.gettext
    return {"length": len(_("Hello {}").format(flask_request.args["name"]))}  # good: a translated constant


@app.get("/log")
def log():
    logger.info("got %r", flask_request.args["x"])
    return {"t": ("%s" * 3) % tuple(flask_request.args.getlist("x"))}  # good: a repeated constant


@app.get("/currency")
def currency():
    symbols = {"eur": "€{:.2f}", "usd": "${:.2f}"}
    fmt = symbols.get(flask_request.args.get("c"), symbols["eur"])
    return {"t": fmt.format(3)}  # good: a table with a default


@app.get("/currency2")
def currency_own():
    symbols = {"eur": "€{:.2f}", "usd": "${:.2f}"}
    fmt = symbols.get(flask_request.args.get("c"), flask_request.args.get("c", ""))
    return {"t": fmt.format(3)}  # bad: the default is the outsider's


@app.get("/lazy")
def lazy():
    make = flask_request.args["t"].format
    return {"t": make(app)}  # bad: a bound method


@app.get("/join")
def joined():
    lines = "\n".join(flask_request.args.getlist("l"))
    return {"t": lines % {"x": 1}}  # bad: joined, then %


@app.get("/iadd")
def iadd():
    text = "Hello "
    text += "{}"
    return {"t": text.format(flask_request.args["n"])}  # good: constants added


@app.get("/index")
def index():
    templates = ["{0}", "<{0}>"]
    return {"t": templates[int(flask_request.args["i"])].format("x")}  # good: an index into constants
