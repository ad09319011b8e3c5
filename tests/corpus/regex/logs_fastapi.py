"""Search in log files."""
import re
from pathlib import Path
from typing import Optional

from fastapi import APIRouter, FastAPI, HTTPException, Query
from pydantic import BaseModel

router = APIRouter()
app = FastAPI()
LEVELS = ["INFO", "ERROR"]
TEXT = Path("/var/log/app.log").read_text()


class Search(BaseModel):
    pattern: str
    limit: int = 10


@router.get("/level/{level}")
def level(level: str):
    if level.upper() not in LEVELS:
        raise HTTPException(404)
    return len(re.findall(r"^\S+ ERROR", TEXT, re.M))  # good: constant all the same


@router.get("/grep")
def grep(q: str = Query(..., min_length=1)):
    return re.findall(q, TEXT)  # bad: a query parameter


@router.get("/grep/maybe")
def grep_maybe(q: Optional[str] = None):
    if q is None:
        q = "ERROR"
    return re.findall(q, TEXT)  # bad: None has a default, the rest has none


@router.get("/grep/escaped")
def grep_escaped(q: str):
    q = re.escape(q)
    return re.findall(q, TEXT)  # good: escaped into the same name


@router.post("/search")
def search(body: Search):
    rx = re.compile(body.pattern)  # bad: a field of the body
    return [m.group(0) for m in rx.finditer(TEXT)][: body.limit]


@router.post("/search/limit")
def search_limit(body: Search):
    rx = re.compile("(?:ERROR.*){1,%d}" % body.limit)  # good: an integer field
    return [m.group(0) for m in rx.finditer(TEXT)]


@router.get("/date/{day}")
def day(day: int):
    return len(re.findall(f"^2024-01-{day:02}", TEXT))  # good: an integer


app.include_router(router)
