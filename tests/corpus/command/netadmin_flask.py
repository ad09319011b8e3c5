"""Network tools behind a web page."""
import os
import re
import shlex
import subprocess
from subprocess import PIPE, Popen, check_output

from flask import Blueprint, Flask, abort, current_app, jsonify, request

app = Flask(__name__)
tools = Blueprint("tools", __name__)
ALLOWED_TYPES = {"A", "AAAA", "MX"}
HOST = re.compile(r"[a-z0-9.-]+")


@app.route("/ping")
def ping():
    host = request.args.get("host")
    out = subprocess.check_output("ping -c 1 " + host, shell=True)  # bad: concatenated into a shell line
    return jsonify(out=out.decode())


@app.route("/ping/safe")
def ping_list():
    host = request.args.get("host")
    out = subprocess.check_output(["ping", "-c", "1", host])  # good: an argument of a list
    return jsonify(out=out.decode())


@app.route("/dig")
def dig():
    kind = request.args.get("type", "A")
    name = request.args.get("name", "")
    os.system("dig %s %s" % (kind, name))  # bad: both values from the query
    return jsonify(ok=True)


@app.route("/dig/type")
def dig_type():
    kind = request.args.get("type", "A")
    if kind not in ALLOWED_TYPES:
        abort(400)
    os.system("dig %s example.org" % kind)  # good: allow-list and abort
    return jsonify(ok=True)


@app.route("/dig/type2")
def dig_type_logged():
    kind = request.args.get("type", "A")
    if kind not in ALLOWED_TYPES:
        current_app.logger.warning("odd type")
    os.system("dig %s example.org" % kind)  # bad: the check does not leave
    return jsonify(ok=True)


@app.route("/trace/<host>")
def trace(host):
    process = Popen(f"traceroute {host}", shell=True, stdout=PIPE)  # bad: part of the path
    return jsonify(out=process.communicate()[0].decode())


@app.route("/trace/<int:hops>/x")
def trace_hops(hops):
    process = Popen(f"traceroute -m {hops} example.org", shell=True, stdout=PIPE)  # good: an integer of the route
    return jsonify(out=process.communicate()[0].decode())


@app.route("/whois", methods=["POST"])
def whois():
    domain = request.get_json()["domain"]
    command = "whois {0} | head -n {1}".format(domain, 20)
    return check_output(command, shell=True)  # bad: str.format, JSON body


@app.route("/whois/quoted", methods=["POST"])
def whois_quoted():
    domain = request.get_json()["domain"]
    command = "whois {0} | head -n {1}".format(shlex.quote(domain), 20)
    return jsonify(o=check_output(command, shell=True).decode())  # good: quoted for the shell


@app.route("/whois/escaped", methods=["POST"])
def whois_escaped():
    from html import escape

    domain = escape(request.form["domain"])
    return jsonify(o=os.popen("whois " + domain).read())  # bad: HTML escaping does nothing for a shell


@tools.route("/lookup", methods=["GET", "POST"])
def lookup():
    if request.method == "POST":
        host = request.form["host"].strip().lower()
        if not HOST.fullmatch(host):
            return "bad host", 400
        return jsonify(o=os.popen("host " + host).read())  # good: a pattern of harmless characters
    host = request.values["host"].strip().lower()
    return jsonify(o=os.popen("host " + host).read())  # bad: only stripped and lowered


@tools.route("/port")
def port():
    number = request.args.get("port", type=str)
    try:
        number = int(number)
    except ValueError:
        return "no", 400
    return jsonify(o=os.popen(f"lsof -i :{number}").read())  # good: converted to a number


@tools.route("/port2")
def port_digits():
    number = request.args.get("port", "")
    if not number.isdigit():
        return "no", 400
    return jsonify(o=os.popen(f"lsof -i :{number}").read())  # good: digits only


@tools.route("/overwritten")
def overwritten():
    host = request.args["host"]
    host = "localhost"
    return jsonify(o=os.popen("host " + host).read())  # good: overwritten by a constant


@tools.route("/default")
def default():
    host = request.cookies.get("last") or "localhost"
    return jsonify(o=os.popen("host " + host).read())  # bad: the constant is only the fallback


@tools.route("/dead")
def dead():
    host = request.args["host"]
    number = 86
    bar = "constant" if (7 * 42) - number > 200 else host
    return jsonify(o=os.popen("echo " + bar).read())  # good: the condition folds to the constant


@tools.route("/alive")
def alive():
    host = request.args["host"]
    number = 186
    bar = "constant" if (7 * 42) - number > 200 else host
    return jsonify(o=os.popen("echo " + bar).read())  # bad: the condition folds to the outsider's value


def build(host):
    return ["/bin/sh", "-c", "nmap -sn " + host]


@tools.route("/scan")
def scan():
    subprocess.run(build(request.headers["X-Host"]))  # bad: a helper builds a vector with a shell
    return "ok"


@tools.route("/scan2")
def scan_argv():
    subprocess.run(["/bin/sh", "-c", 'nmap -sn "$0"', request.headers["X-Host"]])  # good: a parameter of the program
    return "ok"


@tools.route("/which")
def which():
    subprocess.run([request.args["tool"], "--version"], check=True)  # bad: the program is the outsider's
    return "ok"


@tools.route("/which2")
def which_known():
    programs = {"git": "/usr/bin/git", "hg": "/usr/bin/hg"}
    program = programs.get(request.args["tool"], "/usr/bin/git")
    subprocess.run([program, "--version"], check=True)  # good: chosen out of a dict
    return "ok"


@tools.route("/split")
def split():
    subprocess.run(shlex.split(request.args["cmd"]))  # bad: the whole vector is the outsider's
    return "ok"


@tools.route("/split2")
def split_fixed():
    subprocess.run(f"ls -l {request.args['folder']}".split())  # good: the program is constant, no shell
    return "ok"
