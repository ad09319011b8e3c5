"""Cypher, DynamoDB expressions, map-reduce."""
import boto3
from bson.code import Code
from flask import Flask, request
from neo4j import GraphDatabase
from pymongo import MongoClient

app = Flask(__name__)
driver = GraphDatabase.driver("neo4j://localhost", auth=("neo4j", "x"))
table = boto3.resource("dynamodb").Table("people")
db = MongoClient().get_database("people")


@app.route("/friends/<name>")
def friends(name):
    with driver.session() as session:
        return str(list(session.run(f"MATCH (p:Person) WHERE p.name = '{name}' RETURN p")))  # bad: in the statement


@app.route("/friends2/<name>")
def friends_bound(name):
    with driver.session() as session:
        return str(list(session.run("MATCH (p:Person) WHERE p.name = $name RETURN p", name=name)))  # good: a parameter


@app.route("/friends3/<name>")
def friends_dict(name):
    records, _, _ = driver.execute_query("MATCH (p:Person {name: $name}) RETURN p", {"name": name})  # good: a dict of parameters
    return str(records)


@app.route("/label/<label>")
def label(label):
    records, _, _ = driver.execute_query("MATCH (p:%s) RETURN p" % label)  # bad: a label from the path
    return str(records)


@app.route("/label2/<label>")
def label_known(label):
    if label not in {"Person", "Company"}:
        return "unknown", 404
    records, _, _ = driver.execute_query("MATCH (p:%s) RETURN p" % label)  # good: a known label
    return str(records)


def create(tx, name):
    tx.run("CREATE (p:Person {name: '" + name + "'})")  # bad: a function of a transaction


@app.route("/person", methods=["POST"])
def person():
    with driver.session() as session:
        session.execute_write(create, request.form["name"])
        create(session, request.form["name"])
    return ""


@app.route("/scan")
def scan():
    found = table.scan(FilterExpression="city = '" + request.args["city"] + "'")  # bad: in the expression
    return str(found["Items"])


@app.route("/scan2")
def scan_bound():
    found = table.scan(FilterExpression="city = :city", ExpressionAttributeValues={":city": request.args["city"]})  # good: a value beside it
    return str(found["Items"])


@app.route("/reduce")
def reduce():
    code = Code("function() { if (this.city == '" + request.args["city"] + "') emit(this._id, 1); }")  # bad: a program
    return str(db.people.map_reduce(code, "function(k, v) { return v.length; }", "out"))


@app.route("/reduce2")
def reduce_scope():
    code = Code("function() { if (this.city == city) emit(this._id, 1); }", {"city": request.args["city"]})  # good: a variable of the program
    return str(db.people.map_reduce(code, "function(k, v) { return v.length; }", "out"))


@app.route("/function")
def function():
    body = "function(a) { return a == '" + request.args["a"] + "'; }"
    return str(list(db.people.aggregate([{"$match": {"$expr": {"$function": {"body": body, "args": ["$a"], "lang": "js"}}}}])))  # bad: $function


@app.route("/function2")
def function_args():
    body = "function(a, b) { return a == b; }"
    return str(list(db.people.aggregate([{"$match": {"$expr": {"$function": {"body": body, "args": ["$a", {"$literal": request.args["a"]}], "lang": "js"}}}}])))  # good: an argument... of constant code

