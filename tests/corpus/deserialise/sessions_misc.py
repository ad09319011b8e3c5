"""Sessions, caches and messages."""
import base64
import binascii
import codecs
import gzip
import hmac
import json
import pickle
import tempfile
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from pathlib import Path

import redis
import ruamel.yaml
import yaml
from flask import Flask, jsonify, request

app = Flask(__name__)
SECRET = b"x" * 32
cache = redis.Redis()


def sign(data: bytes) -> str:
    return hmac.new(SECRET, data, sha256).hexdigest()


def verify(data: bytes, signature: str) -> bool:
    return hmac.compare_digest(sign(data), signature)


@app.post("/signed")
def signed():
    data = request.get_data()
    if not verify(data, request.headers["X-Signature"]):
        return "bad signature", 403
    return jsonify(len(pickle.loads(data)))  # good: checked by a helper


@app.post("/signed/late")
def signed_late():
    data = request.get_data()
    found = pickle.loads(data)  # bad: read before the check
    if not verify(data, request.headers["X-Signature"]):
        return "bad signature", 403
    return jsonify(len(found))


@app.post("/hashed")
def hashed():
    data = request.get_data()
    if sha256(data).hexdigest() != request.headers["X-Digest"]:
        return "broken", 400
    return jsonify(len(pickle.loads(data)))  # bad: a digest without a key proves nothing


@app.get("/hex")
def hexed():
    return jsonify(len(pickle.loads(binascii.unhexlify(request.args["h"]))))  # bad: hex


@app.get("/rot")
def rotated():
    return jsonify(len(pickle.loads(codecs.decode(request.args["h"].encode(), "base64"))))  # bad: by a codec


@app.post("/gz")
def zipped():
    with gzip.GzipFile(fileobj=BytesIO(request.data)) as f:
        return jsonify(len(pickle.load(f)))  # bad: a compressed file object


@app.post("/saved")
def saved():
    upload = request.files["f"]
    path = Path(tempfile.mkdtemp()) / "x.json"
    upload.save(path)
    return jsonify(len(json.loads(path.read_text())))  # good: JSON


@app.get("/cached")
def cached():
    raw = cache.get("totals")
    return jsonify(len(pickle.loads(raw)) if raw else 0)  # good: the program's own cache


@app.post("/ruamel")
def ruamel_unsafe():
    return jsonify(len(ruamel.yaml.load(request.data)))  # bad: the old function without a loader


@app.post("/ruamel2")
def ruamel_safe():
    y = ruamel.yaml.YAML(typ="safe")
    return jsonify(len(y.load(request.data)))  # good: the safe type


@app.post("/yaml")
def yaml_variable():
    loader = yaml.SafeLoader if request.args.get("strict") else yaml.Loader
    return jsonify(len(yaml.load(request.data, Loader=loader)))  # bad: one of the loaders is unsafe


@app.post("/yaml2")
def yaml_either():
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return jsonify(len(yaml.load(request.data, Loader=loader)))  # good: both are safe


class Restricted(pickle.Unpickler):
    def find_class(self, module, name):
        raise pickle.UnpicklingError(name)


@app.post("/restricted")
def restricted():
    return jsonify(len(Restricted(BytesIO(request.data)).load()))  # good: an unpickler that refuses every class


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        self.process(pickle.loads(body))  # bad: the body in http.server

    def do_PUT(self):
        length = int(self.headers["Content-Length"])
        self.process(json.loads(self.rfile.read(length)))  # good: JSON

    def process(self, found):
        self.send_response(200 if found else 400)
