import subprocess
from enum import Enum
from typing import Annotated, Literal, Optional
from uuid import UUID

from fastapi import APIRouter, Body, Cookie, Depends, FastAPI, File, Form, Header, Path, Query, Request, UploadFile, WebSocket
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from .deps import current_user, ordering, paging, tenant
from .models import Task

app = FastAPI()
router = APIRouter(prefix="/v1")
engine = create_engine("sqlite://")


def get_db():
    with Session(engine) as session:
        yield session


class Kind(str, Enum):
    book = "book"
    film = "film"


@app.get("/tasks")
async def tasks(name: str, db: Session = Depends(get_db)):
    return db.execute(text(f"SELECT * FROM task WHERE name = '{name}'")).all()  # bad: a query parameter


@app.get("/tasks/{number}")
def task(number: int, db: Session = Depends(get_db)):
    return db.execute(text(f"SELECT * FROM task WHERE id = {number}")).all()  # good: an int


@app.get("/named/{name}")
def named(name, db: Session = Depends(get_db)):
    return db.execute(text("SELECT * FROM task WHERE name = '" + name + "'")).all()  # bad: no annotation


@router.get("/kinds/{kind}")
def kinds(kind: Kind, db: Session = Depends(get_db)):
    return db.execute(text(f"SELECT * FROM task WHERE kind = '{kind.value}'")).all()  # good: an enumeration


@router.get("/state")
def state(state: Literal["open", "done"] = "open", db: Session = Depends(get_db)):
    return db.execute(text(f"SELECT * FROM task WHERE state = '{state}'")).all()  # good: a literal


@router.get("/key")
def key(key: Optional[UUID] = None, db: Session = Depends(get_db)):
    return db.execute(text(f"SELECT * FROM task WHERE key = '{key}'")).all()  # good: a UUID or nothing


@router.get("/word")
def word(q: Annotated[str | None, Query(max_length=50)] = None, db: Session = Depends(get_db)):
    return db.execute(text(f"SELECT * FROM task WHERE name LIKE '%{q}%'")).all()  # bad: a length is no form


@router.get("/code")
def code(q: str = Query(..., pattern="^[a-z0-9]+$"), db: Session = Depends(get_db)):
    return db.execute(text(f"SELECT * FROM task WHERE code = '{q}'")).all()  # good: letters and digits only


@router.post("/tasks")
def create(task: Task, db: Session = Depends(get_db)):
    db.execute(text(f"INSERT INTO task VALUES ('{task.title}')"))  # bad: a text field
    db.execute(text(f"INSERT INTO task VALUES ({task.points})"))  # good: a number field
    db.execute(text(f"INSERT INTO task VALUES ('{task.level.value}')"))  # good: an enumeration
    db.execute(text(f"INSERT INTO task VALUES ('{task.code}')"))  # good: the pattern of the field
    db.execute(text(f"INSERT INTO tag VALUES ('{task.tag.name}')"))  # bad: a field of a field
    db.execute(text(f"INSERT INTO tag VALUES ({task.tag.weight})"))  # good: a number of a field
    db.execute(text("INSERT INTO task VALUES (:t)"), {"t": task.title})  # good: bound


@router.post("/login")
def login(name: str = Form(...), theme: str = Cookie(None), agent: Annotated[str, Header()] = "", db: Session = Depends(get_db)):
    db.execute(text(f"SELECT * FROM users WHERE name = '{name}'"))  # bad: a form field
    db.execute(text(f"SELECT * FROM users WHERE theme = '{theme}'"))  # bad: a cookie
    db.execute(text(f"SELECT * FROM users WHERE agent = '{agent}'"))  # bad: a header


@router.put("/raw")
async def raw(request: Request, db: Session = Depends(get_db)):
    data = await request.json()
    db.execute(text(f"UPDATE task SET name = '{data['name']}'"))  # bad: the body as JSON
    host = request.client.host
    db.execute(text(f"UPDATE task SET ip = '{host}'"))  # good: the address of the connection


@router.post("/files")
async def files(file: UploadFile = File(...)):
    subprocess.run(f"unzip {file.filename}", shell=True)  # bad: the name of an upload


@router.get("/paged")
def paged(page: dict = Depends(paging), order: dict = Depends(ordering), db: Session = Depends(get_db)):
    db.execute(text(f"SELECT * FROM task LIMIT {page['limit']}"))  # good: the dependency takes numbers
    db.execute(text(f"SELECT * FROM task ORDER BY {order['by']}"))  # bad: the dependency passes a text


@router.get("/tenant")
def of_tenant(name: Annotated[str, Depends(tenant)], user=Depends(current_user), db: Session = Depends(get_db)):
    db.execute(text(f"SELECT * FROM task WHERE owner = {user['id']}"))  # good: what verification returns
    db.execute(text(f"SELECT * FROM {name}.task"))  # bad: a header through a dependency


@app.websocket("/ws")
async def socket(websocket: WebSocket):
    await websocket.accept()
    while True:
        said = await websocket.receive_text()
        subprocess.run("say " + said, shell=True)  # bad: a message of the socket


@app.put("/part/{name}")
def part(name: str = Path(), body: dict = Body()):
    subprocess.run(f"touch {body['file']}", shell=True)  # bad: a dict of the body
    subprocess.run(["touch", name])  # good: no shell


def nightly(name: str):
    subprocess.run(f"backup {name}", shell=True)  # good: no route


app.include_router(router)
