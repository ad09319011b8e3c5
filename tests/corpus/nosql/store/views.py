from flask import Blueprint, request

from .store import by_criteria, by_name, by_text

bp = Blueprint("store", __name__)


@bp.route("/a", methods=["POST"])
def a():
    return by_name(request.get_json()["name"])  # bad: the store compares it as it is


@bp.route("/b", methods=["POST"])
def b():
    return by_text(request.get_json()["name"])  # good: the store makes a text of it


@bp.route("/c", methods=["POST"])
def c():
    criteria = {"kind": "book"}
    criteria.update(request.get_json())
    return by_criteria(criteria)  # bad: the body is merged into the criteria


@bp.route("/d", methods=["POST"])
def d():
    body = request.get_json()
    criteria = {"kind": "book", "pages": {"$gt": int(body["pages"])}}
    return by_criteria(criteria)  # good: a number under an operator of ours


@bp.route("/e", methods=["POST"])
def e():
    body = request.get_json()
    criteria = {}
    for key in ("author", "title"):
        if key in body:
            criteria[key] = body[key]
    return by_criteria(criteria)  # bad: known keys, but values of any shape


@bp.route("/f", methods=["POST"])
def f():
    body = request.get_json()
    criteria = {}
    for key in ("author", "title"):
        if key in body:
            criteria[key] = str(body[key])
    return by_criteria(criteria)  # good: known keys and text
