"""A repository class between the routes and MySQL."""
import mysql.connector
from flask import Flask, request

app = Flask(__name__)


class ItemRepository:
    table = "items"

    def __init__(self):
        self.db = mysql.connector.connect(host="localhost", database="inventory")
        self.last = None

    def by_name(self, name):
        cursor = self.db.cursor(dictionary=True)
        cursor.execute("SELECT * FROM " + self.table + " WHERE name = %s", (name,))  # good: bound in the repository
        return cursor.fetchall()

    def by_shelf(self, shelf):
        cursor = self.db.cursor(dictionary=True)
        cursor.execute(f"SELECT * FROM {self.table} WHERE shelf = '{shelf}'")  # bad: a route hands over what it was sent
        return cursor.fetchall()

    def remember(self, text):
        self.last = text

    def once_more(self):
        cursor = self.db.cursor()
        cursor.execute("SELECT * FROM items WHERE name = '%s'" % self.last)  # good: whoever asks has replaced it
        return cursor.fetchall()

    def by_bin(self, place):
        cursor = self.db.cursor()
        cursor.execute(f"SELECT * FROM {self.table} WHERE bin = '{place}'")  # good: only constants are handed over
        return cursor.fetchall()

    def again(self):
        cursor = self.db.cursor()
        cursor.execute("SELECT * FROM items WHERE name = '%s'" % self.last)  # bad: kept in the object by a route
        return cursor.fetchall()


repo = ItemRepository()


@app.route("/name")
def by_name():
    return str(repo.by_name(request.args["name"]))


@app.route("/shelf")
def by_shelf():
    return str(repo.by_shelf(request.args["shelf"]))


@app.route("/shelf3")
def by_known_shelf():
    return str(repo.by_bin("A-3"))


@app.route("/again")
def again():
    local = ItemRepository()
    local.remember(request.args["name"])
    return str(local.again())


@app.route("/again2")
def again_fixed():
    local = ItemRepository()
    local.remember(request.args["name"])
    local.remember("bolt")
    return str(local.once_more())
