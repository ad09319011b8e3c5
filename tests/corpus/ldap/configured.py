"""A directory whose place comes from the configuration."""
import os

import ldap
import ldap.filter
from flask import Flask, request

app = Flask(__name__)
BASE = os.environ.get("DIRECTORY_BASE", "dc=example")


class Directory:
    def __init__(self, url):
        self.connection = ldap.initialize(url)

    def mail_of(self, name):
        wanted = ldap.filter.filter_format("(&(cn=%s)(objectClass=person))", [name])
        return self.connection.search_s(BASE, ldap.SCOPE_SUBTREE, wanted, ["mail"])  # good: the base is configured

    def phone_of(self, name):
        wanted = "(&(cn=%s)(objectClass=person))" % name
        return self.connection.search_s(BASE, ldap.SCOPE_SUBTREE, wanted, ["phone"])  # bad: the filter is built


@app.route("/mail")
def mail():
    return {"found": len(Directory("ldap://d").mail_of(request.args["cn"]))}


@app.route("/phone")
def phone():
    return {"found": len(Directory("ldap://d").phone_of(request.args["cn"]))}
