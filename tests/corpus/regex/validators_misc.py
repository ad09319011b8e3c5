"""Validation of forms by rules."""
import re
import sys
from functools import lru_cache

from aiohttp import web
from flask import Flask, request

app = Flask(__name__)
BLOCKED = [r"\bspam\b", r"\bviagra\b"]


@lru_cache
def compiled(pattern):
    return re.compile(pattern)  # bad: the cached helper of several callers


@app.post("/rule")
def rule():
    return {"ok": bool(compiled(request.json["rule"]).search("x"))}


@app.post("/blocked")
def blocked():
    return {"ok": not any(re.search(p, request.json["text"]) for p in BLOCKED)}  # good: constant patterns


@app.post("/highlight")
def highlight():
    term = request.form["term"]
    marked = re.sub("(%s)" % re.escape(term), r"<b>\1</b>", "some text")  # good: escaped
    return {"length": len(marked)}


@app.post("/highlight2")
def highlight_raw():
    term = request.form["term"]
    marked = re.sub("(?i)(" + term + ")", r"<b>\1</b>", "some text")  # bad: not escaped
    return {"length": len(marked)}


@app.post("/wild")
def wild():
    pattern = "^" + request.form["glob"].replace("*", ".*") + "$"
    return {"ok": bool(re.match(pattern, "x"))}  # bad: a glob translated by hand


@app.post("/wild2")
def wild_escaped():
    pattern = "^" + re.escape(request.form["glob"]).replace(r"\*", ".*") + "$"
    return {"ok": bool(re.match(pattern, "x"))}  # good: escaped first


@app.get("/flags")
def flags():
    flag = re.I if request.args.get("i") else 0
    return {"ok": bool(re.search("abc", request.args["t"], flag))}  # good: flags by a test


@app.get("/digits")
def digits():
    n = request.args.get("n", default=3, type=int)
    return {"ok": bool(re.search(r"^\d{%s}$" % n, "123"))}  # good: an integer by type


@app.get("/method")
def method():
    pattern = re.compile("a|b")
    return {"ok": bool(pattern.sub(request.args["r"], "abc"))}  # good: a replacement


async def search(request):
    pattern = request.query["q"]
    lines = await request.app["lines"]()
    found = [line for line in lines if re.search(pattern, line)]  # bad: the query in aiohttp
    return web.json_response(found)


async def search_plain(request):
    word = request.query["q"]
    lines = await request.app["lines"]()
    found = [line for line in lines if word.lower() in line.lower()]  # good: no pattern
    return web.json_response(found)


def main():
    pattern = re.compile(sys.argv[1])  # good: whoever runs a program may give it a pattern
    for line in sys.stdin:
        if pattern.search(line):
            print(line)


app2 = web.Application()
app2.add_routes([web.get("/s", search), web.get("/p", search_plain)])
