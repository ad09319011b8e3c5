#!/usr/bin/env python3
"""Web hooks that start backups; written in a hurry."""
from flask import Flask, request, g, Response
import subprocess, os, sys, functools, pathlib, tempfile
import logging

app = Flask(__name__)
logger = logging.getLogger(__name__)
BASE = "/srv/backups"
REPOS = {"core": "/srv/git/core", "web": "/srv/git/web"}


def require_token(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        if request.headers.get("Authorization") != os.environ.get("TOKEN"):
            return Response(status=401)
        return f(*args, **kwargs)
    return wrapper


def sh(cmd: str, *, cwd: str | None = None) -> str:
    """Run a command and return its output."""
    logger.debug("running %r", cmd)
    p = subprocess.Popen(cmd, stdout=subprocess.PIPE, shell=True, cwd=cwd)  # bad: the helper that all hand their lines to
    out, _ = p.communicate()
    return out.decode()


def argv(*cmd, cwd=None):
    return subprocess.check_output(cmd, cwd=cwd)  # good: a tuple of arguments, the program constant


@app.route("/backup", methods=["POST"])
@require_token
def backup():
    repo = request.form["repo"]
    target = f"{BASE}/{repo}.tar.gz"
    return sh(f"tar czf {target} {repo}")


@app.post("/restore")
@require_token
def restore():
    name = request.json.get("name", "latest")
    return argv("tar", "xzf", f"{BASE}/{name}.tar.gz", cwd="/srv")


@app.before_request
def remember():
    g.client = request.headers.get("X-Client", "")


@app.get("/client")
def client():
    os.system("logger -t web " + g.client)  # bad: kept in g by another function
    return ""


@app.get("/branch")
def branch():
    repo = REPOS.get(request.args.get("repo"))
    if not repo:
        return "unknown", 404
    return os.popen(f"git -C {repo} branch").read()  # good: a path out of a table


@app.get("/checkout")
def checkout():
    repo = REPOS[request.args["repo"]]
    ref = request.args["ref"]
    return os.popen(f"git -C {repo} checkout {ref}").read()  # bad: the reference is not


@app.get("/loop")
def loop():
    total = []
    for i, part in enumerate(request.args.get("parts", "").split(",")):
        total.append(os.popen("wc -l %d" % i).read())  # good: the number, not the part
        total.append(os.popen("wc -l %s" % part).read())  # bad: the part
    return "".join(total)


@app.get("/kw")
def kw():
    options = {"shell": True, "args": "ls " + request.args["d"]}
    subprocess.run(**options)  # bad: everything by a dict
    options = {"shell": False, "args": ["ls", request.args["d"]]}
    subprocess.run(**options)  # good: a list, no shell
    return ""


@app.get("/partial")
def partial():
    run = functools.partial(subprocess.run, shell=True, check=False)
    run("du -sh " + request.args["d"])  # bad: through functools.partial
    run("du -sh /srv")  # good: constant
    return ""


@app.get("/tmp")
def tmp():
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as f:
        f.write(request.args["text"])
        f.flush()
        subprocess.run(f"sort {f.name}", shell=True)  # good: the name of the file is ours
    return ""


@app.get("/assert")
def asserted():
    level = request.args["level"]
    assert level in {"low", "high"}
    os.system("nice-tool " + level)  # good: asserted membership
    return ""


@app.get("/any")
def any_of():
    level = request.args["level"]
    if any(level == x for x in ("low", "high")):
        os.system("nice-tool " + level)  # good: equal to one of the constants
    else:
        os.system("nice-tool " + level)  # bad: equal to none
    return ""


@app.get("/enc")
def enc():
    os.system("echo " + request.args["x"].encode("ascii", "ignore").decode())  # bad: ASCII is enough for a shell
    return ""


class Job:
    """A job with its command."""
    program = "rsync"

    def __init__(self, source, *, verbose=False):
        self._source = source
        self._verbose = verbose

    @property
    def line(self):
        return f"{self.program} {self._source} /srv"

    @property
    def flags(self):
        return "-v" if self._verbose else "-q"

    @classmethod
    def from_request(cls):
        return cls(request.form["source"], verbose="v" in request.form)

    def start(self):
        os.system(self.line)  # bad: a property that holds the source

    def dry(self):
        os.system(self.program + " --dry-run " + self.flags)  # good: a flag chosen by a test


@app.post("/job")
def job():
    job = Job.from_request()
    job.dry()
    job.start()
    return ""
