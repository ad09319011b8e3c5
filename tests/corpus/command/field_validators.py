"""Jobs whose fields the model of the request checks, or only seems to."""
import os
import re

from fastapi import BackgroundTasks, FastAPI
from pydantic import BaseModel, field_validator

app = FastAPI()


class Named(BaseModel):
    name: str

    @field_validator("name")
    @classmethod
    def plain(cls, value):
        if not re.fullmatch(r"[a-z0-9_]+", value):
            raise ValueError("only letters, digits and underscores")
        return value


class Filled(BaseModel):
    name: str

    @field_validator("name")
    @classmethod
    def present(cls, value):
        if not value.strip():
            raise ValueError("empty")
        return value.strip()


class Other(BaseModel):
    name: str
    kind: str

    @field_validator("kind")
    @classmethod
    def known(cls, value):
        if value not in ("full", "partial"):
            raise ValueError("unknown kind")
        return value


def archive(name):
    os.system(f"zip -r /backups/{name}.zip /data")


@app.post("/named")
def named(job: Named, tasks: BackgroundTasks):
    os.system(f"zip -r /backups/{job.name}.zip /data")  # good: the validator admits harmless characters only
    return {}


@app.post("/filled")
def filled(job: Filled):
    os.system(f"zip -r /backups/{job.name}.zip /data")  # bad: the validator refuses only the empty name
    return {}


@app.post("/kind")
def kind(job: Other):
    os.system(f"backup --{job.kind} /data")  # good: one of two
    os.system(f"backup {job.name} /data")  # bad: the validator is another field's
    return {}
