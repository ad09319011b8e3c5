"""A small forum on sqlite3."""
import sqlite3

from flask import Flask, abort, g, jsonify, render_template, request

app = Flask(__name__)
DATABASE = "forum.db"
SORTABLE = {"date": "created_at", "title": "title", "score": "score DESC"}
ALLOWED_STATES = ("open", "closed", "archived")


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(DATABASE)
        g.db.row_factory = sqlite3.Row
    return g.db


@app.route("/search")
def search():
    term = request.args.get("q", "")
    rows = get_db().execute("SELECT id, title FROM posts WHERE title LIKE '%" + term + "%'").fetchall()  # bad: concatenated
    return render_template("list.html", rows=rows)


@app.route("/search2")
def search_bound():
    term = request.args.get("q", "")
    rows = get_db().execute("SELECT id, title FROM posts WHERE title LIKE ?", (f"%{term}%",)).fetchall()  # good: the pattern is bound
    return render_template("list.html", rows=rows)


@app.route("/posts")
def posts():
    order = request.args.get("order", "date")
    sql = f"SELECT id, title FROM posts ORDER BY {SORTABLE.get(order, 'created_at')}"
    rows = get_db().execute(sql).fetchall()  # good: one of a table's values
    return render_template("list.html", rows=rows)


@app.route("/posts-raw")
def posts_raw():
    order = request.args.get("order", "date")
    sql = f"SELECT id, title FROM posts ORDER BY {SORTABLE.get(order, order)}"
    rows = get_db().execute(sql).fetchall()  # bad: the default is the outsider's own
    return render_template("list.html", rows=rows)


@app.route("/state/<state>")
def by_state(state):
    if state not in ALLOWED_STATES:
        abort(404)
    rows = get_db().execute("SELECT * FROM posts WHERE state = '%s'" % state).fetchall()  # good: guarded by a list
    return jsonify([dict(r) for r in rows])


@app.route("/state2/<state>")
def by_state_logged(state):
    if state not in ALLOWED_STATES:
        app.logger.warning("unknown state")
    rows = get_db().execute("SELECT * FROM posts WHERE state = '%s'" % state).fetchall()  # bad: the guard only logs
    return jsonify([dict(r) for r in rows])


@app.route("/post/<int:post_id>")
def post(post_id):
    row = get_db().execute(f"SELECT * FROM posts WHERE id = {post_id}").fetchone()  # good: the route converts to a number
    return jsonify(dict(row))


@app.route("/comment/<comment_id>")
def comment(comment_id):
    row = get_db().execute(f"SELECT * FROM comments WHERE id = {comment_id}").fetchone()  # bad: any text of the path
    return jsonify(dict(row))


@app.route("/vote", methods=["POST"])
def vote():
    try:
        post_id = int(request.form["post"])
    except (KeyError, ValueError):
        abort(400)
    db = get_db()
    db.execute("UPDATE posts SET score = score + 1 WHERE id = " + str(post_id))  # good: a number as text
    db.commit()
    return "", 204


@app.route("/flag", methods=["POST"])
def flag():
    reason = request.form["reason"].replace("--", "").strip()
    db = get_db()
    db.execute(f"INSERT INTO flags (reason) VALUES ('{reason}')")  # bad: comments removed, quotes not
    db.commit()
    return "", 204


@app.route("/recent")
def recent():
    limit = request.args.get("limit", type=int, default=20)
    rows = get_db().execute("SELECT * FROM posts ORDER BY created_at LIMIT %d" % limit).fetchall()  # good: %d takes a number only
    return jsonify([dict(r) for r in rows])


@app.route("/tagged")
def tagged():
    tags = request.args.getlist("tag")
    marks = ",".join("?" for _ in tags)
    rows = get_db().execute(f"SELECT * FROM posts WHERE tag IN ({marks})", tags).fetchall()  # good: only marks in the text
    return jsonify([dict(r) for r in rows])


@app.route("/tagged-raw")
def tagged_raw():
    tags = request.args.getlist("tag")
    inside = ",".join("'" + tag + "'" for tag in tags)
    rows = get_db().execute(f"SELECT * FROM posts WHERE tag IN ({inside})").fetchall()  # bad: values joined into the text
    return jsonify([dict(r) for r in rows])


@app.route("/export")
def export():
    table = request.args["table"]
    match table:
        case "posts" | "comments":
            rows = get_db().execute(f"SELECT * FROM {table}").fetchall()  # good: one of two constants
        case _:
            abort(404)
    return jsonify([dict(r) for r in rows])


@app.route("/purge", methods=["DELETE"])
def purge():
    table = request.args["table"]
    get_db().executescript(f"DELETE FROM {table}; VACUUM;")  # bad: the table's name is the outsider's
    return "", 204
