from typing import Any, Optional

from fastapi import Body, Depends, FastAPI, Request
from pydantic import BaseModel
from pymongo import MongoClient
from sqlmodel import Field, Session, SQLModel

app = FastAPI()
db = MongoClient()["app"]


class Item(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    title: str
    owner_id: int


class ItemCreate(BaseModel):
    title: str


def get_session():
    with Session(None) as session:
        yield session


@app.post("/items")
def create(item: ItemCreate, session: Session = Depends(get_session)):
    session.add(Item(**item.dict()))  # good: the model of the request names its fields
    return {}


@app.post("/items1")
def create_dump(item: ItemCreate, session: Session = Depends(get_session)):
    row = Item(**item.model_dump(exclude_unset=True))  # good: so does its newer method
    session.add(row)
    return {}


@app.post("/items2")
def create_any(payload: dict[str, Any] = Body(...)):
    row = Item(**payload)  # bad: any dict
    return row.title


@app.post("/items3")
async def create_raw(request: Request):
    payload = await request.json()
    row = Item(**payload)  # bad: the raw body
    return row.title


@app.post("/items4")
async def create_validated(request: Request):
    payload = ItemCreate(**await request.json())  # good: validated by a model
    return Item(title=payload.title, owner_id=1)


@app.post("/docs")
async def insert(request: Request):
    db.notes.insert_one(await request.json())  # bad: a document as it came
    return {}


@app.post("/docs2")
async def insert_named(request: Request):
    body = await request.json()
    db.notes.insert_one({"text": body["text"], "tags": body["tags"]})  # good: two keys
    return {}


@app.patch("/docs/{key}")
async def change(key: str, request: Request):
    body = await request.json()
    db.notes.update_one({"_id": key}, {"$set": body})  # bad: sets any key
    return {}


@app.patch("/docs2/{key}")
async def change_named(key: str, request: Request):
    body = await request.json()
    db.notes.update_one({"_id": key}, {"$set": {"text": str(body["text"])}})  # good: sets one key
    return {}


@app.patch("/items/{key}")
def patch(key: int, payload: dict, session: Session = Depends(get_session)):
    row = session.get(Item, key)
    for name, value in payload.items():
        setattr(row, name, value)  # bad: any attribute
    return {}


@app.patch("/items1/{key}")
def patch_model(key: int, item: ItemCreate, session: Session = Depends(get_session)):
    row = session.get(Item, key)
    for name, value in item.model_dump().items():
        setattr(row, name, value)  # good: the fields of the model
    return {}
