"""Addresses that are looked up."""
from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse

app = FastAPI()


@app.get("/a")
async def looked_up(request: Request, to: str):
    return RedirectResponse(request.app.state.addresses.get(to, "/"))  # good: what the server keeps under the name


@app.get("/b")
async def default(request: Request, to: str):
    return RedirectResponse(request.app.state.addresses.get("home", to))  # bad: the default is the visitor's
