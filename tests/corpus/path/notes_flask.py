"""Notes, one file each, in a folder."""
import configparser
import hashlib
import json
import os
import re
import shutil
import uuid
from pathlib import Path

from flask import Blueprint, Flask, abort, jsonify, request, send_file, send_from_directory
from werkzeug.utils import safe_join, secure_filename

app = Flask(__name__)
bp = Blueprint("notes", __name__, url_prefix="/notes")

NOTES = "/srv/app/notes"
ROOT = Path(__file__).parent / "data"
ALLOWED = ("readme", "changelog", "license")
REPORTS = {"q1": "2024-q1.pdf", "q2": "2024-q2.pdf"}


@app.get("/raw")
def raw():
    name = request.args.get("name", "")
    return open(NOTES + "/" + name).read()  # bad: plus


@app.get("/raw2")
def raw2():
    fn = request.args.get("name", "")
    path = f"{NOTES}/{fn}.txt"
    with open(path, "r", encoding="utf-8") as fh:  # bad: f-string with an ending
        return fh.read()


@app.get("/raw3")
def raw3():
    name = request.args.get("name", "")
    if name not in ALLOWED:
        abort(404)
    with open(os.path.join(NOTES, name)) as fh:  # good: one of three names
        return fh.read()


@app.get("/raw4")
def raw4():
    name = request.args.get("name", "")
    if name in ALLOWED:
        app.logger.info("known")
    with open(os.path.join(NOTES, name)) as fh:  # bad: the check decides nothing
        return fh.read()


@app.get("/raw5")
def raw5():
    name = secure_filename(request.args.get("name", ""))
    with open(os.path.join(NOTES, name)) as fh:  # good: secure_filename
        return fh.read()


@app.get("/raw6")
def raw6():
    name = request.args.get("name", "")
    secure_filename(name)
    with open(os.path.join(NOTES, name)) as fh:  # bad: the safe name is thrown away
        return fh.read()


@app.get("/real")
def real():
    target = os.path.realpath(os.path.join(NOTES, request.args["p"]))
    if os.path.commonpath([target, NOTES]) != NOTES:
        return "no", 403
    return send_file(target)  # good: commonpath


@app.get("/real2")
def real2():
    target = os.path.join(NOTES, request.args["p"])
    if not target.startswith(NOTES):
        return "no", 403
    return send_file(target)  # bad: startswith on a path that was not resolved


@app.get("/real3")
def real3():
    target = os.path.abspath(os.path.join(NOTES, request.args["p"]))
    if target.startswith(NOTES + os.sep):
        return send_file(target)  # good: abspath and startswith
    return abort(403)


@app.get("/real4")
def real4():
    name = request.args["p"]
    if not os.path.abspath(os.path.join(NOTES, name)).startswith(NOTES):
        abort(403)
    return send_file(os.path.join(NOTES, name))  # good: checked without a variable


@app.get("/real5")
def real5():
    target = os.path.abspath(os.path.join(NOTES, request.args["p"]))
    if not target.startswith(request.args["base"]):
        abort(403)
    return send_file(target)  # bad: the base is the outsider's


@app.get("/pl")
def pl():
    p = (ROOT / request.args["f"]).resolve()
    if not p.is_relative_to(ROOT.resolve()):
        abort(404)
    return p.read_text()  # good: is_relative_to after resolve


@app.get("/pl2")
def pl2():
    p = ROOT / request.args["f"]
    if not p.is_relative_to(ROOT):
        abort(404)
    return p.read_text()  # bad: is_relative_to without resolve


@app.get("/pl3")
def pl3():
    p = ROOT.joinpath(request.args["f"]).resolve()
    if ROOT not in p.parents:
        abort(404)
    return jsonify(json.loads(p.read_bytes()))  # good: among the parents


@app.get("/pl4")
def pl4():
    p = (ROOT / request.args["f"]).resolve()
    try:
        p.relative_to(ROOT.resolve())
    except ValueError:
        abort(400)
    return p.read_bytes()  # good: relative_to raises


@app.get("/pl5")
def pl5():
    p = Path(ROOT, request.args["f"])
    return p.read_bytes()  # bad: Path with two parts


@app.get("/pl6")
def pl6():
    p = ROOT / Path(request.args["f"]).name
    return p.read_bytes()  # good: name only


@app.post("/save")
def save():
    up = request.files["file"]
    up.save(os.path.join("uploads", up.filename))  # bad: the client's name
    return "ok"


@app.post("/save2")
def save2():
    up = request.files["file"]
    ext = os.path.splitext(up.filename)[1]
    up.save(os.path.join("uploads", uuid.uuid4().hex + ".bin"))  # good: a name of our own
    return ext


@app.post("/save3")
def save3():
    up = request.files.get("file")
    if up is None or up.filename == "":
        return "nothing", 400
    filename = secure_filename(up.filename)
    dest = os.path.join(app.config["UPLOAD_FOLDER"], filename)
    up.save(dest)  # good: secured
    return dest


@app.post("/save4")
def save4():
    for up in request.files.getlist("files"):
        up.save(os.path.join("uploads", up.filename))  # bad: in a loop
    return "ok"


@app.delete("/note/<name>")
def delete(name):
    os.remove(os.path.join(NOTES, name))  # bad: Flask's default converter takes `..`
    return "", 204


@app.delete("/n/<int:number>")
def delete_number(number):
    os.remove(os.path.join(NOTES, f"{number}.txt"))  # good: a number
    return "", 204


@app.delete("/u/<uuid:key>")
def delete_key(key):
    os.remove(os.path.join(NOTES, str(key)))  # good: a UUID
    return "", 204


@bp.route("/mv", methods=["POST"])
def move():
    shutil.move(os.path.join(NOTES, "draft"), os.path.join(NOTES, request.form["to"]))  # bad: the target of a move
    return "ok"


@bp.route("/cp", methods=["POST"])
def copy():
    shutil.copy(os.path.join(NOTES, "draft"), os.path.join(NOTES, secure_filename(request.form["to"])))  # good: secured
    return "ok"


@bp.route("/ls")
def ls():
    return jsonify(os.listdir(request.args.get("dir", ".")))  # bad: any folder


@bp.route("/ls2")
def ls2():
    wanted = request.args.get("dir", ".")
    return jsonify([n for n in os.listdir(NOTES) if n.startswith(wanted)])  # good: the outsider filters only


@bp.route("/pick")
def pick():
    wanted = request.args["n"]
    if wanted not in os.listdir(NOTES):
        abort(404)
    return send_file(os.path.join(NOTES, wanted))  # good: one of the files that are there


@bp.route("/report")
def report():
    return send_file(os.path.join(NOTES, REPORTS[request.args["k"]]))  # good: looked up


@bp.route("/report2")
def report2():
    return send_file(os.path.join(NOTES, REPORTS.get(request.args["k"], request.args["k"])))  # bad: the default is the key


@bp.route("/report3")
def report3():
    return send_from_directory(NOTES, request.args["k"])  # good: checks by itself


@bp.route("/report4")
def report4():
    return send_from_directory(request.args["d"], "index.html")  # bad: the folder is the outsider's


@bp.route("/report5")
def report5():
    return send_file(safe_join(NOTES, request.args["k"]))  # good: safe_join


@bp.route("/cache")
def cache():
    key = hashlib.sha256(request.args["url"].encode()).hexdigest()
    return send_file(f"/var/cache/app/{key}")  # good: a digest


@bp.route("/dots")
def dots():
    n = request.args["n"]
    if ".." in n or n.startswith("/"):
        abort(400)
    return send_file(os.path.join(NOTES, n))  # good: neither dots nor root


@bp.route("/dots2")
def dots2():
    n = request.args["n"]
    if ".." in n:
        abort(400)
    return send_file(os.path.join(NOTES, n))  # bad: an absolute name is left


@bp.route("/dots3")
def dots3():
    n = request.args["n"].replace("../", "")
    return send_file(os.path.join(NOTES, n))  # bad: ....// survives


@bp.route("/dots4")
def dots4():
    n = request.args["n"]
    if ".." in n or "/" in n or "\\" in n:
        return abort(400)
    return send_file(f"{NOTES}/{n}")  # good: no separators


@bp.route("/dots5")
def dots5():
    n = request.args["n"]
    if ".." in n:
        return abort(400)
    return send_file(f"{NOTES}/{n}")  # good: behind a slash no name is absolute


@bp.route("/rx")
def rx():
    n = request.args["n"]
    if not re.fullmatch(r"[A-Za-z0-9_-]+", n):
        return abort(400)
    return send_file(f"{NOTES}/{n}.pdf")  # good: harmless characters


@bp.route("/rx2")
def rx2():
    n = request.args["n"]
    if not re.match(r"[A-Za-z0-9_-]+", n):
        return abort(400)
    return send_file(f"{NOTES}/{n}.pdf")  # bad: only the beginning is matched


@bp.route("/ext")
def ext():
    n = request.args["n"]
    if not n.endswith((".png", ".jpg")):
        abort(400)
    return send_file(os.path.join("static", n))  # bad: an ending


@bp.route("/last")
def last():
    n = request.args["n"].split("/")[-1]
    return send_file(os.path.join("static", n))  # good: after the last slash


@bp.route("/over")
def over():
    n = request.args["n"]
    n = "fixed.txt"
    return send_file(os.path.join("static", n))  # good: overwritten


@bp.route("/cond")
def cond():
    n = request.args["n"]
    num = 106
    n = "fixed.txt" if (7 * 18) + num > 200 else n
    return send_file(os.path.join("static", n))  # good: the condition holds


@bp.route("/cond2")
def cond2():
    n = request.args["n"]
    num = 86
    name = "fixed.txt" if (7 * 42) - num > 208 else n
    return send_file(os.path.join("static", name))  # bad: the condition never holds


@bp.route("/dict")
def dictionary():
    options = {"folder": "static", "file": request.args["n"]}
    options["kind"] = "text"
    return send_file(os.path.join(options["folder"], options["kind"]))  # good: other keys


@bp.route("/dict2")
def dictionary2():
    options = {"folder": "static", "file": request.args["n"]}
    return send_file(os.path.join(options["folder"], options["file"]))  # bad: this key


@bp.route("/lst")
def lst():
    values = ["safe", request.args["n"], "moresafe"]
    values.pop(0)
    return send_file(os.path.join("static", values[0]))  # bad: what was second is first


@bp.route("/lst2")
def lst2():
    values = ["safe", request.args["n"], "moresafe"]
    values.pop(0)
    return send_file(os.path.join("static", values[1]))  # good: the last one


@bp.route("/ini")
def ini():
    conf = configparser.ConfigParser()
    conf.add_section("s")
    conf.set("s", "a", "a_value")
    conf.set("s", "b", request.args["n"])
    return send_file(os.path.join("static", conf.get("s", "a")))  # good: the other option


@bp.route("/ini2")
def ini2():
    conf = configparser.ConfigParser()
    conf.add_section("s")
    conf.set("s", "a", "a_value")
    conf.set("s", "b", request.args["n"])
    return send_file(os.path.join("static", conf.get("s", "b")))  # bad: this option


@bp.route("/match")
def matched():
    choice = "ABC"[2]
    match choice:
        case "A":
            name = request.args["n"]
        case "C":
            name = "c.txt"
        case _:
            name = request.args["n"]
    return send_file(os.path.join("static", name))  # good: always the third letter


def inside(folder, name):
    full = os.path.realpath(os.path.join(folder, name))
    return full.startswith(os.path.realpath(folder) + os.sep)


def resolve(folder, name):
    full = os.path.realpath(os.path.join(folder, name))
    if not full.startswith(folder):
        raise ValueError(name)
    return full


def locate(folder, name):
    return os.path.join(folder, name)


@bp.route("/h1")
def h1():
    n = request.args["n"]
    if not inside(NOTES, n):
        abort(403)
    return send_file(os.path.join(NOTES, n))  # good: a helper that says whether


@bp.route("/h2")
def h2():
    return send_file(resolve(NOTES, request.args["n"]))  # good: a helper that raises


@bp.route("/h3")
def h3():
    return send_file(locate(NOTES, request.args["n"]))  # bad: a helper that only joins


@bp.route("/h4")
def h4():
    n = os.path.basename(request.args["n"])
    return send_file(locate(NOTES, n))  # good: basename


@bp.route("/hdr")
def hdr():
    return send_file(os.path.join("/srv/lang", request.headers.get("Accept-Language", "en") + ".json"))  # bad: a header


@bp.route("/ck")
def ck():
    theme = request.cookies.get("theme", "light")
    with Path("themes", theme + ".css").open() as fh:  # bad: a cookie
        return fh.read()
