from pathlib import Path
from typing import Annotated, Literal

import aiofiles
from fastapi import APIRouter, Depends, FastAPI, File, Form, HTTPException, Query, UploadFile
from fastapi.responses import FileResponse
from pydantic import BaseModel

app = FastAPI()
router = APIRouter(prefix="/files")
STORAGE = Path("/var/lib/app")


class Rename(BaseModel):
    old: str
    new: str
    version: int


@app.get("/f/{name:path}")
async def get_file(name: str):
    return FileResponse(STORAGE / name)  # bad: the rest of the path


@app.get("/i/{number}")
async def get_numbered(number: int):
    return FileResponse(STORAGE / f"{number}.pdf")  # good: an integer by annotation


@app.get("/k/{kind}")
async def get_kind(kind: Literal["terms", "privacy"]):
    return FileResponse(STORAGE / f"{kind}.pdf")  # good: one of two texts by annotation


@app.get("/q")
async def query(name: Annotated[str, Query(max_length=50)]):
    async with aiofiles.open(STORAGE / name) as fh:  # bad: a query parameter, asynchronously
        return {"text": await fh.read()}


@app.post("/up")
async def upload(file: UploadFile = File(...)):
    target = STORAGE / file.filename
    with target.open("wb") as out:  # bad: the client's file name
        out.write(await file.read())
    return {"stored": str(target)}


@app.post("/up2")
async def upload_named(file: UploadFile = File(...)):
    target = STORAGE / Path(file.filename).name
    with target.open("wb") as out:  # good: the last part
        out.write(await file.read())
    return {"size": target.stat().st_size}


@app.post("/rename")
async def rename(order: Rename):
    (STORAGE / order.old).rename(STORAGE / "archive")  # bad: a field of the body
    return order.version


@app.post("/rename2")
async def rename_versioned(order: Rename):
    (STORAGE / f"v{order.version}").rename(STORAGE / "archive")  # good: a number of the body
    return order.version


def contained(name: str = Query(...)) -> Path:
    path = (STORAGE / name).resolve()
    if not path.is_relative_to(STORAGE):
        raise HTTPException(status_code=404)
    return path


@router.get("/dep")
async def dependency(path: Path = Depends(contained)):
    return FileResponse(path)  # good: checked by the dependency


@router.post("/form")
async def form(title: str = Form(...)):
    with open(f"/var/lib/app/{title}.md", "w") as fh:  # bad: a form field
        fh.write("x")
