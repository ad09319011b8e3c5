from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlparse


class Shortener(BaseHTTPRequestHandler):
    links = {"a": "https://a.example/"}

    def do_GET(self):
        query = parse_qs(urlparse(self.path).query)
        self.send_response(302)
        self.send_header("Location", query["to"][0])  # bad: http.server
        self.end_headers()

    def do_POST(self):
        query = parse_qs(urlparse(self.path).query)
        self.send_response(302)
        self.send_header("Location", self.links.get(query["to"][0], "/"))  # good: a table
        self.end_headers()
