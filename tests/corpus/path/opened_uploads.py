"""Uploads that are read where they are open already, and such that are saved by their own names."""
import pickle
import zipfile

import pandas as pd
from fastapi import FastAPI, File, UploadFile

app = FastAPI()


@app.post("/plugins")
def plugins(file: UploadFile):
    with zipfile.ZipFile(file.file) as archive:  # good: an open file is no path
        return {"count": len(archive.namelist())}


@app.post("/frames")
def frames(file: UploadFile = File(...)):
    return pd.read_csv(file.file).to_dict()  # good: the same by pandas


@app.post("/named")
def named(file: UploadFile):
    return pd.read_csv("/srv/data/" + file.filename).to_dict()  # bad: the name that was sent along


@app.post("/first-line")
def first_line(file: UploadFile):
    wanted = file.file.readline().decode().strip()
    return pd.read_csv(wanted).to_dict()  # bad: what the file says is a path
