import os
from contextlib import contextmanager

import psycopg2
import psycopg2.extras
from flask import Flask, jsonify, request
from psycopg2 import sql

app = Flask(__name__)


@contextmanager
def cursor():
    conn = psycopg2.connect(os.environ["DATABASE_URL"])
    try:
        yield conn.cursor(cursor_factory=psycopg2.extras.RealDictCursor)
        conn.commit()
    finally:
        conn.close()


@app.get("/patients")
def patients():
    name = request.args.get("name")
    with cursor() as cur:
        cur.execute("SELECT * FROM patients WHERE name = %s", (name,))  # good: bound
        return jsonify(cur.fetchall())


@app.get("/patients/unsafe")
def patients_unsafe():
    name = request.args.get("name")
    with cursor() as cur:
        cur.execute("SELECT * FROM patients WHERE name = '%s'" % (name,))  # bad: % in place of a comma
        return jsonify(cur.fetchall())


@app.get("/table/<name>")
def table(name):
    with cursor() as cur:
        cur.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)))  # good: composed as an identifier
        return jsonify(cur.fetchall())


@app.get("/table2/<name>")
def table_unsafe(name):
    with cursor() as cur:
        cur.execute(sql.SQL(f"SELECT * FROM {name}"))  # bad: the text inside SQL() is not escaped
        return jsonify(cur.fetchall())


@app.post("/visits")
def visits():
    body = request.get_json()
    query = "SELECT * FROM visits WHERE 1=1"
    params = []
    if body.get("doctor"):
        query += " AND doctor = %s"
        params.append(body["doctor"])
    if body.get("ward"):
        query += " AND ward = %s"
        params.append(body["ward"])
    with cursor() as cur:
        cur.execute(query, params)  # good: the text grows by constants only
        return jsonify(cur.fetchall())


@app.post("/visits/report")
def visits_report():
    body = request.get_json()
    query = "SELECT * FROM visits WHERE 1=1"
    if body.get("doctor"):
        query += f" AND doctor = '{body['doctor']}'"
    with cursor() as cur:
        cur.execute(query)  # bad: one branch adds a value
        return jsonify(cur.fetchall())


@app.post("/bulk")
def bulk():
    rows = request.get_json()
    with cursor() as cur:
        values = b",".join(cur.mogrify("(%s,%s)", (row["id"], row["name"])) for row in rows)
        cur.execute(b"INSERT INTO patients VALUES " + values)  # good: mogrify escapes
        psycopg2.extras.execute_values(cur, "INSERT INTO log (who) VALUES %s", [(row["name"],) for row in rows])  # good: bound
    return "", 201


@app.post("/bulk2")
def bulk_unsafe():
    rows = request.get_json()
    values = ", ".join("(%s, '%s')" % (int(row["id"]), row["name"]) for row in rows)
    with cursor() as cur:
        cur.execute("INSERT INTO patients VALUES " + values)  # bad: names put in by %
    return "", 201


@app.get("/history")
def history():
    column = request.args.get("by", "date")
    direction = "DESC" if request.args.get("dir") == "desc" else "ASC"
    if not column.isidentifier():
        return "bad column", 400
    with cursor() as cur:
        cur.execute(f"SELECT * FROM visits ORDER BY {column} {direction}")  # good: a name and one of two words
        return jsonify(cur.fetchall())


@app.get("/history2")
def history_unsafe():
    direction = request.args.get("dir", "ASC").upper()
    with cursor() as cur:
        cur.execute(f"SELECT * FROM visits ORDER BY date {direction}")  # bad: upper case is no check
        return jsonify(cur.fetchall())
