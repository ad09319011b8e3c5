import os

from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from .db import connect


@view_config(route_name="page", renderer="json")
def page(request):
    name = request.matchdict["name"]
    return {"rows": connect().execute("SELECT * FROM page WHERE name = '%s'" % name).fetchall()}  # bad: the path


@view_config(route_name="search", renderer="json")
def search(context, request):
    word = request.params.get("q")
    return {"rows": connect().execute(f"SELECT * FROM page WHERE body LIKE '%{word}%'").fetchall()}  # bad: a parameter


@view_config(route_name="mine", renderer="json")
def mine(request):
    owner = request.authenticated_userid
    return {"rows": connect().execute(f"SELECT * FROM page WHERE owner = '{owner}'").fetchall()}  # good: who is signed in


@view_config(route_name="site", renderer="json")
def site(request):
    table = request.registry.settings["table"]
    return {"rows": connect().execute(f"SELECT * FROM {table}").fetchall()}  # good: a setting


@view_defaults(route_name="edit")
class Edit:
    def __init__(self, request):
        self.request = request

    @view_config(request_method="POST")
    def post(self):
        connect().execute("UPDATE page SET body = '%s'" % self.request.POST["body"])  # bad: the form, through self
        os.system("notify " + self.request.json_body["to"])  # bad: the body, through self
        os.system("notify editors")  # good: constant
        return Response("ok")
