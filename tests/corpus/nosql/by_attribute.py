"""Databases and collections that are named as attributes."""
from fastapi import Body, FastAPI
from pydantic import BaseModel
from pymongo import MongoClient

app = FastAPI()
books = MongoClient("mongodb://localhost").library.books


class Wanted(BaseModel):
    title: str


@app.post("/find")
def find(wanted: dict = Body(...)):
    return list(books.find(wanted))  # bad: the filter itself


@app.post("/find2")
def find_title(wanted: Wanted):
    return list(books.find({"title": wanted.title}))  # good: a text


@app.post("/find3")
def find_one_of(wanted: dict = Body(...)):
    return list(books.find({"title": {"$eq": wanted["title"]}}))  # good: compared as it is
