"""The same page in smaller frameworks."""
import tornado.web
from aiohttp import web
from bottle import Bottle, request as breq, response as bresp, template
from tornado.escape import xhtml_escape

routes = web.RouteTableDef()
app = Bottle()


class Main(tornado.web.RequestHandler):
    def get(self):
        name = self.get_argument("name")
        self.write("<p>Hello " + name + "</p>")  # bad: tornado sends HTML

    def post(self):
        name = self.get_argument("name")
        self.write("<p>Hello " + xhtml_escape(name) + "</p>")  # good: escaped

    def put(self):
        self.write({"name": self.get_argument("name")})  # good: a dict goes out as JSON


class Text(tornado.web.RequestHandler):
    def get(self):
        self.set_header("Content-Type", "text/plain")
        self.finish(self.get_query_argument("q"))  # good: plain text

    def post(self):
        self.finish("<pre>%s</pre>" % self.get_body_argument("q"))  # bad: finish writes as well


@routes.get("/page")
async def page(request):
    return web.Response(text="<p>%s</p>" % request.query["x"], content_type="text/html")  # bad: says it is HTML


@routes.get("/text")
async def text(request):
    return web.Response(text="<p>%s</p>" % request.query["x"])  # good: plain text by default


@app.route("/b")
def bottle_page():
    return "<p>" + breq.query.x + "</p>"  # bad: bottle sends HTML


@app.route("/b2")
def bottle_text():
    bresp.content_type = "text/plain"
    return "<p>" + breq.query.x + "</p>"  # good: plain text


@app.get("/b3/<name>")
def bottle_template(name):
    return template("<b>{{name}}</b>", name=name)  # good: escaped by the template


@app.get("/b4/<name>")
def bottle_path(name):
    return "<b>%s</b>" % name  # bad: part of the path
