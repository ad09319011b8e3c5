"""A service that fetches, packs and compares what its users name."""

import os
import re
import subprocess
from urllib.parse import urlparse

from flask import Flask, abort, request

app = Flask(__name__)
HERE = "/srv/work"
NAME = re.compile(r"[A-Za-z0-9][\w./-]{0,99}")
LOOSE = re.compile(r"[\w./-]+")


@app.post("/clone")
def clone():
    url = request.form["url"]
    subprocess.run(["git", "clone", "-q", url, HERE], check=True)  # bad: an address may begin with a dash
    subprocess.run(["git", "clone", "--", url, HERE], check=True)  # good: the options have ended
    subprocess.run(["git", "clone", "-b", url, "https://example.com/a.git"], check=True)  # good: the value of an option
    return "done"


@app.post("/branch")
def branch():
    name = request.form["name"]
    if not NAME.fullmatch(name):
        abort(400)
    subprocess.run(["git", "checkout", name], check=True)  # good: it begins with a letter
    other = request.form["other"]
    if not LOOSE.match(other):
        abort(400)
    subprocess.run(["git", "checkout", other], check=True)  # bad: the pattern lets it begin with a dash
    return "done"


@app.post("/fetch")
def fetch():
    address = request.form["address"]
    command = ["curl", "-fsS"]
    command.append(address)
    subprocess.run(command, check=True)  # bad: the list is put together
    if urlparse(address).scheme != "https":
        abort(400)
    subprocess.run(["curl", "-fsS", address], check=True)  # good: it begins with its scheme
    return "done"


@app.post("/pack")
def pack():
    names = request.form.getlist("name")
    subprocess.run(["tar", "-czf", "all.tar.gz", *names], check=True)  # bad: any of them may
    subprocess.run(["tar", "-czf", "all.tar.gz", "--", *names], check=True)  # good: after two dashes
    subprocess.run(["tar", "-czf", "all.tar.gz", os.path.join(HERE, names[0])], check=True)  # good: a folder, or a slash
    subprocess.run(["tar", "-czf", "all.tar.gz", "./" + names[0]], check=True)  # good: a constant beginning
    return "done"


@app.post("/log")
def log():
    author = request.form["author"]
    if author.startswith("-"):
        abort(400)
    subprocess.run(["git", "log", author], check=True)  # good: a dash is refused
    since = request.form["since"]
    subprocess.run(["sudo", "git", "log", since], check=True)  # bad: behind sudo
    subprocess.run(["git", "log", f"--since={since}"], check=True)  # good: written to its option
    subprocess.run(["echo", since], check=True)  # good: echo has no options that do harm
    subprocess.run(["git", "log", str(int(since))], check=True)  # good: a number
    return "done"
