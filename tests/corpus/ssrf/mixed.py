import asyncio
import json
import re
import socket
from urllib.parse import quote_plus, urlparse, urlunparse
from urllib.request import Request, urlopen

import aiohttp
import httpx
import requests
import tornado.httpclient
import tornado.web
from aiohttp import web
from django.conf import settings
from flask import Flask, abort, request

app = Flask(__name__)
routes = web.RouteTableDef()
PARTNERS = {"acme": "https://api.acme.example/v1", "zeta": "https://zeta.example/api"}
ALLOWED = re.compile(r"https://[a-z]+\.example\.com/[\w/]*")
DENIED = ["localhost", "127.0.0.1", "169.254.169.254"]


class ApiClient:
    base_url = "https://api.example.com"

    def __init__(self, token):
        self.session = requests.Session()
        self.session.headers["Authorization"] = token

    def get(self, path):
        return self.session.get(f"{self.base_url}/{path}")  # good: a class attribute

    def raw(self, url):
        return self.session.get(url)  # bad: whatever a caller hands over


@app.route("/a")
def a():
    return ApiClient("t").get(request.args["p"]).text


@app.route("/b")
def b():
    return ApiClient("t").raw(request.args["p"]).text


@app.route("/c/<partner>")
def c(partner):
    try:
        base = PARTNERS[partner]
    except KeyError:
        abort(404)
    return requests.get(f"{base}/{request.args['id']}").text  # good: a partner of ours


@app.route("/d")
def d():
    url = request.args["url"]
    if not ALLOWED.fullmatch(url):
        abort(400)
    return requests.get(url).text  # good: the whole address is matched


@app.route("/e")
def e():
    url = request.args["url"]
    for bad in DENIED:
        if bad in url:
            abort(400)
    return requests.get(url).text  # bad: a list of refused texts


@app.route("/f")
def f():
    parts = urlparse(request.args["url"])
    fixed = urlunparse(("https", "cdn.example.com", parts.path, "", parts.query, ""))
    return requests.get(fixed).text  # good: put together anew with our host


@app.route("/g")
def g():
    response = requests.request(method="POST", url=request.form["endpoint"], data=b"")  # bad: by keyword
    return response.text


@app.route("/h")
def h():
    target = "http://" + request.form.get("ip") + ":8080/metrics"
    return requests.get(target, timeout=1).text  # bad: an address


@app.route("/i")
def i():
    q = quote_plus(request.args["q"])
    return requests.get("https://search.example.com/?q=" + q).text  # good: a query


@app.route("/j")
def j():
    sock = socket.create_connection((request.args["host"], 80))  # bad: a socket
    sock.close()
    return ""


@app.route("/k")
def k():
    settings_url = json.load(open("settings.json"))["url"]
    return requests.post(settings_url, json={"x": request.args["x"]}).text  # good: an address of our own


@app.route("/l")
def l():
    return urlopen(Request("https://example.com", data=request.data)).read()  # good: only the body


@app.route("/m")
def m():
    url = request.args["url"]
    if urlparse(url).hostname == "example.com":
        return requests.get(url).text  # good: the one host
    return requests.get("https://example.com").text  # good: a constant


@app.route("/n")
def n():
    url = request.args.get("url") or "https://example.com"
    return httpx.get(url).text  # bad: a default changes nothing


@app.route("/o")
def o():
    urls = request.json["urls"]
    return {"codes": [requests.head(u).status_code for u in urls]}  # bad: each of a list


@app.route("/p")
def p():
    host = request.args["host"]
    match host:
        case "a" | "b":
            pass
        case _:
            host = "a"
    return requests.get(f"https://{host}.example.com/").text  # good: a or b


@routes.post("/hook")
async def hook(request):
    data = await request.json()
    async with aiohttp.ClientSession() as session:
        await session.post(data["url"], json={})  # bad: aiohttp on both sides
    return web.Response()


@routes.post("/hook2")
async def hook2(request):
    data = await request.json()
    async with aiohttp.ClientSession("https://hooks.example.com") as session:
        await session.post("/fixed", json=data)  # good: only the body
    return web.Response()


class Proxy(tornado.web.RequestHandler):
    async def get(self):
        client = tornado.httpclient.AsyncHTTPClient()
        answer = await client.fetch(self.get_argument("u"))  # bad: tornado
        self.write({"n": len(answer.body)})


def sync(request):
    return requests.get(settings.API + request.GET["path"])  # good: behind a setting


@routes.get("/gather")
async def gather(request):
    url = request.query["u"]
    async with httpx.AsyncClient() as client:
        first, second = await asyncio.gather(client.get(url), client.get("https://example.com"))  # bad: gathered
    return first, second
