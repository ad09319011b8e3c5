from flask import Flask, request
import ast, operator, re
app = Flask(__name__)
OPS = {ast.Add: operator.add}


def safe_eval(text):
    def ev(node):
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.BinOp):
            return OPS[type(node.op)](ev(node.left), ev(node.right))
        raise ValueError
    return ev(ast.parse(text, mode="eval").body)


@app.route("/a")
def a():
    return str(safe_eval(request.args["e"]))  # good: an interpreter of its own


@app.route("/b")
def b():
    e = request.args["e"]
    if not re.match(r"^[0-9+\-*/(). ]+$", e):
        return "no"
    return str(eval(e))  # good: digits and operators only


@app.route("/c")
def c():
    e = request.args["e"]
    if re.match(r"^[0-9+\-*/(). ]+", e):
        return str(eval(e))  # bad: the pattern is not anchored at its end
    return ""


@app.route("/d")
def d():
    e = request.args["e"]
    allowed = set("0123456789+-*/(). ")
    if not set(e) <= allowed:
        return "no"
    return str(eval(e))  # good: an alphabet


@app.route("/e")
def e():
    name = request.args["cls"]
    cls = {"A": int, "B": float}.get(name, int)
    return str(cls("3"))  # good: a class out of a table


@app.route("/f")
def f():
    exec(open("/srv/" + "script.py").read())  # good: our own file
    exec("x = %r" % request.args["x"])  # good: a repr is a literal
    exec("x = '%s'" % request.args["x"])  # bad: quotes by hand
    return ""


@app.route("/g")
def gg():
    setattr(app, request.args["k"], 3)  # good: no call
    return str(getattr(app, request.args["k"]))  # good: read only


@app.route("/h")
def h():
    code = request.args["code"]
    fn = eval("lambda x: " + code)  # bad: a lambda around it
    return str(fn(3))
