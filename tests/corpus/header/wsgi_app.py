"""Plain WSGI."""
from html import escape
from urllib.parse import parse_qs
from wsgiref.headers import Headers
from wsgiref.simple_server import make_server


def application(environ, start_response):
    query = parse_qs(environ.get("QUERY_STRING", ""))
    user = query.get("user", [""])[0]
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-User", user)])  # bad: in the list of headers
    return [b"hello"]


def other_application(environ, start_response):
    query = parse_qs(environ.get("QUERY_STRING", ""))
    user = query.get("user", [""])[0]
    start_response("200 OK", [("Content-Type", "text/plain")])  # good: only in the body
    return [user.encode()]


def escaping_application(environ, start_response):
    query = parse_qs(environ.get("QUERY_STRING", ""))
    user = escape(query.get("user", [""])[0])
    headers = [("Content-Type", "text/plain")]
    headers.append(("X-User", user))
    start_response("200 OK", headers)  # bad: escaped for HTML, appended
    return [b"hello"]


def counting_application(environ, start_response):
    query = parse_qs(environ.get("QUERY_STRING", ""))
    try:
        count = int(query["count"][0])
    except (KeyError, ValueError):
        count = 0
    headers = [("Content-Type", "text/plain")]
    headers.append(("X-Count", str(count)))
    start_response("200 OK", headers)  # good: a number
    return [b"hello"]


def status_application(environ, start_response):
    start_response("404 " + environ["PATH_INFO"], [])  # bad: the status line
    return []


def headers_application(environ, start_response):
    headers = Headers([])
    headers["X-Path"] = environ["PATH_INFO"]  # bad: wsgiref's headers
    headers.add_header("X-Fixed", "1")  # good: a constant
    headers.add_header("X-Agent", environ["HTTP_USER_AGENT"])  # bad: added
    start_response("200 OK", headers.items())
    return []


def popped_application(environ, start_response):
    values = [environ["PATH_INFO"], "fixed"]
    values.pop(0)
    headers = Headers([("X-First", values[0])])  # good: the other element
    start_response("200 OK", headers.items())
    return []


if __name__ == "__main__":
    make_server("", 8000, application).serve_forever()
