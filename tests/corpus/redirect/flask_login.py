from urllib.parse import urljoin, urlparse, urlsplit

from flask import Flask, Response, abort, make_response, redirect, request, session, url_for
from werkzeug.utils import redirect as werkzeug_redirect

app = Flask(__name__)
ALLOWED_HOSTS = {"example.com", "www.example.com"}
TARGETS = {"home": "/", "docs": "https://docs.example.com/"}


def is_safe_url(target):
    ref = urlparse(request.host_url)
    test = urlparse(urljoin(request.host_url, target))
    return test.scheme in ("http", "https") and ref.netloc == test.netloc


@app.route("/login", methods=["POST"])
def login():
    return redirect(request.args.get("next") or url_for("index"))  # bad: next as it is


@app.route("/login2", methods=["POST"])
def login_checked():
    target = request.args.get("next")
    if not target or not is_safe_url(target):
        target = url_for("index")
    return redirect(target)  # good: checked by a function of this file


@app.route("/login3", methods=["POST"])
def login_checked_abort():
    target = request.form.get("next", "/")
    if not is_safe_url(target):
        return abort(400)
    return redirect(target)  # good: refused before


@app.route("/login4", methods=["POST"])
def login_other_checked():
    target = request.form.get("next", "/")
    other = request.form.get("other", "/")
    if not is_safe_url(other):
        return abort(400)
    return redirect(target)  # bad: another value was checked


@app.route("/slash")
def slash():
    target = request.args["u"]
    if target.startswith("/"):
        return redirect(target)  # bad: //evil.example starts with one, too
    return redirect("/")


@app.route("/slash2")
def slash_twice():
    target = request.args["u"]
    if target.startswith("/") and not target.startswith("//"):
        return redirect(target)  # good: one slash, not two
    return redirect("/")


@app.route("/slash3")
def slash_refused():
    target = request.args["u"]
    if not target.startswith("/"):
        abort(400)
    if target.startswith(("//", "/\\")):
        abort(400)
    return redirect(target)  # good: refused in two steps


@app.route("/out")
def out():
    url = request.args["url"]
    host = urlparse(url).netloc
    if host in ALLOWED_HOSTS:
        return redirect(url)  # good: the host is on a list
    abort(403)


@app.route("/out2")
def out_hostname():
    url = request.args["url"]
    if urlsplit(url).hostname not in ALLOWED_HOSTS:
        abort(403)
    return redirect(url)  # good: so is its name


@app.route("/out3")
def out_scheme():
    url = request.args["url"]
    if urlsplit(url).scheme not in ("http", "https"):
        abort(403)
    return redirect(url)  # bad: only the scheme is checked


@app.route("/out4")
def out_contains():
    url = request.args["url"]
    if "example.com" not in url:
        abort(403)
    return redirect(url)  # bad: it may stand anywhere in the address


@app.route("/out5")
def out_suffix():
    url = request.args["url"]
    if url.endswith("example.com"):
        return redirect(url)  # bad: the end of an address says nothing
    abort(403)


@app.route("/out6")
def out_prefix():
    url = request.args["url"]
    if url.startswith("https://example.com"):
        return redirect(url)  # bad: https://example.com.evil.example begins so
    abort(403)


@app.route("/out7")
def out_prefix_closed():
    url = request.args["url"]
    if url.startswith("https://example.com/"):
        return redirect(url)  # good: the slash ends the host
    abort(403)


@app.route("/local")
def local():
    url = request.args.get("next", "")
    if urlparse(url).netloc or urlparse(url).scheme:
        abort(400)
    return redirect(url)  # good: no host and no scheme


@app.route("/local2")
def local_equal():
    url = request.args.get("next", "")
    if urlparse(url).netloc != "":
        return redirect(url_for("index"))
    return redirect(url)  # good: no host


@app.route("/table")
def table():
    return redirect(TARGETS[request.args["to"]])  # good: the table's address


@app.route("/table2")
def table_default():
    to = request.args["to"]
    return redirect(TARGETS.get(to, to))  # bad: the default is what was sent


@app.route("/user/<name>")
def user(name):
    return redirect("/users/" + name)  # good: a path of this site


@app.route("/user2/<name>")
def user_root(name):
    return redirect("/" + name)  # bad: an empty first segment names a host


@app.route("/user3/<name>")
def user_site(name):
    return redirect(f"https://example.com/u/{name}")  # good: the host is fixed


@app.route("/user4/<name>")
def user_host(name):
    return redirect(f"https://{name}.example.com/")  # bad: evil.example/ ends the host early


@app.route("/user5/<name>")
def user_glued(name):
    return redirect("https://example.com" + name)  # bad: .evil.example goes on with the host


@app.route("/user6/<int:number>")
def user_number(number):
    return redirect("/" + str(number))  # good: a number


@app.route("/self")
def self_again():
    if "file" not in request.files:
        return redirect(request.url)  # good: the page itself
    return redirect(url_for("index", q=request.args["q"]))  # good: made by the router


@app.route("/location")
def location():
    resp = make_response("", 302)
    resp.headers["Location"] = request.args["to"]  # bad: the header does the same
    return resp


@app.route("/location2")
def location_fixed():
    resp = make_response("", 302)
    resp.headers["Location"] = "/next?from=" + request.args["to"]  # good: only the query
    return resp


@app.route("/werk")
def werk():
    return werkzeug_redirect(request.cookies["back"])  # bad: a cookie


@app.route("/session")
def from_session():
    return redirect(session.get("back", "/"))  # good: the server's own


@app.route("/over")
def over():
    target = request.args["to"]
    target = "/done"
    return redirect(target)  # good: overwritten


@app.route("/escaped")
def escaped():
    from html import escape

    return redirect(escape(request.args["to"]))  # bad: escaping for HTML changes no host


@app.route("/either")
def either():
    mode = request.args.get("mode")
    target = "/a" if mode == "a" else "/b"
    return redirect(target)  # good: one of two constants


@app.route("/path")
def path_only():
    parts = urlsplit(request.args["to"])
    return redirect("/" + parts.path.lstrip("/"))  # good: no host is left


@app.route("/resp")
def resp():
    return Response(status=302, headers={"Location": request.args["to"]})  # bad: headers of a response
