"""Routes; the directory's connection comes from a helper."""
import base64
import html
import json

import helpers
from flask import Flask, request

from .directory import accounts_of, find_all, quoted

app = Flask(__name__)


@app.route("/one")
def one():
    param = request.headers.get("X-User", "")
    conn = helpers.ldap_connection()
    filter = f"(&(objectclass=person)(|(uid={param})(street={param})))"
    conn.search("dc=example", filter, attributes=["uid"])  # bad: a connection that nothing is known of
    return "ok"


@app.route("/two")
def two():
    param = request.headers.get("X-User", "")
    possible = "ABC"
    guess = possible[1]
    bar = param if guess == "A" else "bob"
    conn = helpers.ldap_connection()
    filter = f"(&(objectclass=person)(|(uid={bar})(street={bar})))"
    conn.search("dc=example", filter, attributes=["uid"])  # good: always the constant
    return "ok"


@app.route("/three")
def three():
    param = base64.b64decode(base64.b64encode(request.cookies["user"].encode())).decode()
    conn = helpers.ldap_connection()
    conn.search("dc=example", "(uid=" + param + ")")  # bad: encoded and decoded
    return "ok"


@app.route("/four")
def four():
    param = html.escape(request.form["user"])
    conn = helpers.ldap_connection()
    conn.search("dc=example", "(uid=" + param + ")")  # bad: escaped for HTML
    return "ok"


@app.route("/five")
def five():
    values = {}
    values["a"] = "steve"
    values["b"] = request.form["user"]
    conn = helpers.ldap_connection()
    conn.search("dc=example", "(uid=" + values["a"] + ")")  # good: the other key
    return "ok"


@app.route("/six")
def six():
    values = {"a": "steve"}
    values["b"] = request.form["user"]
    name = values["b"]
    conn = helpers.ldap_connection()
    conn.search("dc=example", "(uid=" + name + ")")  # bad: the key from outside
    return "ok"


@app.route("/seven")
def seven():
    return find_all(f"(uid={request.args['uid']})")  # bad: a filter handed to the helper


@app.route("/eight")
def eight():
    return find_all(f"(uid={quoted(request.args['uid'])})")  # good: escaped by a helper


@app.route("/nine")
def nine():
    return accounts_of(request.args["uid"])  # bad: the helper builds the filter


@app.route("/ten", methods=["POST"])
def ten():
    body = json.loads(request.data)
    return accounts_of(body.get("user", {}).get("name"))  # bad: a part of the body


@app.route("/eleven")
def eleven():
    user = request.args["uid"]
    if any(character in user for character in "()*\\\0"):
        return "no", 400
    conn = helpers.ldap_connection()
    conn.search("dc=example", f"(uid={user})")  # good: none of the characters that matter
    return "ok"


@app.route("/twelve")
def twelve():
    user = request.args["uid"]
    for old, new in (("\\", r"\5c"), ("*", r"\2a"), ("(", r"\28"), (")", r"\29"), ("\0", r"\00")):
        user = user.replace(old, new)
    conn = helpers.ldap_connection()
    conn.search("dc=example", f"(uid={user})")  # good: escaped by hand as RFC 4515 says
    return "ok"


@app.route("/thirteen")
def thirteen():
    user = request.args["uid"].replace("*", "")
    conn = helpers.ldap_connection()
    conn.search("dc=example", f"(uid={user})")  # bad: parentheses are left
    return "ok"


@app.route("/fourteen")
def fourteen():
    user = request.args["uid"].replace("\\", "\\5c").replace("*", "\\2a").replace("(", "\\28").replace(")", "\\29").replace("\0", "\\00")
    conn = helpers.ldap_connection()
    conn.search("dc=example", f"(uid={user})")  # good: escaped by hand in one line
    return "ok"


@app.route("/fifteen")
def fifteen():
    user = request.args["uid"]
    user = "guest"
    conn = helpers.ldap_connection()
    conn.search("dc=example", f"(uid={user})")  # good: overwritten
    return "ok"


@app.route("/sixteen/<path:user>")
def sixteen(user):
    conn = helpers.ldap_connection()
    if user.startswith("guest"):
        conn.search("dc=example", "(&(uid=%s)(active=1))" % (user,))  # bad: a beginning says nothing of the rest
    return "ok"
