import falcon
from django.http import HttpResponse
from sanic import Sanic, response
from aiohttp import web

app = Sanic("x")


class Item:
    def on_get(self, req, resp):
        resp.set_header("X-Item", req.get_param("item"))  # bad: falcon hands it on
        resp.set_header("X-Kind", "item")  # good: a constant
        resp.media = {"item": req.get_param("item")}

    def on_post(self, req, resp):
        item = req.get_param("item")
        resp.append_header("X-Item", item.replace("\r\n", "").replace("\r", "").replace("\n", ""))  # good: all line ends are gone
        resp.append_header("X-Raw", item)  # bad: appended

    def on_put(self, req, resp):
        item = req.get_param_as_int("item")
        resp.set_header("X-Item", str(item))  # good: a number


application = falcon.App()
application.add_route("/item", Item())


@app.get("/s")
async def sanic_text(request):
    return response.text("ok", headers={"X-S": request.args.get("s")})  # bad: sanic's headers


@app.get("/s2")
async def sanic_fixed(request):
    return response.text(request.args.get("s"), headers={"X-S": "1"})  # good: in the body


@app.get("/s3")
async def sanic_later(request):
    resp = response.text("ok")
    resp.headers["X-S"] = request.args.get("s")  # bad: set afterwards
    return resp


def django_view(request):
    resp = HttpResponse("ok")
    resp["X-D"] = request.GET["d"]  # good: Django refuses line ends
    return resp


async def aiohttp_view(request):
    return web.Response(text="ok", headers={"X-A": request.query["a"]})  # good: so does aiohttp
