"""Accounts in MongoDB behind a JSON interface."""
import json
import re

from bson import ObjectId
from flask import Flask, abort, jsonify, request, session
from flask_pymongo import PyMongo
from pymongo import MongoClient

app = Flask(__name__)
mongo = PyMongo(app)
client = MongoClient("mongodb://localhost")
db = client["accounts"]
users = db["users"]


@app.route("/login", methods=["POST"])
def login():
    data = request.get_json()
    user = users.find_one({"email": data["email"], "password": data["password"]})  # bad: both may be operators
    if user is None:
        abort(401)
    return jsonify(ok=True)


@app.route("/login2", methods=["POST"])
def login_str():
    data = request.get_json()
    user = users.find_one({"email": str(data["email"]), "password": str(data["password"])})  # good: converted to text
    if user is None:
        abort(401)
    return jsonify(ok=True)


@app.route("/login3", methods=["POST"])
def login_form():
    user = users.find_one({"email": request.form["email"], "password": request.form["password"]})  # good: a form holds text
    return jsonify(ok=user is not None)


@app.route("/login4", methods=["POST"])
def login_checked():
    data = request.get_json()
    email = data.get("email")
    if not isinstance(email, str):
        abort(400)
    return jsonify(ok=db.users.find_one({"email": email}) is not None)  # good: certainly a text


@app.route("/login5", methods=["POST"])
def login_checked_other():
    data = request.get_json()
    email, token = data.get("email"), data.get("token")
    if not isinstance(email, str):
        abort(400)
    return jsonify(ok=db.users.find_one({"email": email, "token": token}) is not None)  # bad: the token was not checked


@app.route("/login6", methods=["POST"])
def login_eq():
    data = request.get_json()
    return jsonify(ok=db.users.find_one({"token": {"$eq": data["token"]}}) is not None)  # good: compared as it is


@app.route("/search", methods=["POST"])
def search():
    found = mongo.db.posts.find(request.json)  # bad: the filter is the body
    return jsonify([str(p["_id"]) for p in found])


@app.route("/search2", methods=["POST"])
def search_part():
    criteria = request.json.get("filter", {})
    found = mongo.db.posts.find(criteria).limit(20)  # bad: a part of the body is the filter
    return jsonify([str(p["_id"]) for p in found])


@app.route("/search3")
def search_loads():
    criteria = json.loads(request.args.get("filter", "{}"))
    return jsonify(count=mongo.db.posts.count_documents(criteria))  # bad: a text parsed into a filter


@app.route("/search4")
def search_text():
    text = request.args.get("text", "")
    return jsonify(count=mongo.db.posts.count_documents({"title": {"$regex": re.escape(text)}}))  # good: an escaped pattern


@app.route("/where")
def where():
    age = request.args["age"]
    found = users.find({"$where": "this.age > " + age})  # bad: a program of the server
    return jsonify(len(list(found)))


@app.route("/where2")
def where_number():
    age = int(request.args["age"])
    found = users.find({"$where": f"this.age > {age}"})  # good: a number
    return jsonify(len(list(found)))


@app.route("/where3")
def where_constant():
    found = users.find({"$where": "this.age > this.limit", "name": request.args["name"]})  # good: the program is constant
    return jsonify(len(list(found)))


@app.route("/user/<user_id>")
def user(user_id):
    return jsonify(name=users.find_one({"_id": ObjectId(user_id)})["name"])  # good: an id


@app.route("/user2", methods=["POST"])
def user_json():
    user_id = request.get_json()["id"]
    return jsonify(name=users.find_one({"_id": user_id})["name"])  # bad: an id of any shape


@app.route("/remove", methods=["POST"])
def remove():
    body = request.get_json(force=True)
    result = users.delete_many({"owner": session["user"], "name": body["name"]})  # bad: deletes what matches
    return jsonify(result.deleted_count)


@app.route("/remove2", methods=["POST"])
def remove_int():
    body = request.get_json(force=True)
    result = users.delete_many({"owner": session["user"], "number": int(body["number"])})  # good: a number
    return jsonify(result.deleted_count)


@app.route("/state", methods=["POST"])
def state():
    body = request.get_json()
    wanted = body["state"]
    if wanted not in ("open", "closed"):
        abort(400)
    return jsonify(db.tickets.count_documents({"state": wanted}))  # good: one of two


@app.route("/update", methods=["PUT"])
def update():
    body = request.get_json()
    users.update_one({"name": body["name"]}, {"$set": {"age": 3}})  # bad: the filter of an update
    return ""


@app.route("/update2", methods=["PUT"])
def update_value():
    body = request.get_json()
    users.update_one({"name": session["user"]}, {"$set": {"bio": body["bio"]}})  # good: a value that is stored
    return ""


@app.route("/args")
def whole_query_string():
    found = users.find(request.args.to_dict())  # bad: the keys are the outsider's
    return jsonify(len(list(found)))


@app.route("/args2")
def known_keys():
    found = users.find({key: request.args[key] for key in ("name", "city") if key in request.args})  # good: known keys, text values
    return jsonify(len(list(found)))


@app.route("/pipeline", methods=["POST"])
def pipeline():
    body = request.get_json()
    stages = [{"$match": {"city": body["city"]}}, {"$group": {"_id": "$street"}}]
    return jsonify(list(users.aggregate(stages)))  # bad: a value of a stage


@app.route("/pipeline2", methods=["POST"])
def pipeline_text():
    body = request.get_json()
    stages = [{"$match": {"city": f"{body['city']}"}}, {"$group": {"_id": "$street"}}]
    return jsonify(list(users.aggregate(stages)))  # good: an f-string is a text


@app.route("/strip", methods=["POST"])
def strip():
    name = request.get_json()["name"].strip().lower()
    return jsonify(users.count_documents({"name": name}))  # good: only a text has strip


@app.route("/defaulted", methods=["POST"])
def defaulted():
    payload = request.get_json(silent=True) or {}
    name = payload.get("name", "")
    return jsonify(users.count_documents({"name": name}))  # bad: a default does not settle its type


@app.route("/nested", methods=["POST"])
def nested():
    payload = request.get_json()
    query = {"$or": [{"name": payload["login"]}, {"email": payload["login"]}]}
    return jsonify(users.find_one(query) is not None)  # bad: below an operator


@app.route("/nested2", methods=["POST"])
def nested_text():
    payload = request.get_json()
    login = str(payload["login"])
    query = {"$or": [{"name": login}, {"email": login}]}
    return jsonify(users.find_one(query) is not None)  # good: a text below an operator


@app.route("/text")
def text_find():
    page = open("help.txt").read()
    return str(page.find(request.get_json()["word"]))  # good: find of a text
