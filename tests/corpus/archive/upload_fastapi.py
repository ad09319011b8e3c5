import io
import os
import shutil
import tarfile
import tempfile
import zipfile

from fastapi import FastAPI, File, HTTPException, UploadFile

app = FastAPI()


@app.post("/model")
async def model(file: UploadFile = File(...)):
    data = await file.read()
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        tar.extractall("/models")  # bad: bytes of an upload
    return {}


@app.post("/model2")
async def model_filtered(file: UploadFile = File(...)):
    data = await file.read()
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        tar.extractall("/models", filter="data")  # good: filtered
    return {}


@app.post("/model3")
def model_on_disk(file: UploadFile):
    with tempfile.NamedTemporaryFile(delete=False) as tmp:
        shutil.copyfileobj(file.file, tmp)
    with tarfile.open(tmp.name) as tar:
        tar.extractall("/models")  # bad: by way of a temporary file
    return {}


@app.post("/pages")
async def pages(file: UploadFile = File(...)):
    with zipfile.ZipFile(io.BytesIO(await file.read())) as z:
        for name in z.namelist():
            with open(f"/pages/{name}", "wb") as out:  # bad: an f-string
                out.write(z.read(name))
    return {}


@app.post("/pages2")
async def pages_checked(file: UploadFile = File(...)):
    with zipfile.ZipFile(io.BytesIO(await file.read())) as z:
        for name in z.namelist():
            if os.path.isabs(name) or ".." in name:
                raise HTTPException(400)
            with open(f"/pages/{name}", "wb") as out:  # good: neither absolute nor with dots
                out.write(z.read(name))
    return {}


@app.post("/pages3")
async def pages_numbered(file: UploadFile = File(...)):
    with zipfile.ZipFile(io.BytesIO(await file.read())) as z:
        for number, name in enumerate(z.namelist()):
            with open(f"/pages/{number}.html", "wb") as out:  # good: numbered
                out.write(z.read(name))
    return {}


@app.post("/nested")
async def nested(file: UploadFile = File(...)):
    outer = zipfile.ZipFile(io.BytesIO(await file.read()))
    for entry in outer.infolist():
        if entry.filename.endswith(".tar"):
            tarfile.open(fileobj=io.BytesIO(outer.read(entry))).extractall("/pages")  # bad: an archive in an archive
    return {}
