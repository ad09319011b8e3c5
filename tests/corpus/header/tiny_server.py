"""A server of the standard library that sets headers from what it is asked."""
import json
import re
import urllib.parse
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlparse

LANGUAGES = ("de", "en", "fr")
NAMES = {"a": "alpha", "b": "beta"}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlparse(self.path).query)
        lang = query.get("lang", ["en"])[0]
        self.send_response(200)
        self.send_header("Content-Language", lang)  # bad: as it came
        if lang in LANGUAGES:
            self.send_header("X-Language", lang)  # good: a known language
        self.send_header("X-Length", str(len(lang)))  # good: a number
        self.end_headers()
        self.wfile.write(b"ok")

    def do_POST(self):
        name = self.headers["X-File-Name"]
        clean = name.replace("\r", "").replace("\n", "")
        half = name.replace("\n", "")
        self.send_response(200)
        self.send_header("Content-Disposition", f"attachment; filename={name}")  # bad: in an f-string
        self.send_header("Content-Disposition", f"attachment; filename={clean}")  # good: both line ends are gone
        self.send_header("X-Half", half)  # bad: a carriage return is left
        self.send_header("X-Quoted", urllib.parse.quote(name))  # good: quoted for an address
        self.end_headers()

    def do_PUT(self):
        query = parse_qs(urlparse(self.path).query)
        token = query["token"][0]
        if not re.fullmatch(r"[A-Za-z0-9]+", token):
            self.send_error(400)
            return
        self.send_response(200)
        self.send_header("Set-Cookie", f"token={token}; HttpOnly")  # good: letters and digits
        self.end_headers()

    def do_DELETE(self):
        query = parse_qs(urlparse(self.path).query)
        token = query["token"][0]
        if not re.match(r"[A-Za-z0-9]+", token):
            self.send_error(400)
            return
        self.send_response(200)
        self.send_header("Set-Cookie", f"token={token}; HttpOnly")  # bad: only the beginning is checked
        self.end_headers()

    def do_PATCH(self):
        query = parse_qs(urlparse(self.path).query)
        message = query["m"][0]
        self.send_response(200, message)  # bad: the reason in the status line
        self.send_header(query["h"][0], "1")  # bad: the name of a header
        self.send_header(NAMES.get(query["h"][0], "gamma"), "1")  # good: a name from a table
        self.end_headers()

    def do_OPTIONS(self):
        origin = self.headers.get("Origin", "*")
        self.respond(origin)
        self.respond_fixed(origin)

    def respond(self, origin):
        self.send_header("Access-Control-Allow-Origin", origin)  # bad: through a method

    def respond_fixed(self, origin):
        self.send_header("Access-Control-Allow-Origin", "https://a.example")  # good: the argument is not used

    def do_TRACE(self):
        value = self.headers["X-Trace"]
        if "\n" in value or "\r" in value:
            self.send_error(400)
            return
        self.send_response(200)
        self.send_header("X-Trace", value)  # good: refused with line ends
        self.end_headers()

    def do_LINK(self):
        value = self.headers["X-Trace"]
        if "\n" in value:
            self.send_error(400)
            return
        self.send_response(200)
        self.send_header("X-Trace", value)  # bad: one of the two is not refused
        self.send_header("X-Json", json.dumps(self.headers["X-Json"]))  # good: JSON escapes line ends
        self.end_headers()

    def do_HEAD(self):
        value = self.headers["X-Tag"]
        first = re.sub(r"[\r\n]+", " ", value)
        other = re.sub(r"\d+", "", value)
        self.send_response(200)
        self.send_header("X-Tag", first)  # good: replaced by a pattern
        self.send_header("X-Tag", other)  # bad: only digits are removed
        self.send_header("X-Line", value.splitlines()[0])  # good: the first line
        self.end_headers()
