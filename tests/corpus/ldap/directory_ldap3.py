"""A staff directory on ldap3."""
import re

import ldap3
from flask import Flask, abort, jsonify, request
from ldap3 import ALL, SUBTREE, Connection, Server
from ldap3.utils.conv import escape_filter_chars
from ldap3.utils.dn import escape_rdn

app = Flask(__name__)
BASE = "dc=example,dc=org"
GROUPS = {"staff": "cn=staff", "guests": "cn=guests"}
server = Server("ldaps://ldap.example.org", get_info=ALL)


def connect():
    return Connection(server, auto_bind=True)


@app.route("/find")
def find():
    conn = connect()
    conn.search(BASE, f"(uid={request.args['uid']})", attributes=["cn", "mail"])  # bad: an f-string
    return jsonify([e.cn.value for e in conn.entries])


@app.route("/find2")
def find_escaped():
    conn = connect()
    uid = escape_filter_chars(request.args["uid"])
    conn.search(BASE, f"(uid={uid})", attributes=["cn", "mail"])  # good: escaped for a filter
    return jsonify([e.cn.value for e in conn.entries])


@app.route("/find3")
def find_escaped_other():
    conn = connect()
    uid = escape_filter_chars(request.args["uid"])
    ou = request.args["ou"]
    conn.search(BASE, f"(&(uid={uid})(ou={ou}))", attributes=["cn"])  # bad: the other value is not escaped
    return jsonify([e.cn.value for e in conn.entries])


@app.route("/find4")
def find_rdn():
    conn = connect()
    uid = escape_rdn(request.args["uid"])
    conn.search(search_base=BASE, search_filter="(uid=" + uid + ")", search_scope=SUBTREE)  # bad: escaped as a name
    return jsonify(len(conn.entries))


@app.route("/ou/<unit>")
def unit(unit):
    conn = connect()
    conn.search("ou=" + unit + "," + BASE, "(objectClass=person)")  # bad: the base is a name
    return jsonify(len(conn.entries))


@app.route("/ou2/<unit>")
def unit_escaped(unit):
    conn = connect()
    conn.search(f"ou={escape_rdn(unit)},{BASE}", "(objectClass=person)")  # good: escaped as a name
    return jsonify(len(conn.entries))


@app.route("/ou3/<unit>")
def unit_filter_escaped(unit):
    conn = connect()
    conn.search(f"ou={escape_filter_chars(unit)},{BASE}", "(objectClass=person)")  # bad: escaped as a filter
    return jsonify(len(conn.entries))


@app.route("/group/<group>")
def group(group):
    conn = connect()
    conn.search(f"{GROUPS[group]},{BASE}", "(member=*)")  # good: one of a table
    return jsonify(len(conn.entries))


@app.route("/number")
def number():
    conn = connect()
    conn.search(BASE, "(employeeNumber=%d)" % int(request.args["n"]))  # good: a number
    return jsonify(len(conn.entries))


@app.route("/number2")
def number_text():
    conn = connect()
    conn.search(BASE, "(employeeNumber=%s)" % request.args["n"])  # bad: the same as text
    return jsonify(len(conn.entries))


@app.route("/checked")
def checked():
    uid = request.args.get("uid", "")
    if not re.fullmatch(r"[a-z0-9_]{1,32}", uid):
        abort(400)
    conn = connect()
    conn.search(BASE, "(uid={})".format(uid))  # good: letters, digits and underscores
    return jsonify(len(conn.entries))


@app.route("/checked2")
def checked_search():
    uid = request.args.get("uid", "")
    if not re.search(r"[a-z0-9_]+", uid):
        abort(400)
    conn = connect()
    conn.search(BASE, "(uid={})".format(uid))  # bad: some harmless letter is enough
    return jsonify(len(conn.entries))


@app.route("/alnum")
def alnum():
    uid = request.args.get("uid", "")
    if not uid.isalnum():
        return "bad", 400
    with Connection(server) as conn:
        conn.search(BASE, "(uid=" + uid + ")")  # good: letters and digits
        return jsonify(len(conn.entries))


@app.route("/whole")
def whole():
    with Connection(server) as conn:
        conn.search(BASE, request.args["filter"], attributes=["cn"])  # bad: the filter itself
        return jsonify(len(conn.entries))


@app.route("/kind")
def kind():
    wanted = request.args.get("kind")
    condition = "(objectClass=person)" if wanted == "person" else "(objectClass=group)"
    with Connection(server) as conn:
        conn.search(BASE, condition)  # good: one of two constants
        return jsonify(len(conn.entries))


@app.route("/login", methods=["POST"])
def login():
    user, password = request.form["user"], request.form["password"]
    conn = ldap3.Connection(server, user=f"uid={user},ou=people,{BASE}", password=password)  # bad: a name to bind with
    return jsonify(ok=conn.bind())


@app.route("/login2", methods=["POST"])
def login_escaped():
    user, password = request.form["user"], request.form["password"]
    conn = ldap3.Connection(server, user=f"uid={escape_rdn(user)},ou=people,{BASE}", password=password)  # good: escaped as a name
    return jsonify(ok=conn.bind())


@app.route("/paged")
def paged():
    conn = connect()
    found = conn.extend.standard.paged_search(BASE, f"(cn={request.args['cn']}*)", paged_size=50)  # bad: the paged search
    return jsonify(len(list(found)))


@app.route("/paged2")
def paged_escaped():
    conn = connect()
    cn = escape_filter_chars(request.args["cn"])
    found = conn.extend.standard.paged_search(BASE, f"(cn={cn}*)", paged_size=50)  # good: escaped
    return jsonify(len(list(found)))


@app.route("/many")
def many():
    conn = connect()
    terms = "".join(f"(mail={mail})" for mail in request.args.getlist("mail"))
    conn.search(BASE, "(|" + terms + ")")  # bad: joined terms
    return jsonify(len(conn.entries))


@app.route("/many2")
def many_escaped():
    conn = connect()
    terms = "".join(f"(mail={escape_filter_chars(mail)})" for mail in request.args.getlist("mail"))
    conn.search(BASE, "(|" + terms + ")")  # good: each one escaped
    return jsonify(len(conn.entries))


@app.route("/attributes")
def attributes():
    conn = connect()
    conn.search(BASE, "(objectClass=person)", attributes=[request.args["attribute"]])  # good: what is shown, not the filter
    return jsonify(len(conn.entries))


@app.route("/pattern")
def pattern():
    found = re.search(r"\(uid=(\w+)\)", request.args["text"])  # good: search of another kind
    return jsonify(bool(found))
