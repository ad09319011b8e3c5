import contextvars
import heapq
import io
import queue
import types
from collections import deque, namedtuple

from flask import Flask, request

Pair = namedtuple("Pair", "left right")
Size = namedtuple("Size", ["width", "height"])


def init(app):
    @app.route("/<string:piece>", methods=["GET"])
    def first_get(piece):
        return first_post(piece)

    @app.route("/<string:piece>", methods=["POST"])
    def first_post(piece):
        eval(piece)  # bad: the other view hands it on, this one too
        return "done"


def create_app():
    from flask import request as asked

    app = Flask(__name__)

    @app.post("/made")
    def made():
        eval(asked.form["sum"])  # bad: the request was imported by the function around
        return "done"

    return app


app = Flask(__name__)


@app.post("/queue")
def queued():
    line = queue.Queue()
    line.put("1 + 1")
    line.put(request.form["sum"])
    eval(line.get())  # good: what was put in first
    eval(line.get_nowait())  # bad: what came second
    stack = queue.LifoQueue()
    stack.put("1 + 1")
    stack.put(request.form["sum"])
    eval(stack.get())  # bad: what was put in last
    eval(stack.get())  # good: what lay below
    return "done"


@app.post("/deque")
def two_ends():
    line = deque(["1 + 1"])
    line.append(request.form["sum"])
    eval(line.popleft())  # good: the constant left of it
    eval(line.popleft())  # bad: all that was left
    line.append("2")
    line.appendleft(request.form["sum"])
    eval(line.pop())  # good: the right end
    eval(line.pop())  # bad: the left end
    return "done"


@app.post("/pair")
def pair():
    made = Pair(request.form["sum"], "1 + 1")
    eval(made.right)  # good: the other field
    eval(made[1])  # good: the same by its place
    eval(made.left)  # bad: the field
    eval(Size(height=request.form["sum"], width="3").height)  # bad: by keyword
    eval(Size(height=request.form["sum"], width="3").width)  # good: the other keyword
    return "done"


@app.post("/written")
def written():
    text = io.StringIO()
    text.write("1 + ")
    eval(text.getvalue())  # good: nothing of the form yet
    text.write(request.form["sum"])
    eval(text.getvalue())  # bad: now there is
    return "done"


@app.post("/raised")
def raised():
    try:
        if len(request.form) > 3:
            raise KeyError(request.form["sum"])
        raise ValueError("1 + 1")
    except ValueError as problem:
        eval(problem.args[0])  # good: what this class was raised with
    except KeyError as problem:
        eval(problem.args[0])  # bad: what the form holds
    return "done"


@app.post("/namespace")
def namespace():
    made = types.SimpleNamespace(left=request.form["sum"], right="1 + 1")
    eval(made.right)  # good: the other attribute
    eval(made.left)  # bad: the attribute
    return "done"


@app.post("/variable")
def variable():
    asked = contextvars.ContextVar("asked", default="1")
    eval(asked.get())  # good: its default
    asked.set(request.form["sum"])
    eval(asked.get())  # bad: what it was set to
    asked.set("2")
    eval(asked.get())  # good: set anew
    return "done"


@app.post("/heap")
def heap():
    found = []
    heapq.heappush(found, "1")
    eval(heapq.heappop(found))  # good: nothing of the form yet
    heapq.heappush(found, request.form["sum"])
    eval(heapq.heappop(found))  # bad: it may be the smallest
    return "done"


class Fixed:
    def __init__(self, value):
        self.value = value

    def __call__(self, other):
        return self.value


@app.post("/called")
def called():
    eval(Fixed("1")(request.form["sum"]))  # good: answers what it was made with
    eval(Fixed(request.form["sum"])("1"))  # bad: made with the form's
    return "done"
