import configparser
import http.client
import ipaddress
import os
import socket
import urllib.request
from urllib.parse import quote, urlencode, urljoin, urlparse, urlsplit

import httpx
import requests
import urllib3
from flask import Flask, abort, current_app, jsonify, request
from requests import Session

app = Flask(__name__)
API = "https://api.example.com"
API_BASE = os.environ.get("API_BASE", "http://localhost:9000")
ALLOWED_HOSTS = {"images.example.com", "cdn.example.com"}
MIRRORS = {"eu": "https://eu.example.com/", "us": "https://us.example.com/"}
http = urllib3.PoolManager()
session = requests.Session()


@app.get("/a")
def a():
    return requests.get(request.args["url"]).text  # bad: the whole address


@app.get("/b")
def b():
    url = request.args.get("url")
    if urlparse(url).hostname not in ALLOWED_HOSTS:
        abort(400)
    return requests.get(url, timeout=3).text  # good: host in a list


@app.get("/c")
def c():
    url = request.args.get("url")
    parsed = urlparse(url)
    if parsed.scheme not in ("http", "https"):
        abort(400)
    return requests.get(url, timeout=3).text  # bad: only the scheme


@app.get("/d")
def d():
    url = request.args.get("url")
    parsed = urlsplit(url)
    if parsed.scheme != "https" or parsed.netloc not in ALLOWED_HOSTS:
        return "no", 400
    return session.get(url).text  # good: scheme and netloc


@app.get("/e")
def e():
    url = request.args.get("url", "")
    if "example.com" not in url:
        abort(400)
    return requests.get(url).text  # bad: the name may stand anywhere


@app.get("/f")
def f():
    url = request.args.get("url", "")
    if not url.startswith("https://api.example.com/"):
        abort(400)
    return requests.get(url).text  # good: begins with a host that is complete


@app.get("/g")
def g():
    url = request.args.get("url", "")
    if not url.startswith("https://api.example.com"):
        abort(400)
    return requests.get(url).text  # bad: api.example.com.evil.org


@app.get("/h")
def h():
    host = urlparse(request.args["url"]).hostname or ""
    if not host.endswith(".example.com"):
        abort(400)
    return requests.get(f"https://{host}/status").text  # good: a domain of ours


@app.get("/i")
def i():
    url = request.args["url"]
    host = urlparse(url).hostname
    if not host.endswith("example.com"):
        abort(400)
    return requests.get(url).text  # bad: evilexample.com


@app.get("/j/<user>")
def j(user):
    return requests.get(f"{API}/users/{user}").json()  # good: the host is constant


@app.get("/k/<user>")
def k(user):
    return requests.get(API_BASE + "/users/" + user).json()  # good: the host is a setting


@app.get("/l/<user>")
def l(user):
    return requests.get("{}/users/{}".format(current_app.config["API"], user)).json()  # good: the host is in the configuration


@app.get("/m/<region>")
def m(region):
    return requests.get(f"https://{region}.example.com/").text  # bad: a slash ends the host


@app.get("/n/<region>")
def n(region):
    if region not in ("eu", "us"):
        abort(404)
    return requests.get(f"https://{region}.example.com/").text  # good: one of two


@app.get("/o/<region>")
def o(region):
    return requests.get(MIRRORS[region]).text  # good: looked up


@app.get("/p/<region>")
def p(region):
    return requests.get(MIRRORS.get(region, region)).text  # bad: the default is the key


@app.get("/q")
def q():
    return requests.get(API + "/search", params={"q": request.args["q"]}).text  # good: a parameter


@app.get("/r")
def r():
    return requests.get(API + "/search?" + urlencode({"q": request.args["q"]})).text  # good: the query


@app.get("/s")
def s():
    return requests.get(urljoin(API, request.args["path"])).text  # bad: an absolute address wins


@app.post("/t")
def t():
    hook = request.get_json()["callback"]
    requests.post(hook, json={"done": True})  # bad: a webhook out of the body
    return jsonify(ok=True)


@app.post("/u")
def u():
    body = request.get_json()
    requests.post("https://hooks.example.com/", json={"text": body["text"]})  # good: only the body is the outsider's
    return jsonify(ok=True)


@app.get("/v")
def v():
    with urllib.request.urlopen(request.args["feed"]) as answer:  # bad: urllib
        return answer.read()


@app.get("/w")
def w():
    req = urllib.request.Request(request.args["feed"], headers={"User-Agent": "x"})  # bad: the request of urllib
    return urllib.request.urlopen(req).read()


@app.get("/x")
def x():
    return http.request("GET", request.args["u"]).data  # bad: urllib3


@app.get("/y")
def y():
    connection = http_client(request.args["host"])
    connection.request("GET", "/")
    return connection.getresponse().read()


def http_client(host):
    return http_connection(host)


def http_connection(host):
    import http.client as hc

    return hc.HTTPSConnection(host, timeout=5)  # bad: the host of a connection, in a helper


@app.get("/z")
def z():
    connection = http.client.HTTPSConnection("example.com")
    connection.request("GET", "/" + quote(request.args["p"]))
    return connection.getresponse().read()  # good: a path on a fixed host


@app.get("/aa")
def aa():
    with httpx.Client() as client:
        return client.get(request.args["u"]).text  # bad: a client of httpx


@app.get("/ab")
def ab():
    with httpx.Client(base_url=API) as client:
        return client.get("/users", params={"name": request.args["u"]}).text  # good: a base and a parameter


@app.get("/ac")
def ac():
    url = request.args["u"]
    host = urlparse(url).hostname
    address = ipaddress.ip_address(socket.gethostbyname(host))
    if address.is_private or address.is_loopback:
        abort(403)
    return requests.get(url, allow_redirects=False).text  # good: not inside the network


@app.get("/ad")
def ad():
    url = request.args["u"]
    if urlparse(url).hostname in ("localhost", "127.0.0.1"):
        abort(403)
    return requests.get(url).text  # bad: two names are refused


def allowed(url):
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.hostname in ALLOWED_HOSTS


def check(url):
    if not allowed(url):
        raise ValueError(url)


@app.get("/ae")
def ae():
    url = request.args["u"]
    if not allowed(url):
        return "no", 403
    return requests.get(url).text  # good: a helper that says whether


@app.get("/af")
def af():
    url = request.args["u"]
    check(url)
    return requests.get(url).text  # good: a helper that raises


@app.get("/ag")
def ag():
    url = request.args["u"]
    allowed(url)
    return requests.get(url).text  # bad: nobody looks at the answer


@app.get("/ah/<int:number>")
def ah(number):
    return requests.get(f"http://10.0.0.{number}/").text  # good: a number


@app.get("/ai")
def ai():
    port = int(request.args["port"])
    return requests.get(f"http://127.0.0.1:{port}/").text  # good: a port as a number


@app.get("/aj")
def aj():
    conf = configparser.ConfigParser()
    conf.add_section("a")
    conf.set("a", "one", "https://example.com")
    conf.set("a", "two", request.args["u"])
    return requests.get(conf.get("a", "one")).text  # good: the other option


@app.get("/ak")
def ak():
    url = request.args["u"]
    values = ["https://example.com", url]
    return requests.head(values[-1]).text  # bad: the last of a list


@app.get("/al")
def al():
    url = request.args["u"]
    if url:
        url = "https://example.com/"
    else:
        url = "https://example.org/"
    return requests.get(url).text  # good: overwritten on both ways


@app.get("/am")
def am():
    s = Session()
    s.headers["X"] = "1"
    return s.request("GET", request.args["u"]).text  # bad: the method first


@app.get("/an")
def an():
    s = Session()
    return s.request(request.args["m"], "https://example.com/").text  # good: the method only


@app.get("/ao")
def ao():
    image = f"http://{request.headers['Host']}/logo.png"
    return requests.get(image).content  # bad: the Host header


@app.get("/ap")
def ap():
    token = request.headers["Authorization"]
    return requests.get(API + "/me", headers={"Authorization": token}).json()  # good: a header handed on
