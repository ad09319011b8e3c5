"""Names that go through an encoding and back."""
import base64
import os

from flask import Flask, request

app = Flask(__name__)


@app.route("/mark")
def mark():
    os.system("touch /srv/marks/" + request.args["name"].encode().hex())  # good: digits only
    return {}


@app.route("/mark2")
def mark_again():
    digits = request.args["name"].encode().hex()
    os.system("touch /srv/marks/" + bytes.fromhex(digits).decode())  # bad: decoded again
    return {}


@app.route("/mark3")
def mark_base64():
    packed = base64.b32encode(request.args["name"].encode()).decode()
    os.system("touch /srv/marks/" + packed)  # good: capital letters and digits
    return {}
