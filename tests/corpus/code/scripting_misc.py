"""Assorted ways in which text becomes code, in a small service."""
import json
import operator
import sys
import types
from ast import literal_eval
from importlib import import_module
from typing import Any, Callable

from fastapi import Depends, FastAPI, HTTPException, Request

app = FastAPI()
HANDLERS: dict[str, Callable[[Any], Any]] = {}


def handler(name):
    def register(function):
        HANDLERS[name] = function
        return function
    return register


@handler("upper")
def upper(value):
    return str(value).upper()


@app.post("/dispatch")
async def dispatch(request: Request):
    body = await request.json()
    function = HANDLERS.get(body["action"])
    if function is None:
        raise HTTPException(404)
    return function(body.get("value"))  # good: a registry


@app.post("/module")
async def module_call(request: Request):
    body = await request.json()
    module = import_module(body["module"])  # bad: any module
    return str(module)


@app.post("/method")
async def method(request: Request):
    body = await request.json()
    func = getattr(operator, body["op"])
    return func(1, 2)  # bad: any function of operator


@app.post("/method/known")
async def method_known(request: Request):
    body = await request.json()
    if body["op"] not in ("add", "sub"):
        raise HTTPException(400)
    func = getattr(operator, body["op"])
    return func(1, 2)  # good: one of two


def expression(q: str) -> str:
    return q.strip()


@app.get("/depends")
def depends(q: str = Depends(expression)):
    return eval(q)  # bad: through a dependency


@app.get("/limit")
def limit(q: str):
    if len(q) > 10:
        raise HTTPException(400)
    return eval(q)  # bad: ten characters are enough


@app.get("/safe-dict")
def safe_dict(q: str):
    allowed = {k: v for k, v in vars(operator).items() if not k.startswith("_")}
    code = compile(q, "<q>", "eval")  # bad: checked after compiling only
    for name in code.co_names:
        if name not in allowed:
            raise HTTPException(400)
    return literal_eval(q)  # good: literals


@app.get("/template")
def template(x: float):
    formula = "({x}) ** 2 + 1"
    return eval(formula.format(x=x))  # good: a float in a constant formula


@app.get("/stored")
def stored(name: str):
    formulas = json.load(open("/etc/formulas.json"))
    return eval(formulas[name], {"x": 1})  # good: formulas of the operator's own file


@app.get("/two")
def two(q: str):
    def inner():
        return eval(q)  # bad: in a closure
    return inner()


@app.get("/tern")
def tern(q: str, raw: bool = False):
    value = q if raw else repr(q)
    return eval(value)  # bad: raw is the outsider's choice, too


@app.get("/sys")
def sys_modules(name: str):
    module = sys.modules.get(name)
    return bool(module)  # good: looked up, nothing is run


@app.get("/type")
def make_type(name: str):
    return str(types.new_class(name))  # good: a class's name
