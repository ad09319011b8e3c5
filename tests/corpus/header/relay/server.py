from http.server import SimpleHTTPRequestHandler

from clean import one_line, trimmed


class Relay(SimpleHTTPRequestHandler):
    prefix = "v1"

    def do_GET(self):
        self.send_response(204)
        self.send_header("X-From", one_line(self.headers["From"]))  # good: cleaned in another module
        self.send_header("X-Raw", trimmed(self.headers["From"]))  # bad: only trimmed in another module
        self.send_header("X-Prefix", self.prefix)  # good: an attribute of the class
        self.end_headers()

    def do_POST(self):
        self.tag = self.headers["Tag"]
        self.send_response(204)
        self.finish_up()

    def finish_up(self):
        self.send_header("X-Tag", "fixed")  # good: not what was kept
        self.end_headers()

    def do_PUT(self):
        tags = {"mine": self.headers["Tag"], "ours": "fixed"}
        self.send_response(204)
        self.send_header("X-Tag", tags["ours"])  # good: another key
        self.send_header("X-Tag", tags["mine"])  # bad: this key
        self.end_headers()
