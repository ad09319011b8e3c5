"""Work that is handed to threads and to the workers of a queue."""
import asyncio
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

from celery import Celery
from flask import Flask, request

app = Flask(__name__)
queue = Celery("jobs", broker="redis://localhost")
pool = ThreadPoolExecutor(2)


@queue.task
def render(url, name):
    subprocess.Popen("wkhtmltopdf %s /srv/report.pdf" % url, shell=True).wait()  # bad: the queue brings the address


@queue.task(bind=False)
def shrink(path):
    os.system(f"optipng {path}")  # bad: by keyword, packed


@queue.task
def clean(path):
    os.system(f"rm -f {path}")  # good: given a constant only


def scan(host):
    os.system("nmap -F " + host)  # bad: a thread brings the host


def count(kind):
    return {"a": "1", "b": "2"}.get(kind, "0")


@app.route("/pdf")
def pdf():
    render.delay(request.args["url"], "report")
    shrink.apply_async(kwargs={"path": request.args["picture"]})
    clean.delay("/tmp/cache")
    return "queued", 202


@app.route("/scan")
def start_scan():
    pool.submit(scan, request.args["host"])
    return "started"


@app.route("/count")
def counted():
    found = pool.submit(count, request.args["kind"]).result()
    os.system("notify --count " + found)  # good: what the function returns is one of three
    return "ok"


async def later():
    await asyncio.to_thread(scan, "localhost")
