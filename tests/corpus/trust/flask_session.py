import re

from flask import Flask, abort, redirect, request, session
from werkzeug.security import check_password_hash

from .models import User

app = Flask(__name__)
ROLES = ("reader", "writer")
THEMES = {"d": "dark", "l": "light"}


@app.route("/role", methods=["POST"])
def role():
    session["role"] = request.form["role"]  # bad: a role
    return "ok"


@app.route("/role2", methods=["POST"])
def role_checked():
    wanted = request.form["role"]
    if wanted not in ROLES:
        abort(400)
    session["role"] = wanted  # good: one of a list
    return "ok"


@app.route("/role3", methods=["POST"])
def role_checked_after():
    wanted = request.form["role"]
    session["role"] = wanted  # bad: checked only afterwards
    if wanted not in ROLES:
        abort(400)
    return "ok"


@app.route("/key")
def key():
    session[request.args["key"]] = "12345"  # bad: a key
    return "ok"


@app.route("/key2")
def key_overwritten():
    bar = request.args["key"]
    bar = "fixed"
    session[bar] = "12345"  # good: overwritten
    return "ok"


@app.route("/key3")
def key_dict():
    things = {"keyA": "a-value", "keyB": request.args["key"]}
    session[things["keyA"]] = "12345"  # good: another key
    session[things["keyB"]] = "12345"  # bad: this one
    return "ok"


@app.route("/cart", methods=["POST"])
def cart():
    data = request.get_json()
    session["cart"] = data["items"]  # bad: prices and all
    session["count"] = int(data["count"])  # good: a number
    session["seen"] = True  # good: a constant
    return "ok"


@app.route("/theme")
def theme():
    session["theme"] = THEMES.get(request.args.get("t"), "light")  # good: from a table
    return "ok"


@app.route("/theme2")
def theme_default():
    t = request.args.get("t")
    session["theme"] = THEMES.get(t, t)  # bad: the default is what was sent
    return "ok"


@app.route("/code")
def code():
    c = request.args["c"]
    if not re.fullmatch(r"[0-9]{6}", c):
        abort(400)
    session["code"] = c  # good: six digits
    return "ok"


@app.route("/login", methods=["POST"])
def login():
    user = User.query.filter_by(name=request.form["name"]).first()
    if user is None or not check_password_hash(user.password, request.form["password"]):
        abort(401)
    session["user_id"] = user.id  # good: looked up
    return redirect("/")


@app.route("/impersonate", methods=["POST"])
def impersonate():
    session["user_id"] = request.form["user_id"]  # bad: who one is
    return redirect("/")


@app.route("/many", methods=["POST"])
def many():
    session.update(request.form)  # bad: everything
    return "ok"


@app.route("/many2", methods=["POST"])
def many_named():
    session.update(step=2, done=False)  # good: constants
    return "ok"


@app.route("/default")
def default():
    session.setdefault("lang", request.args.get("lang", "en"))  # bad: by setdefault
    return "ok"


@app.route("/each", methods=["POST"])
def each():
    for name, value in request.form.items():
        session[name] = value  # bad: in a loop
    return "ok"


@app.route("/each2", methods=["POST"])
def each_known():
    for name in ("a", "b"):
        session[name] = name in request.form  # good: true or false
    return "ok"


@app.route("/read")
def read():
    session["copy"] = session.get("original")  # good: from the session itself
    return "ok"


@app.route("/cookie")
def cookie():
    session["who"] = request.cookies.get("who")  # bad: a cookie
    return "ok"


@app.route("/kind")
def kind():
    value = request.args["v"]
    session["v"] = value if value in ("1", "2") else "1"  # good: in a conditional expression
    return "ok"


@app.route("/kind2")
def kind_mixed():
    value = request.args["v"]
    session["v"] = "1" if value in ("1", "2") else value  # bad: the wrong way round
    return "ok"


@app.route("/local")
def local():
    state = {}
    state["role"] = request.args["role"]  # good: an ordinary dict
    return state
