from flask import Flask, request

from registry import Engine, calculate, count, load, load_known

app = Flask(__name__)


@app.route("/p/<name>")
def plugin(name):
    return load(name).__name__  # bad: imported by a helper


@app.route("/k/<name>")
def known(name):
    return load_known(name).__name__  # good: the helper looks it up


@app.route("/calc")
def calc():
    return str(calculate(request.args["e"]))  # bad: evaluated by a helper


@app.route("/count")
def counted():
    return str(count(request.args["e"]))  # good: the helper evaluates a constant


@app.route("/script", methods=["POST"])
def script():
    engine = Engine(request.form["script"])
    engine.run()  # bad: kept in an object, run by its method
    return "ok"


@app.route("/script/size", methods=["POST"])
def script_size():
    engine = Engine(request.form["script"])
    return str(engine.size())  # good: only measured


@app.route("/script/own", methods=["POST"])
def script_own():
    engine = Engine("x = 1")
    engine.run()  # good: a constant script
    return request.form["name"][:0]


@app.route("/lambda")
def lambdas():
    run = lambda text: eval(text)  # bad: through a lambda
    return str(run(request.args["e"]))


@app.route("/while")
def loops():
    text = "1"
    while len(text) < 100:
        text = text + "+" + request.args["e"]
    return str(eval(text))  # bad: grown in a loop


@app.route("/enum")
def ranges():
    text = "+".join(str(n) for n in range(3))
    return str(eval(text)) + str(len(request.args))  # good: numbers of a range
