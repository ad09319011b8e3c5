"""Uploads that are kept as files before they are unpacked."""
import shutil
import tarfile
from pathlib import Path

from fastapi import FastAPI, UploadFile

app = FastAPI()
SEED = Path("/srv/seed.tar")


@app.post("/a")
async def restored(dump: UploadFile):
    kept = Path("/tmp/dump.tar")
    kept.write_bytes(await dump.read())
    shutil.unpack_archive(str(kept), "/srv/data")  # bad: what was uploaded
    return {}


@app.post("/b")
async def filtered(dump: UploadFile):
    kept = Path("/tmp/dump.tar")
    kept.write_bytes(await dump.read())
    shutil.unpack_archive(str(kept), "/srv/data", filter="data")  # good: with a filter
    return {}


@app.post("/c")
async def seeded(dump: UploadFile):
    kept = Path("/tmp/dump.tar")
    kept.write_bytes(await dump.read())
    shutil.unpack_archive(str(SEED), "/srv/data")  # good: another archive
    return {}


@app.post("/d")
async def listed(dump: UploadFile):
    kept = Path("/tmp/dump.tar")
    kept.write_bytes(await dump.read())
    with tarfile.open(kept) as archive:
        archive.extractall("/srv/data")  # bad: opened by its path
    return {"size": len(kept.read_text())}
