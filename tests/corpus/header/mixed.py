import re
import smtplib
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

import falcon

CRLF = re.compile(r"[\r\n]")


def safe_header(value: str) -> str:
    if "\r" in value or "\n" in value:
        raise ValueError("line end in a header")
    return value


class Api(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        params = dict(parse_qsl(urlsplit(self.path).query))
        name, other = params.get("name", "x"), params["other"]
        self.send_response(200)
        self.send_header("X-One", safe_header(name))  # good: refused by a helper
        self.send_header("X-Two", CRLF.sub("", name))  # good: removed by a compiled pattern
        self.send_header("X-Three", unquote(name))  # bad: unquoted once more
        self.send_header("X-Four", " ".join(name.split()))  # good: white space folded
        self.send_header("X-Five", other.strip())  # bad: stripped at the ends only
        self.send_header("X-Six", repr(name))  # good: escaped by repr
        self.send_header("X-Seven", "yes" if name else "no")  # good: one of two
        self.send_header("X-Eight", other[:20])  # bad: cut
        self.end_headers()

    def do_POST(self):
        etag = self.headers.get("If-None-Match", "")
        values = {"etag": etag}
        values["etag"] = "fixed"
        self.send_response(304)
        self.send_header("ETag", values["etag"])  # good: replaced in the dict
        if CRLF.search(etag):
            return
        self.send_header("X-Etag", etag)  # good: a compiled pattern refused it
        self.end_headers()

    def do_PUT(self):
        cookie = self.headers.get("Cookie", "")
        parts = []
        for piece in cookie.split(";"):
            parts.append(piece)
        self.send_response(200)
        self.send_header("Set-Cookie", ";".join(parts))  # bad: split and joined
        self.end_headers()


class Download:
    def on_get(self, req, resp, name):
        resp.set_header("Content-Disposition", f'attachment; filename="{name}"')  # bad: part of the path
        resp.set_header("X-Host", "a.example")  # good: a constant

    def on_post(self, req, resp):
        data = req.media
        resp.set_headers({"X-Id": data["id"]})  # bad: a dict of headers


def mail(environ, start_response):
    to = environ["QUERY_STRING"]
    with smtplib.SMTP("localhost") as server:
        server.sendmail("a@example.com", to, "To: " + to + "\r\n\r\nhello")  # bad: a mail's head
    start_response("200 OK", [("Content-Length", str(len(to)))])  # good: a number
    return [b""]
