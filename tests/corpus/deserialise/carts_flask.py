import base64
import hashlib
import hmac
import io
import json
import marshal
import pickle
import shelve
import zlib
from base64 import b64decode, urlsafe_b64decode

import dill
import joblib
import jsonpickle
import numpy as np
import pandas as pd
import torch
import yaml
from flask import Flask, abort, request, session
from itsdangerous import URLSafeSerializer
from yaml import CSafeLoader, load, safe_load

app = Flask(__name__)
KEY = app.config["KEY"]
signer = URLSafeSerializer(KEY)


@app.route("/cart")
def cart():
    items = pickle.loads(base64.b64decode(request.cookies.get("cart")))  # bad: a cookie
    return str(len(items))


@app.route("/cart/json")
def cart_json():
    items = json.loads(base64.b64decode(request.cookies.get("cart")))  # good: JSON
    return str(len(items))


@app.route("/cart/signed")
def cart_signed():
    raw = request.cookies.get("cart", "")
    data, _, mac = raw.partition(".")
    wanted = hmac.new(KEY, data.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(mac, wanted):
        abort(400)
    items = pickle.loads(b64decode(data))  # good: the signature was checked
    return str(len(items))


@app.route("/cart/unchecked")
def cart_unchecked():
    raw = request.cookies.get("cart", "")
    data, _, mac = raw.partition(".")
    wanted = hmac.new(KEY, data.encode(), hashlib.sha256).hexdigest()
    app.logger.debug("%d %s", len(mac), wanted)
    items = pickle.loads(b64decode(data))  # bad: the signature is not compared
    return str(len(items))


@app.route("/cart/itsdangerous")
def cart_itsdangerous():
    data = signer.loads(request.cookies["cart"])
    return str(len(pickle.loads(b64decode(data))))  # good: itsdangerous checked it


@app.route("/state", methods=["POST"])
def state():
    data = zlib.decompress(request.get_data())
    return str(len(pickle.loads(data)))  # bad: decompressed body


@app.route("/state/file")
def state_file():
    with open("/var/lib/app/state.pkl", "rb") as f:
        return str(len(pickle.load(f))) + request.args["x"][:0]  # good: the program's own file


@app.route("/upload", methods=["POST"])
def upload():
    f = request.files["model"]
    return str(len(pickle.load(f)))  # bad: an uploaded file


@app.route("/upload/bytes", methods=["POST"])
def upload_bytes():
    buffer = io.BytesIO(request.files["model"].read())
    return str(len(pickle.Unpickler(buffer).load()))  # bad: an unpickler over its bytes


@app.route("/upload/csv", methods=["POST"])
def upload_csv():
    return str(len(pd.read_csv(request.files["table"])))  # good: CSV holds no objects


@app.route("/upload/frame", methods=["POST"])
def upload_frame():
    return str(len(pd.read_pickle(request.files["table"])))  # bad: a pickled frame


@app.route("/yaml", methods=["POST"])
def yaml_unsafe():
    return str(len(yaml.load(request.data, Loader=yaml.UnsafeLoader)))  # bad: unsafe loader


@app.route("/yaml2", methods=["POST"])
def yaml_safe():
    return str(len(yaml.load(request.data, Loader=yaml.SafeLoader)))  # good: safe loader


@app.route("/yaml3", methods=["POST"])
def yaml_cloader():
    return str(len(load(request.data, Loader=CSafeLoader)))  # good: the safe loader in C


@app.route("/yaml4", methods=["POST"])
def yaml_named():
    return str(len(safe_load(request.data)))  # good: safe_load


@app.route("/yaml5", methods=["POST"])
def yaml_all():
    return str(len(list(yaml.load_all(request.data, yaml.Loader))))  # bad: all documents, positional loader


@app.route("/yaml6", methods=["POST"])
def yaml_explicit():
    return str(len(yaml.unsafe_load(request.form["doc"])))  # bad: unsafe_load


@app.route("/dill", methods=["POST"])
def dilled():
    return str(dill.loads(request.data))[:0]  # bad: dill


@app.route("/marshal", methods=["POST"])
def marshalled():
    return str(marshal.loads(bytes.fromhex(request.form["code"])))[:0]  # bad: marshal


@app.route("/jsonpickle", methods=["POST"])
def jsonpickled():
    return str(jsonpickle.decode(request.get_data(as_text=True)))[:0]  # bad: jsonpickle


@app.route("/jsonpickle2", methods=["POST"])
def jsonpickle_encode():
    return str(len(jsonpickle.encode(request.get_json())))  # good: written, not read


@app.route("/torch", methods=["POST"])
def weights():
    return str(len(torch.load(io.BytesIO(request.data), weights_only=False)))  # bad: any object


@app.route("/torch2", methods=["POST"])
def weights_only():
    return str(len(torch.load(io.BytesIO(request.data), weights_only=True)))  # good: weights only


@app.route("/numpy", methods=["POST"])
def array():
    return str(len(np.load(request.files["a"], allow_pickle=True)))  # bad: pickles allowed


@app.route("/numpy2", methods=["POST"])
def array_plain():
    return str(len(np.load(request.files["a"])))  # good: no pickles by default


@app.route("/joblib", methods=["POST"])
def model():
    return str(joblib.load(request.files["m"].stream))[:0]  # bad: joblib


@app.route("/joblib2")
def model_own():
    loaded = joblib.load("/srv/models/current.joblib")  # good: a constant path
    return str(loaded.predict([[float(request.args["x"])]]))


@app.route("/models/<name>")
def model_known(name):
    paths = {"a": "/srv/a.pkl", "b": "/srv/b.pkl"}
    loaded = joblib.load(paths[name])  # good: a path out of a table
    return str(len(loaded))


@app.route("/copy")
def copied():
    data = pickle.dumps({"q": request.args["q"]})
    return str(len(pickle.loads(data)))  # good: its own pickle, of the moment before


@app.route("/shelf/<name>")
def shelf(name):
    with shelve.open(name) as found:  # bad: any file is a shelf
        return str(len(found))


@app.route("/shelf2")
def shelf_own():
    with shelve.open("/srv/cart") as found:
        return str(len(found.get(request.args["key"], "")))  # good: a key of its own shelf


@app.route("/branch")
def branch():
    raw = request.args["d"]
    if request.args.get("format") == "json":
        found = json.loads(raw)
    else:
        found = pickle.loads(urlsafe_b64decode(raw))  # bad: the other branch
    return str(len(found))


@app.route("/session")
def from_constant():
    raw = request.args["d"]
    raw = b"\x80\x04N."
    return str(pickle.loads(raw))  # good: overwritten
