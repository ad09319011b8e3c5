import os
import sqlite3
import uuid

from flask import Blueprint, Flask, current_app, g, request
from flask.views import MethodView
from flask_socketio import SocketIO
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField

app = Flask(__name__)
shop = Blueprint("shop", __name__, url_prefix="/shop")
socketio = SocketIO(app)
db = sqlite3.connect("shop.db", check_same_thread=False)


class Search(FlaskForm):
    name = StringField("Name")
    size = IntegerField("Size")
    kind = SelectField("Kind", choices=["book", "toy"])


def run(sql):
    return {"rows": db.execute(sql).fetchall()}  # bad: JSON, handed to a helper


@app.get("/by-name")
def by_name():
    name = request.args.get("name", "")
    return {"rows": db.execute(f"SELECT * FROM goods WHERE name = '{name}'").fetchall()}  # bad: args


@app.get("/by-number")
def by_number():
    number = request.args.get("number", 0, type=int)
    return {"rows": db.execute(f"SELECT * FROM goods WHERE id = {number}").fetchall()}  # good: converted by get


@app.get("/by-position")
def by_position():
    number = request.args.get("number", 0, int)
    return {"rows": db.execute(f"SELECT * FROM goods WHERE id = {number}").fetchall()}  # good: converted, by position


@app.route("/all", methods=["POST"])
def all_of_form():
    names = request.form.getlist("name")
    quoted = ",".join(f"'{n}'" for n in names)
    return {"rows": db.execute("SELECT * FROM goods WHERE name IN (" + quoted + ")").fetchall()}  # bad: getlist


@shop.route("/item/<int:item>/<slug>")
def item_of(item, slug):
    db.execute("UPDATE goods SET seen = seen + 1 WHERE id = %s" % item)  # good: an int in the path
    return {"rows": db.execute("SELECT * FROM goods WHERE slug = '%s'" % slug).fetchall()}  # bad: text in the path


@shop.route("/any/<uuid:key>")
def by_key(key):
    return {"rows": db.execute(f"SELECT * FROM goods WHERE key = '{key}'").fetchall()}  # good: a UUID


@shop.route("/files/<path:name>")
def files(name):
    os.system("ls " + name)  # bad: a path in the path
    return ""


@app.post("/json")
def from_json():
    data = request.get_json(force=True)
    order = data.get("order", "id")
    return run("SELECT * FROM goods ORDER BY " + order)


@app.post("/cookie")
def from_cookie():
    theme = request.cookies["theme"]
    db.execute(f"UPDATE prefs SET theme = '{theme}'")  # bad: a cookie
    agent = request.user_agent.string
    db.execute(f"INSERT INTO log VALUES ('{agent}')")  # bad: a header
    method = request.method
    db.execute(f"INSERT INTO log VALUES ('{method}')")  # good: the method is one that the route allows
    return ""


@app.post("/upload")
def upload():
    sent = request.files["picture"]
    os.system(f"convert {sent.filename} out.png")  # bad: the name of the upload
    target = f"{uuid.uuid4().hex}.png"
    os.system(f"convert in.png {target}")  # good: a name of our own
    return ""


@app.get("/who")
def who():
    db.execute("SELECT * FROM users WHERE id = '%s'" % g.user_id)  # good: set by our own login
    db.execute("SELECT * FROM users WHERE db = '%s'" % current_app.config["TENANT"])  # good: configuration
    return ""


@app.post("/form")
def form():
    search = Search()
    if not search.validate_on_submit():
        return "", 400
    db.execute("SELECT * FROM goods WHERE size = %s" % search.size.data)  # good: a number field
    db.execute("SELECT * FROM goods WHERE kind = '%s'" % search.kind.data)  # good: one of the choices
    rows = db.execute("SELECT * FROM goods WHERE name = '%s'" % search.name.data)  # bad: a text field
    return {"rows": rows.fetchall()}


class Goods(MethodView):
    def get(self, name):
        return {"rows": db.execute(f"SELECT * FROM goods WHERE name = '{name}'").fetchall()}  # bad: a class view

    def _load(self, name):
        return db.execute("SELECT * FROM goods WHERE name = ?", (name,)).fetchall()


class Numbers(MethodView):
    def get(self, number):
        return {"rows": db.execute(f"SELECT * FROM goods WHERE id = {number}").fetchall()}  # good: the rule says int


def late(name):
    return {"rows": db.execute(f"SELECT * FROM late WHERE name = '{name}'").fetchall()}  # bad: add_url_rule


def never(name):
    return {"rows": db.execute(f"SELECT * FROM late WHERE name = '{name}'").fetchall()}  # good: no route leads here


@socketio.on("say")
def said(data):
    db.execute(f"INSERT INTO said VALUES ('{data['text']}')")  # bad: a message of the socket


app.add_url_rule("/goods/<name>", view_func=Goods.as_view("goods"))
app.add_url_rule("/numbers/<int:number>", view_func=Numbers.as_view("numbers"))
app.add_url_rule("/late/<name>", "late", late)
app.register_blueprint(shop)
