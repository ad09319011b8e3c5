import json
import logging
import re
import sys
from logging import getLogger, info
from urllib.parse import quote

import structlog
from flask import Flask, current_app, jsonify, request
from loguru import logger as loguru

logging.basicConfig(stream=sys.stderr)
log = logging.getLogger(__name__)
audit = getLogger("audit")
slog = structlog.get_logger()
app = Flask(__name__)


@app.route("/1", methods=["POST"])
def one():
    log.info("login of %s", request.form["user"])  # bad: %s
    return ""


@app.route("/2", methods=["POST"])
def two():
    log.info("login of %r", request.form["user"])  # good: %r
    return ""


@app.route("/3", methods=["POST"])
def three():
    user = request.form["user"]
    logging.warning(f"login of {user} failed")  # bad: f-string
    return ""


@app.route("/4", methods=["POST"])
def four():
    user = request.form["user"]
    logging.warning(f"login of {user!r} failed")  # good: !r
    return ""


@app.route("/5")
def five():
    app.logger.error("no such page: " + request.args["p"])  # bad: the application's logger
    return ""


@app.route("/6")
def six():
    page = request.args["p"].replace("\r\n", "").replace("\n", "").replace("\r", "")
    app.logger.error("no such page: " + page)  # good: line ends replaced
    return ""


@app.route("/7")
def seven():
    current_app.logger.debug("{}".format(request.headers.get("User-Agent")))  # bad: format
    return ""


@app.route("/8")
def eight():
    current_app.logger.debug("{!r}".format(request.headers.get("X-Any")))  # good: format with !r
    return ""


@app.route("/9")
def nine():
    audit.info("user %d", int(request.args["id"]))  # good: a number
    return ""


@app.route("/10")
def ten():
    audit.info("user %s", request.args["id"].strip())  # bad: strip leaves the middle
    return ""


@app.route("/11")
def eleven():
    info("body: " + json.dumps(request.get_json()))  # good: as JSON
    return ""


@app.route("/12")
def twelve():
    info("body: " + request.get_data(as_text=True))  # bad: the function itself imported
    return ""


@app.route("/13")
def thirteen():
    loguru.info("query {}", request.args["q"])  # bad: loguru
    return ""


@app.route("/14")
def fourteen():
    loguru.info("query {}", len(request.args["q"]))  # good: its length
    return ""


@app.route("/15")
def fifteen():
    slog.info("query", q=request.args["q"])  # good: structlog renders the repr
    return ""


@app.route("/16")
def sixteen():
    name = request.args["name"]
    if not re.fullmatch(r"\w+", name):
        log.warning("odd name")
        return ""
    log.info("name %s", name)  # good: word characters only
    return ""


@app.route("/17")
def seventeen():
    name = request.args["name"]
    if not re.fullmatch(r"\w+", name):
        log.warning("odd name %s", name)  # bad: the odd ones
        return ""
    return ""


@app.route("/18")
def eighteen():
    log.log(logging.INFO, "name %s", request.args["name"])  # bad: log with a level
    return ""


@app.route("/19")
def nineteen():
    log.log(logging.INFO, "names %s", len(request.args))  # good: a number of parameters
    return ""


@app.route("/20")
def twenty():
    try:
        value = int(request.args["n"])
    except ValueError:
        log.exception("not a number: %s", request.args["n"])  # bad: in a handler
        return ""
    log.info("number: %s", value)  # good: a number
    return jsonify(value)


@app.route("/21")
def twenty_one():
    log.info("path %s", quote(request.args["p"]))  # good: percent-encoded
    return ""


@app.route("/22")
def twenty_two():
    import html

    log.info("path %s", html.escape(request.args["p"]))  # bad: escaped for HTML
    return ""


@app.route("/23")
def twenty_three():
    text = request.args["t"]
    if "\n" in text or "\r" in text:
        return "no", 400
    log.info("text %s", text)  # good: refused with line ends
    return ""


@app.route("/24")
def twenty_four():
    text = " ".join(request.args["t"].split())
    log.info("text %s", text)  # good: white space made blanks
    return ""


@app.route("/25")
def twenty_five():
    text = re.sub(r"[\r\n]+", " ", request.args["t"])
    log.info("text %s", text)  # good: line ends substituted
    return ""


@app.route("/26")
def twenty_six():
    text = re.sub(r"[<>]+", " ", request.args["t"])
    log.info("text %s", text)  # bad: other characters substituted
    return ""


@app.route("/27")
def twenty_seven():
    log.info("text %s and %r", "constant", request.args["t"])  # good: the one of %r
    return ""


@app.route("/28")
def twenty_eight():
    log.info("text %s and %r", request.args["t"], "constant")  # bad: the one of %s
    return ""


@app.route("/29")
def twenty_nine():
    log.info("%(user)s from %(ip)s", {"user": request.form["user"], "ip": "x"})  # bad: a mapping
    return ""


@app.route("/30/<name>")
def thirty(name):
    print("name", name)  # good: print is no log
    return ""


@app.route("/31/<uuid:name>")
def thirty_one(name):
    log.info("name %s", name)  # good: a UUID of the route
    return ""
