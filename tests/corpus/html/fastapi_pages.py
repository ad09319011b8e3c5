from html import escape
from typing import Annotated

from fastapi import FastAPI, Form, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from fastapi.templating import Jinja2Templates

app = FastAPI()
templates = Jinja2Templates(directory="templates")


@app.get("/a")
async def a(name: str):
    return HTMLResponse(f"<p>{name}</p>")  # bad: HTMLResponse


@app.get("/b")
async def b(name: str):
    return HTMLResponse(f"<p>{escape(name)}</p>")  # good: escaped


@app.get("/c", response_class=HTMLResponse)
async def c(name: str = Query(...)):
    return "<p>" + name + "</p>"  # bad: the response class makes it a page


@app.get("/d")
async def d(name: str = Query(...)):
    return "<p>" + name + "</p>"  # good: FastAPI sends a text as JSON


@app.post("/e", response_class=HTMLResponse)
async def e(number: int):
    return f"<p>{number}</p>"  # good: a number


@app.post("/f")
def f(title: Annotated[str, Form()]):
    return Response(content="<h1>" + title + "</h1>", media_type="text/html")  # bad: says it is HTML


@app.post("/g")
def g(title: Annotated[str, Form()]):
    return Response(content="<h1>" + title + "</h1>", media_type="text/plain")  # good: plain text


@app.get("/h", response_class=PlainTextResponse)
def h(q: str):
    return q  # good: plain text


@app.get("/i")
async def i(request: Request):
    body = await request.json()
    return JSONResponse({"title": body["title"]})  # good: JSON


@app.get("/j")
async def j(request: Request):
    page = "<title>{}</title>".format(request.query_params["title"])
    return HTMLResponse(content=page, status_code=200)  # bad: a query parameter


@app.get("/k")
async def k(request: Request):
    return templates.TemplateResponse("x.html", {"request": request, "t": request.query_params["t"]})  # good: templates escape
