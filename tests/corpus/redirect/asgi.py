from urllib.parse import urlparse

import tornado.web
from aiohttp import web
from bottle import redirect, request, route
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import RedirectResponse
from starlette.responses import RedirectResponse as Goto

app = FastAPI()
router = APIRouter()
PARTNERS = ("https://a.example/", "https://b.example/")


@app.get("/go")
def go(url: str):
    return RedirectResponse(url)  # bad: a query parameter


@app.get("/go2")
def go_checked(url: str):
    if url not in PARTNERS:
        url = PARTNERS[0]
    return RedirectResponse(url)  # good: one of the partners


@router.get("/go3")
async def go_request(request: Request):
    target = request.query_params.get("next", "/")
    return Goto(url=target, status_code=303)  # bad: by keyword


@router.get("/go4")
async def go_named(request: Request):
    return Goto(url=request.url_for("home"), status_code=303)  # good: made by the router


@router.get("/go5/{item_id}")
async def go_number(item_id: int):
    return RedirectResponse(f"/{item_id}")  # good: a number


async def found(request):
    raise web.HTTPFound(request.query["to"])  # bad: aiohttp's redirect is an exception


async def found_checked(request):
    to = request.query["to"]
    if urlparse(to).hostname not in ("example.com",):
        raise web.HTTPBadRequest()
    raise web.HTTPFound(location=to)  # good: the host was checked


@route("/leave")
def leave():
    redirect(request.query.get("to"))  # bad: bottle


@route("/leave2")
def leave_path():
    redirect("/items?id=" + request.query.get("to"))  # good: bottle, a path


class Jump(tornado.web.RequestHandler):
    def get(self):
        self.redirect(self.get_argument("next", "/"))  # bad: tornado

    def post(self):
        step = self.get_argument("step")
        self.redirect({"1": "/one", "2": "/two"}.get(step, "/"))  # good: a table
