from dataclasses import dataclass

from flask import Flask, request
from sqlalchemy import insert, update
from sqlalchemy.orm import DeclarativeBase, Session

from tables import accounts

app = Flask(__name__)
session = Session()


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "account"


@dataclass
class Page:
    number: int
    size: int


def pick(data, *names):
    return {name: data[name] for name in names if name in data}


@app.post("/a")
def a():
    session.add(Account(**pick(request.json, "name", "mail")))  # good: picked by a helper
    session.add(Account(**request.json))  # bad: all of it
    return ""


@app.post("/b")
def b():
    session.execute(insert(accounts).values(**request.get_json()))  # bad: into a table
    session.execute(insert(accounts).values(name=request.json["name"]))  # good: one column
    session.execute(update(accounts).where(accounts.c.id == 1).values(request.get_json()))  # bad: a dict of columns
    return ""


@app.get("/c")
def c():
    return str(Page(**request.args).number + 1)  # good: a dataclass of two numbers


@app.post("/d")
def d():
    account = session.get(Account, 1)
    data = request.get_json()
    account.name = data["name"]  # good: an attribute of the program's
    [setattr(account, k, v) for k, v in data.items()]  # bad: in a comprehension
    [setattr(account, k, v) for k, v in data.items() if k in ("name", "mail")]  # good: filtered in a comprehension
    return ""
