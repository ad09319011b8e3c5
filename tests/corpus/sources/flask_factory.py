import subprocess
from functools import wraps

from flask import Flask, jsonify, request


def logged(view):
    @wraps(view)
    def inner(*args, **kwargs):
        return view(*args, **kwargs)

    return inner


def create_app(config):
    app = Flask(__name__)
    app.config.from_object(config)

    @app.route("/ping")
    @logged
    def ping():
        host = request.values["host"]
        out = subprocess.check_output(f"ping -c 1 {host}", shell=True)  # bad: in a factory
        return jsonify(out.decode())

    @app.get("/stat/<name>")
    def stat(name):
        out = subprocess.run("stat " + name, shell=True, capture_output=True)  # bad: part of the path
        return jsonify(out.stdout.decode())

    @app.get("/size/<int:size>")
    def size(size):
        out = subprocess.run(f"seq {size}", shell=True, capture_output=True)  # good: an int converter
        return jsonify(out.stdout.decode())

    def helper(name):
        return subprocess.run("stat " + name, shell=True)  # good: not a view

    helper("/tmp")
    return app
