from flask import Flask, request

from .database import Database, run_query, find_customer
from .validators import clean_column, only_digits
from . import queries

app = Flask(__name__)
database = Database("shop.db")


@app.route("/customer")
def customer():
    return find_customer(request.args["name"])  # bad: the helper builds the statement


@app.route("/customer2")
def customer_bound():
    return database.fetch("SELECT * FROM customer WHERE name = ?", (request.args["name"],))  # good: the helper binds


@app.route("/customer3")
def customer_format():
    statement = "SELECT * FROM customer WHERE name = '{name}'".format(name=request.args["name"])
    return database.fetch(statement)  # bad: the helper runs the statement that it is given


@app.route("/orders")
def orders():
    column = clean_column(request.args.get("sort", "id"))
    return run_query(f"SELECT * FROM orders ORDER BY {column}")  # good: the helper allows known columns only


@app.route("/orders2")
def orders_raw():
    column = queries.default_column(request.args.get("sort"))
    return run_query(f"SELECT * FROM orders ORDER BY {column}")  # bad: the helper only fills in a default


@app.route("/order")
def order():
    number = only_digits(request.args["id"])
    return run_query("SELECT * FROM orders WHERE id = " + number)  # good: the helper raises for anything but digits


@app.route("/invoice")
def invoice():
    statement = queries.INVOICE
    return run_query(statement, [request.args["id"]])  # good: a constant of another module
