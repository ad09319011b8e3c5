import pickle, json, base64, yaml, os, io, sys
import msgpack
import torch, joblib, dill, zlib, pandas
from flask import Flask, request, g
from celery import Celery
import pika
import zmq
app = Flask(__name__)


@app.post("/a")
def a():
    data = request.files.get("file")
    obj = pickle.loads(data.read())  # bad: bytes of an upload
    return str(len(obj))


@app.post("/b")
def b():
    data = request.files.get("file")
    obj = json.load(data)  # good: JSON of an upload
    return str(len(obj))


@app.post("/c")
def c():
    data = request.json["state"]
    raw = base64.b64decode(data.encode("utf-8"))
    state = dill.loads(zlib.decompress(raw))  # bad: nested decoding
    return str(len(state))


@app.post("/d")
def d():
    return str(len(msgpack.unpackb(request.data)))  # good: msgpack builds no objects


@app.post("/f")
def f():
    cfg = yaml.full_load(request.data)  # good: the full loader builds no objects
    return str(len(cfg))


def on_message(channel, method, properties, body):
    job = pickle.loads(body)  # bad: a message of a queue
    print(job)


connection = pika.BlockingConnection()
channel = connection.channel()
channel.basic_consume(queue="x", on_message_callback=on_message)


def worker():
    socket = zmq.Context().socket(zmq.PULL)
    message = socket.recv()
    print(pickle.loads(message))  # bad: zmq


def local():
    with open(sys.argv[1], "rb") as fh:
        return pickle.load(fh)  # good: a file that whoever runs the program names
