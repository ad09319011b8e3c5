import hmac
import uuid
from enum import Enum

from flask import Flask, g, request, session
from flask_login import current_user
from pydantic import BaseModel

app = Flask(__name__)


class Tier(Enum):
    FREE = "free"
    PRO = "pro"


class Prefs(BaseModel):
    size: int = 10


def clean(value):
    return value if value.isalnum() else ""


@app.post("/a")
def a():
    session["tier"] = Tier(request.form["tier"]).value  # good: a member of an enumeration
    session["tier_raw"] = request.form["tier"]  # bad: any text
    session["token"] = str(uuid.uuid4())  # good: the server's own
    session["name"] = clean(request.form["name"])  # good: letters and digits
    return ""


@app.post("/b")
def b():
    wanted = request.form.get("lang", "en")
    session["lang"] = "de" if wanted.startswith("de") else "en"  # good: one of two
    session["agent"] = request.headers.get("User-Agent")  # bad: a header
    session["user"] = current_user.get_id()  # good: the one who is signed in
    return ""


@app.post("/c")
def c():
    items = session.get("items", [])
    items.append(request.json["item"])
    session["items"] = items  # bad: appended to what is kept
    return ""


@app.post("/d")
def d():
    g.step = request.args["step"]
    session["step"] = g.step.strip().lower()  # bad: through g
    session["done"] = bool(request.args.get("done"))  # good: true or false
    session[f"filter_{request.args['f']}"] = 1  # bad: part of a key
    session["n"] = len(request.form)  # good: a number
    return ""
