import cherrypy
from aiohttp import web
from aiohttp_session import get_session
from fastapi import FastAPI, Request
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request as StarletteRequest

app = FastAPI()
app.add_middleware(SessionMiddleware, secret_key="from the environment")
PLANS = {"free", "pro"}


@app.post("/plan")
async def plan(request: Request):
    form = await request.form()
    request.session["plan"] = form["plan"]  # bad: a form field
    return {}


@app.post("/plan2")
async def plan_checked(request: Request):
    form = await request.form()
    wanted = form["plan"]
    if wanted not in PLANS:
        wanted = "free"
    request.session["plan"] = wanted  # good: replaced unless known
    return {}


@app.get("/n/{number}")
async def number(request: Request, number: int):
    request.session["number"] = number  # good: a number
    return {}


@app.get("/s/{name}")
async def name(request: Request, name: str):
    request.session["name"] = name  # bad: part of the path
    return {}


async def star(request: StarletteRequest):
    request.session["q"] = request.query_params["q"]  # bad: a query parameter
    return None


async def handler(request):
    session = await get_session(request)
    session["last"] = request.query["last"]  # bad: aiohttp
    session["visits"] = session.get("visits", 0) + 1  # good: a counter
    return web.Response(text="ok")


class Root:
    @cherrypy.expose
    def index(self, group="none"):
        cherrypy.session["group"] = group  # bad: cherrypy
        return "ok"

    @cherrypy.expose
    def leave(self, group="none"):
        cherrypy.session["group"] = None  # good: a constant
        return "ok"
