"""Notes kept through `databases` and SQLAlchemy's expressions."""
from databases import Database
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy import Column, Integer, MetaData, String, Table
from sqlalchemy.dialects.postgresql import insert

from .tables import archive

app = FastAPI()
database = Database("postgresql://localhost/notes")
metadata = MetaData()
notes = Table("notes", metadata, Column("id", Integer, primary_key=True), Column("text", String))


class Note(BaseModel):
    text: str
    rank: int


@app.post("/notes")
async def create(note: Note):
    query = notes.insert().values(text=note.text)
    return await database.execute(query)  # good: an expression of a table binds its values


@app.post("/archive")
async def keep(note: Note):
    query = archive.insert().values(text=note.text)
    return await database.execute(query)  # good: a table of another module binds as well


@app.put("/notes/{note_id}")
async def upsert(note_id: int, note: Note):
    statement = insert(notes).values(id=note_id, text=note.text).on_conflict_do_update(index_elements=["id"], set_={"text": note.text})
    await database.execute(statement)  # good: the dialect's insert


@app.post("/raw")
async def create_raw(note: Note):
    return await database.execute(f"INSERT INTO notes (text) VALUES ('{note.text}')")  # bad: a field of the body in the text


@app.post("/raw2")
async def create_bound(note: Note):
    return await database.execute("INSERT INTO notes (text) VALUES (:text)", {"text": note.text})  # good: a field that is bound


@app.get("/top")
async def top(note: Note):
    return await database.fetch_all(f"SELECT * FROM notes WHERE rank > {note.rank}")  # good: a field that is a number


@app.get("/notes/{key}")
async def by_key(key: str, column: str = "id"):
    if column not in notes.c:
        raise HTTPException(404)
    return await database.fetch_all(query=f"SELECT * FROM notes WHERE {column} = '{key}'")  # bad: the column is checked, the key not
