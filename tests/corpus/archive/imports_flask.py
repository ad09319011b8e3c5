import io
import os
import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path

from flask import Flask, abort, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
DEST = "/srv/data"


@app.post("/a")
def a():
    with tarfile.open(fileobj=request.files["f"]) as tar:
        tar.extractall(DEST)  # bad: an upload
    return "ok"


@app.post("/b")
def b():
    with tarfile.open(fileobj=request.files["f"]) as tar:
        tar.extractall(DEST, filter="data")  # good: the data filter
    return "ok"


@app.post("/c")
def c():
    with tarfile.open(fileobj=request.files["f"]) as tar:
        tar.extractall(DEST, filter="fully_trusted")  # bad: the filter that filters nothing
    return "ok"


@app.post("/d")
def d():
    tar = tarfile.open(fileobj=io.BytesIO(request.get_data()), mode="r:gz")
    tar.extractall(path=DEST)  # bad: the body
    tar.close()
    return "ok"


@app.post("/e")
def e():
    up = request.files["f"]
    path = os.path.join(tempfile.mkdtemp(), secure_filename(up.filename))
    up.save(path)
    with tarfile.open(path) as tar:
        tar.extractall(DEST)  # bad: a saved upload
    return "ok"


@app.post("/f")
def f():
    up = request.files["f"]
    path = os.path.join(tempfile.mkdtemp(), secure_filename(up.filename))
    up.save(path)
    with zipfile.ZipFile(path) as z:
        z.extractall(DEST)  # good: zipfile cleans the names
    return "ok"


@app.post("/g")
def g():
    with zipfile.ZipFile(request.files["f"]) as z:
        for info in z.infolist():
            target = os.path.join(DEST, info.filename)
            with open(target, "wb") as out:  # bad: joined by hand
                out.write(z.read(info))
    return "ok"


@app.post("/h")
def h():
    with zipfile.ZipFile(request.files["f"]) as z:
        for info in z.infolist():
            target = os.path.realpath(os.path.join(DEST, info.filename))
            if not target.startswith(DEST + os.sep):
                abort(400)
            with open(target, "wb") as out:  # good: resolved and compared
                out.write(z.read(info))
    return "ok"


@app.post("/i")
def i():
    with tarfile.open(fileobj=request.files["f"].stream, mode="r|*") as tar:
        for member in tar:
            tar.extract(member, DEST)  # bad: member by member
    return "ok"


@app.post("/j")
def j():
    with tarfile.open(fileobj=request.files["f"].stream) as tar:
        for member in tar.getmembers():
            if member.name.startswith("/") or ".." in member.name:
                continue
            tar.extract(member, DEST)  # good: each name is checked
    return "ok"


@app.post("/k")
def k():
    with tarfile.open(fileobj=request.files["f"].stream) as tar:
        for member in tar.getmembers():
            if ".." in member.name:
                print("suspicious")
            tar.extract(member, DEST)  # bad: noticed but not refused
    return "ok"


@app.post("/l")
def l():
    with tarfile.open(fileobj=request.files["f"].stream) as tar:
        for member in tar.getmembers():
            target = os.path.abspath(os.path.join(DEST, member.name))
            if not target.startswith(os.path.abspath(DEST) + os.sep):
                raise ValueError(member.name)
        tar.extractall(DEST)  # good: every member was checked before
    return "ok"


@app.post("/m")
def m():
    with tarfile.open(fileobj=request.files["f"].stream) as tar:
        for member in tar.getmembers():
            print(member.name)
        tar.extractall(DEST)  # bad: every member was printed before
    return "ok"


@app.post("/n")
def n():
    up = request.files["f"]
    path = "/tmp/upload.tar"
    up.save(path)
    shutil.unpack_archive(path, DEST)  # bad: shutil does the same
    return "ok"


@app.post("/o")
def o():
    up = request.files["f"]
    path = "/tmp/upload.zip"
    up.save(path)
    shutil.unpack_archive(path, DEST, "zip")  # good: a zip file
    return "ok"


@app.post("/p")
def p():
    with tarfile.open(fileobj=request.files["f"].stream) as tar:
        names = tar.getnames()
    return {"names": names}  # good: nothing is extracted


@app.post("/q")
def q():
    with tarfile.open(fileobj=request.files["f"].stream) as tar:
        content = tar.extractfile("manifest.json").read()
    with open(os.path.join(DEST, "manifest.json"), "wb") as out:  # good: a constant name
        out.write(content)
    return "ok"


@app.post("/r")
def r():
    with zipfile.ZipFile(request.files["f"]) as z:
        for name in z.namelist():
            (Path(DEST) / name).write_bytes(z.read(name))  # bad: pathlib
    return "ok"


@app.post("/s")
def s():
    with zipfile.ZipFile(request.files["f"]) as z:
        for name in z.namelist():
            (Path(DEST) / Path(name).name).write_bytes(z.read(name))  # good: the last part
    return "ok"


@app.post("/t")
def t():
    with zipfile.ZipFile(request.files["f"]) as z:
        for name in z.namelist():
            target = (Path(DEST) / name).resolve()
            if not target.is_relative_to(DEST):
                continue
            target.write_bytes(z.read(name))  # good: is_relative_to
    return "ok"
