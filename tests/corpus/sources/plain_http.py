import cgi
import json
import os
import sqlite3
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlparse

db = sqlite3.connect("x.db", check_same_thread=False)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlparse(self.path).query)
        db.execute("SELECT * FROM t WHERE a = '" + query["a"][0] + "'")  # bad: the query of the path
        db.execute("SELECT * FROM t WHERE a = ?", (query["a"][0],))  # good: bound
        db.execute("SELECT * FROM t WHERE c = '%s'" % self.command)  # good: a method that has a handler

    def do_POST(self):
        size = int(self.headers["Content-Length"])
        body = json.loads(self.rfile.read(size))
        db.execute("INSERT INTO t VALUES ('%s')" % body["a"])  # bad: the body
        db.execute("INSERT INTO t VALUES (%s)" % size)  # good: a number
        db.execute("INSERT INTO t VALUES ('%s')" % self.headers.get("X-Name"))  # bad: a header
        db.execute("INSERT INTO t VALUES ('%s')" % self.server.name)  # good: the server's own


def application(environ, start_response):
    params = parse_qs(environ["QUERY_STRING"])
    os.system("ls " + params["dir"][0])  # bad: the query string of WSGI
    os.system("ls " + environ["SERVER_NAME"])  # good: the server's own name
    start_response("200 OK", [])
    return [b""]


def script():
    form = cgi.FieldStorage()
    os.system("finger " + form.getvalue("user"))  # bad: a field of a CGI form
    os.system("finger " + form["user"].value)  # bad: a field by key
    os.system("finger root")  # good: constant


async def app(scope, receive, send):
    if scope["type"] == "http":
        os.system("ls " + scope["path"])  # bad: the path of ASGI
        event = await receive()
        os.system("ls " + event["body"].decode())  # bad: the body of ASGI
        os.system("ls " + scope["method"])  # good: the method


HTTPServer(("", 80), Handler).serve_forever()
