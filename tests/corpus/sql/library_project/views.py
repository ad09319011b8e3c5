from functools import wraps

from flask import Blueprint, current_app, g, jsonify, redirect, request, session
from sqlalchemy import text
from werkzeug.security import check_password_hash

from .extensions import DEFAULT_ORDER, FIELDS, connection, db, get_cursor

bp = Blueprint("books", __name__)


def login_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        if "user" not in session:
            return redirect("/login")
        return view(*args, **kwargs)

    return wrapped


@bp.route("/a")
@login_required
def a():
    rows = connection.execute("SELECT * FROM book WHERE title = '" + request.args["title"] + "'")  # bad: a connection of another module
    return jsonify(rows.fetchall())


@bp.route("/b")
@login_required
def b():
    cursor = get_cursor()
    cursor.execute("SELECT * FROM book WHERE title = ?", [request.args["title"]])  # good: a cursor of another module, bound
    return jsonify(cursor.fetchall())


@bp.route("/c")
def c():
    rows = db.session.execute(text("SELECT * FROM book WHERE title = '%s'" % request.args["title"]))  # bad: a session of another module
    return jsonify([tuple(r) for r in rows])


@bp.route("/d")
def d():
    field = request.args.get("field", DEFAULT_ORDER)
    if field not in FIELDS:
        field = DEFAULT_ORDER
    rows = db.session.execute(text(f"SELECT * FROM book ORDER BY {field}"))  # good: a list of another module
    return jsonify([tuple(r) for r in rows])


@bp.route("/e")
def e():
    where, values = [], []
    for field in FIELDS:
        if request.args.get(field):
            where.append(f"{field} = ?")
            values.append(request.args[field])
    sql = "SELECT * FROM book" + (" WHERE " + " AND ".join(where) if where else "")
    return jsonify(connection.execute(sql, values).fetchall())  # good: known fields, values bound


@bp.route("/f")
def f():
    where = []
    for field in FIELDS:
        value = request.args.get(field)
        if value:
            where.append(f"{field} = '{value}'")
    sql = "SELECT * FROM book"
    if where:
        sql = sql + " WHERE " + " AND ".join(where)
    return jsonify(connection.execute(sql).fetchall())  # bad: known fields, values in the text


@bp.before_app_request
def load_user():
    g.user = None
    token = request.cookies.get("token")
    if token:
        g.user = connection.execute(f"SELECT * FROM user WHERE token = '{token}'").fetchone()  # bad: a cookie, before every request


@bp.route("/g", methods=["POST"])
def login():
    username, password = request.form["username"], request.form["password"]
    cur = get_cursor()
    row = cur.execute("SELECT id, hash FROM user WHERE name = ?", (username,)).fetchone()  # good: bound
    if row and check_password_hash(row[1], password):
        cur.execute("UPDATE user SET seen = datetime('now') WHERE id = %d" % row[0])  # good: an id of the database
        current_app.logger.info("login of %s", username)
    return redirect("/")


@bp.route("/h", methods=["POST"])
def h():
    data = request.get_json()
    columns = ", ".join(data.keys())
    marks = ", ".join("?" * len(data))
    connection.execute(f"INSERT INTO book ({columns}) VALUES ({marks})", list(data.values()))  # bad: columns of the body
    return "", 201


@bp.route("/i", methods=["POST"])
def i():
    data = {key: value for key, value in request.get_json().items() if key in FIELDS}
    columns = ", ".join(data)
    marks = ", ".join("?" * len(data))
    connection.execute(f"INSERT INTO book ({columns}) VALUES ({marks})", list(data.values()))  # good: columns of a list
    return "", 201


@bp.route("/j/<kind>")
def j(kind):
    table = {"book": "book", "film": "film"}.get(kind)
    if table is None:
        return "", 404
    return jsonify(connection.execute(f"SELECT * FROM {table}").fetchall())  # good: looked up


@bp.route("/k")
def k():
    page = max(1, int(request.args.get("page", 1)))
    size = min(100, int(request.args.get("size", 20)))
    return jsonify(connection.execute(f"SELECT * FROM book LIMIT {size} OFFSET {(page - 1) * size}").fetchall())  # good: computed numbers


@bp.route("/l")
def l():
    order = request.args.get("order", "asc")
    direction = "DESC" if order.lower() == "desc" else "ASC"
    return jsonify(connection.execute("SELECT * FROM book ORDER BY title " + direction).fetchall())  # good: one of two words


@bp.route("/m")
def m():
    user_id = session.get("user_id")
    name = request.args.get("name") or "nobody"
    query = """
        SELECT *
          FROM loan
         WHERE user_id = {user_id}
           AND book = '{name}'
    """.format(user_id=user_id, name=name)
    return jsonify(connection.execute(query).fetchall())  # bad: format of a text over lines


@bp.route("/n")
def n():
    query = "SELECT * FROM loan WHERE book = :book AND year > :year"
    return jsonify(connection.execute(query, {"book": request.args["book"], "year": request.args["year"]}).fetchall())  # good: named parameters


@bp.route("/o")
def o():
    q = request.args.get("q")
    sql = "SELECT * FROM book WHERE 1=1"
    sql += " AND title LIKE '%{}%'".format(q) if q else ""
    return jsonify(connection.execute(sql).fetchall())  # bad: added by a conditional expression


@bp.route("/p")
def p():
    with connection as conn:
        conn.execute("DELETE FROM loan WHERE id = " + request.args.get("id"))  # bad: a connection as a context
    return ""
