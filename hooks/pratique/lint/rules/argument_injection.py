"""Arguments that an outsider can turn into options."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="argument-injection",
    summary="an outsider's argument may be taken for an option of the program",
    help=(
        'Put "--" before it where the program knows that (["git", "clone", "--", url, folder]), or refuse it: '
        'if value.startswith("-"): raise ValueError(value).'
    ),
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(88, 78),
    what=(
        "A value from outside that is an argument of its own, in a list without a shell, for a program with options "
        "that run other programs or write files: git, hg, svn, curl, wget, tar, rsync, ssh, scp, find, zip, sed, awk, "
        "openssl, docker and others. What stands after --, is the value of an option, has a constant beginning, or was "
        "tested (for a dash, a scheme, a host, its characters) is left alone."
    ),
    why=(
        "No shell is needed: git clone --upload-pack='…' runs a command, curl -o writes any file, tar "
        "--checkpoint-action=exec runs one, and ssh -oProxyCommand as well. A value that begins with a dash is enough."
    ),
    assistants="A list instead of a shell counts as the safe form, and is one for quotes and semicolons only.",
    remedy=(
        "Tell the program where its options end, with --, or write the value to its option (--branch=VALUE); and check "
        "what it is: a name by a pattern that begins with a letter, an address by its scheme and host. There is no "
        "fix: after -- git log and git checkout take paths."
    ),
    prompt='Put "--" before arguments that users choose, and refuse values that begin with a dash.',
    references=(
        "https://cwe.mitre.org/data/definitions/88.html",
        "https://sonarsource.github.io/argument-injection-vectors/",
    ),
    bad=(
        Bad(
            """\
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/repositories")
def clone():
    subprocess.run(["git", "clone", "--depth", "1", request.form["url"], "/srv/new"], check=True)
    return "done"
""",
            why="--upload-pack=… is an address, too",
        ),
        Bad(
            """\
import subprocess

from fastapi import FastAPI

app = FastAPI()


@app.get("/page")
def page(address: str):
    found = subprocess.run(["curl", "-s", address], capture_output=True, timeout=9)
    return {"size": len(found.stdout)}
""",
            why="an option writes a file",
        ),
        Bad(
            """\
import asyncio

from aiohttp import web


async def pack(request):
    name = request.query["name"]
    process = await asyncio.create_subprocess_exec("tar", "-czf", "/tmp/all.tar.gz", name)
    await process.wait()
    return web.Response(text="packed")


app = web.Application()
app.router.add_get("/pack", pack)
""",
            why="another way to start it",
        ),
    ),
    good=(
        Good(
            """\
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/repositories")
def clone():
    command = ["git", "clone", "--depth", "1", f"--branch={request.form['branch']}", "--"]
    subprocess.run([*command, request.form["url"], "/srv/new"], check=True)
    return "done"
""",
            why="the options have ended",
        ),
        Good(
            """\
import subprocess

from flask import Flask, abort, request

app = Flask(__name__)


@app.post("/tags")
def tag():
    name = request.form["name"]
    if name.startswith("-"):
        abort(400)
    subprocess.run(["git", "tag", name], check=True)
    return "done"
""",
            why="a dash is refused",
        ),
        Good(
            """\
import subprocess
from urllib.parse import urlparse

from flask import Flask, abort, request

app = Flask(__name__)


@app.post("/repositories")
def clone():
    address = request.form["url"]
    if urlparse(address).scheme not in ("https", "ssh"):
        abort(400)
    subprocess.run(["git", "clone", address, "/srv/new"], check=True)
    return "done"
""",
            why="it begins with a scheme",
        ),
        Good(
            """\
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.get("/search")
def search():
    found = subprocess.run(["echo", request.args["text"]], capture_output=True)
    return str(len(found.stdout))
""",
            why="a program whose options do no harm",
        ),
    ),
)

KINDS = ("option",)


def check_flow(flow: Flow) -> Iterator[Report]:
    message = f"{flow.enters} is an argument of a program that takes it for an option when it begins with a dash"
    if flow.is_remote:
        yield Report(flow.span, message)
    elif not flow.is_model:
        yield Report(flow.span, message, severity=Severity.LOW, profile="strict")


CHECKS: Checks = {Flow: check_flow}
