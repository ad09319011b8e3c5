"""How several services log."""
import logging
import logging.config
import sys

from aiohttp import web
from flask import Flask, request

logging.config.dictConfig({"version": 1})
_LOGGER = logging.getLogger(__name__)
app = Flask(__name__)


class Base:
    def __init__(self):
        self._log = logging.getLogger(type(self).__name__)
        self.logger = _LOGGER.getChild("base")


class Service(Base):
    def find(self, name):
        self._log.info("find %s", name)  # bad: a route hands it over
        return name

    def count(self, names):
        self.logger.info("count %d", len(names))  # good: a number
        return len(names)


service = Service()


def sanitize(value):
    """Make a value safe for a line of a log."""
    return str(value).replace("\n", "").replace("\r", "")


def one_line(value):
    return "".join(c for c in value if c.isprintable())


@app.get("/find")
def find():
    return {"n": len(service.find(request.args["name"]))}


@app.get("/count")
def count():
    return {"n": service.count(request.args["names"])}


@app.get("/san")
def san():
    _LOGGER.info("name %s", sanitize(request.args["name"]))  # good: a helper
    return {}


@app.get("/san2")
def san_printable():
    _LOGGER.info("name %s", one_line(request.args["name"]))  # good: printable characters kept
    return {}


@app.get("/crlf")
def crlf():
    _LOGGER.info("name %s", request.args["name"].replace("\r\n", " "))  # bad: a lone line feed stays
    return {}


@app.get("/ip")
def ip():
    _LOGGER.info("from %s", request.remote_addr)  # good: the peer's address
    return {}


@app.get("/method")
def method():
    _LOGGER.info("%s", request.method)  # good: one of the known methods
    return {}


@app.get("/dict")
def whole():
    _LOGGER.info("%s", {"name": request.args["name"]})  # good: the repr of a dict escapes
    return {}


@app.get("/list")
def listed():
    _LOGGER.info("names %s", ", ".join(request.args.getlist("n")))  # bad: joined
    return {}


@app.get("/exc")
def exc():
    try:
        return {"n": int(request.args["n"])}
    except ValueError as error:
        _LOGGER.error("failed: %s", type(error).__name__)  # good: the name of a class
        return {}


@app.get("/trunc")
def trunc():
    _LOGGER.info("name %.20s", request.args["name"][:20])  # bad: short is not safe
    return {}


@app.get("/tail/<path:p>")
def tail(p):
    logging.getLogger("x").warning("path " + p)  # bad: a logger made on the spot
    return {}


@app.get("/hash")
def hashed():
    _LOGGER.info("user %s", hash(request.args["user"]))  # good: a hash
    return {}


@app.get("/lvl")
def lvl():
    level = {"a": logging.INFO}.get(request.args["l"], logging.DEBUG)
    _LOGGER.log(level, "asked")  # good: only the level is chosen
    return {}


async def handle(request):
    data = await request.json()
    request.app.logger.info("user %s", data["user"])  # bad: aiohttp's logger
    return web.json_response({})


def main():
    for arg in sys.argv[1:]:
        _LOGGER.info("argument %s", arg)  # good: whoever runs the program sees its log


web_app = web.Application()
web_app.router.add_post("/", handle)
