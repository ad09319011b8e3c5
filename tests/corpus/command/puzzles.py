"""Shapes of flow, one view each."""
import collections
import contextlib
import dataclasses
import enum
import itertools
import os
import shutil
import subprocess
import typing

from flask import Flask, request, redirect, session, url_for

app = Flask(__name__)


class Mode(enum.Enum):
    FAST = "fast"
    SLOW = "slow"


class Pair(typing.NamedTuple):
    name: str
    flag: str


@dataclasses.dataclass
class Options:
    name: str
    flag: str = "-v"


@app.route("/enum")
def by_enum():
    mode = Mode(request.args["mode"])
    os.system("run --" + mode.value)  # good: a member of an enumeration
    return ""


@app.route("/namedtuple")
def by_tuple():
    pair = Pair(request.args["n"], "-q")
    os.system("run " + pair.flag)  # good: the other field
    os.system("run " + pair.name)  # bad: the field that holds it
    return ""


@app.route("/dataclass")
def by_dataclass():
    options = Options(name=request.args["n"])
    os.system("run " + options.flag)  # good: a default
    os.system("run " + options.name)  # bad: a field
    return ""


@app.route("/generator")
def by_generator():
    def lines():
        yield "a"
        yield request.args["n"]
    for line in lines():
        os.system("run " + line)  # bad: yielded
    return ""


@app.route("/ctx")
def by_context():
    @contextlib.contextmanager
    def name():
        yield request.args["n"]
    with name() as n:
        os.system("run " + n)  # bad: given by a context manager
    return ""


@app.route("/kwargs")
def by_kwargs():
    def run(**kw):
        os.system("run {name} {flag}".format(**kw))  # bad: by keywords
    run(name=request.args["n"], flag="-v")
    return ""


@app.route("/default")
def by_default():
    def run(name="x"):
        os.system("run " + name)  # good: only ever the default
    run()
    return request.args["n"][:0]


@app.route("/chain")
def by_chain():
    for item in itertools.chain(["a"], request.args.getlist("n")):
        os.system("run " + item)  # bad: chained
    return ""


@app.route("/counter")
def by_counter():
    counts = collections.Counter(request.args.getlist("n"))
    os.system("run %d" % sum(counts.values()))  # good: a sum
    return ""


@app.route("/defaultdict")
def by_defaultdict():
    found = collections.defaultdict(list)
    found["x"].append(request.args["n"])
    found["y"].append("b")
    os.system("run " + " ".join(found["x"]))  # bad: a list in a dict
    return ""


@app.route("/index")
def by_index():
    choices = ["a", "b", "c"]
    os.system("run " + choices[int(request.args["i"])])  # good: an index into constants
    return ""


@app.route("/slice")
def by_slice():
    words = ["run", request.args["n"], "end"]
    os.system(" ".join(words[:1]))  # good: before it
    os.system(" ".join(words[1:]))  # bad: from it on
    return ""


@app.route("/del")
def by_del():
    data = {"a": request.args["n"], "b": "x"}
    del data["a"]
    os.system("run " + " ".join(data.values()))  # good: deleted
    return ""


@app.route("/update")
def by_update():
    data = {"a": "x"}
    data.update(request.args)
    os.system("run " + data["a"])  # bad: overwritten by the update
    return ""


@app.route("/merge")
def by_merge():
    data = {**request.args, "a": "x"}
    os.system("run " + data["a"])  # good: the constant comes last
    return ""


@app.route("/finally")
def by_finally():
    name = "x"
    try:
        name = request.args["n"]
    finally:
        os.system("run " + name)  # bad: assigned before
    return ""


@app.route("/except")
def by_except():
    try:
        value = int(request.args["n"])
    except ValueError:
        value = request.args["n"]
    os.system("run %s" % value)  # bad: by the handler
    return ""


@app.route("/while")
def by_while():
    name = request.args["n"]
    while not name.isalnum():
        name = name[1:]
    os.system("run " + name)  # good: the loop ends with letters
    return ""


@app.route("/nested")
def by_nested():
    data = request.get_json()
    for job in data["jobs"]:
        for step in job.get("steps", []):
            if step.get("kind") == "shell":
                subprocess.call(step["run"], shell=True)  # bad: deep in the body
    return ""


@app.route("/strftime")
def by_time():
    import time
    stamp = time.strftime("%Y%m%d")
    os.system("tar czf /srv/%s.tgz /srv/data" % stamp + " #" + str(len(request.args)))  # good: a date of ours
    return ""


@app.route("/shutil")
def by_which():
    program = shutil.which(request.args["p"])
    subprocess.run([program, "-V"])  # bad: found on the path, but chosen by the outsider
    return ""


@app.route("/regexp")
def by_sub():
    import re
    name = re.sub(r"[^a-zA-Z0-9]", "", request.args["n"])
    os.system("run " + name)  # good: nothing else is left
    name = re.sub(r"[a-z]", "", request.args["n"])
    os.system("run " + name)  # bad: only letters are gone
    return ""


@app.route("/translate")
def by_filter():
    name = "".join(c for c in request.args["n"] if c.isalnum() or c in "-_")
    os.system("run " + name)  # good: kept characters
    name = "".join(filter(str.isalnum, request.args["n"]))
    os.system("run " + name)  # good: filtered
    return ""


@app.route("/cond")
def by_conditions():
    name = request.args["n"]
    if not name or len(name) > 20 or ";" in name:
        return redirect(url_for("by_enum"))
    os.system("run " + name)  # bad: only the semicolon is refused
    return ""


@app.route("/flag")
def by_flag():
    name = request.args["n"]
    ok = name in ("a", "b")
    if ok:
        os.system("run " + name)  # good: the test kept in a variable
    return ""


@app.route("/session")
def by_session():
    os.system("run " + str(session["uid"]))  # good: the server's own session
    return ""


def validated(name):
    if name not in ("a", "b"):
        raise ValueError(name)
    return name


@app.route("/helper")
def by_helper():
    os.system("run " + validated(request.args["n"]))  # good: the helper raises
    return ""


def is_ok(name):
    return name.isalnum()


@app.route("/helper2")
def by_predicate():
    name = request.args["n"]
    if not is_ok(name):
        return "no"
    os.system("run " + name)  # good: a helper's test
    return ""
