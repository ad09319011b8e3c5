from flask import Flask, abort, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from marshmallow import Schema, fields

from forms import ProfileForm
from other.models import Invoice, Order

app = Flask(__name__)
db = SQLAlchemy(app)
EDITABLE = {"name", "email"}


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    email = db.Column(db.String)
    is_admin = db.Column(db.Boolean, default=False)


class UserIn(Schema):
    name = fields.Str()
    email = fields.Email()


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


@app.post("/users")
def create():
    db.session.add(User(**request.get_json()))  # bad: every column
    db.session.commit()
    return "ok"


@app.post("/users2")
def create_named():
    data = request.get_json()
    db.session.add(User(name=data["name"], email=data["email"]))  # good: named
    return "ok"


@app.post("/users3")
def create_schema():
    data = UserIn().load(request.get_json())
    db.session.add(User(**data))  # good: the schema names the fields
    return "ok"


@app.post("/users4")
def create_later():
    data = request.json
    user = User(**data)  # bad: through a variable
    db.session.add(user)
    return "ok"


@app.post("/users5")
def create_filtered():
    data = {k: v for k, v in request.json.items() if k in EDITABLE}
    user = User(**data)  # good: filtered
    db.session.add(user)
    return "ok"


@app.post("/users6")
def create_unfiltered():
    data = {k: v for k, v in request.json.items() if v is not None}
    user = User(**data)  # bad: filtered by value only
    db.session.add(user)
    return "ok"


@app.post("/users7")
def create_chosen():
    data = {k: request.json[k] for k in ("name", "email")}
    user = User(**data)  # good: chosen keys
    db.session.add(user)
    return "ok"


@app.post("/users8")
def create_from_form():
    user = User(**request.form.to_dict())  # bad: the form
    db.session.add(user)
    return "ok"


@app.patch("/users/<int:number>")
def change(number):
    user = User.query.get_or_404(number)
    for key, value in request.get_json().items():
        setattr(user, key, value)  # bad: any attribute
    db.session.commit()
    return "ok"


@app.patch("/users2/<int:number>")
def change_known(number):
    user = User.query.get_or_404(number)
    for key, value in request.get_json().items():
        if key in EDITABLE:
            setattr(user, key, value)  # good: in the list
    return "ok"


@app.patch("/users3/<int:number>")
def change_skip(number):
    user = User.query.get_or_404(number)
    data = request.get_json()
    for key in data:
        if key not in EDITABLE:
            continue
        setattr(user, key, data[key])  # good: others are skipped
    return "ok"


@app.patch("/users4/<int:number>")
def change_has(number):
    user = User.query.get_or_404(number)
    data = request.get_json()
    for key in data:
        if hasattr(user, key):
            setattr(user, key, data[key])  # bad: it has is_admin, too
    return "ok"


@app.patch("/users5/<int:number>")
def change_fields(number):
    user = User.query.get_or_404(number)
    data = request.get_json()
    for key in ("name", "email"):
        if key in data:
            setattr(user, key, data[key])  # good: the program's keys
    return "ok"


@app.patch("/users6/<int:number>")
def change_query(number):
    User.query.filter_by(id=number).update(request.get_json())  # bad: an update of any column
    db.session.commit()
    return "ok"


@app.patch("/users7/<int:number>")
def change_query_named(number):
    User.query.filter_by(id=number).update({"name": request.json["name"]})  # good: one column
    return "ok"


@app.patch("/users8/<int:number>")
def change_dict(number):
    user = User.query.get_or_404(number)
    user.__dict__.update(request.json)  # bad: the attributes' dict
    return "ok"


@app.patch("/users9/<int:number>")
def change_vars(number):
    user = User.query.get_or_404(number)
    vars(user).update(request.json)  # bad: by another name
    return "ok"


@app.post("/orders")
def order():
    fields_ = request.get_json(force=True)
    fields_.update(status="new")
    return jsonify(id=Order(**fields_).id)  # bad: one field is fixed, the others are not


@app.post("/invoices")
def invoice():
    data = {"customer": request.json["customer"], "total": request.json["total"]}
    return jsonify(id=Invoice(**data).id)  # good: two fields


@app.post("/invoices2")
def invoice_spread():
    data = {"status": "new", **request.json}
    return jsonify(id=Invoice(**data).id)  # bad: spread into a dict


@app.post("/points")
def point():
    return str(Point(**request.json).x)  # good: nothing but coordinates


@app.post("/form")
def form():
    form = ProfileForm(request.form)
    if not form.validate():
        abort(400)
    user = User()
    form.populate_obj(user)  # good: the form names its fields
    return "ok"


@app.get("/search")
def search():
    return str(describe(**request.args))  # good: a function with named parameters


def describe(name="", email=""):
    return name + email


@app.post("/single/<field>")
def single(field):
    user = User.query.first()
    setattr(user, field, request.form["value"])  # bad: the path names the attribute
    return "ok"


@app.post("/single2/<field>")
def single_match(field):
    user = User.query.first()
    match field:
        case "name" | "email":
            setattr(user, field, request.form["value"])  # good: one of two
        case _:
            abort(400)
    return "ok"
