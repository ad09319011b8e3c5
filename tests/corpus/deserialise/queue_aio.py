"""A job queue over HTTP and sockets."""
import pickle
import socket
import socketserver
import json
import cloudpickle
from aiohttp import web
from cryptography.fernet import Fernet

routes = web.RouteTableDef()
fernet = Fernet(open("/etc/key", "rb").read())


@routes.post("/job")
async def job(request):
    data = await request.read()
    work = pickle.loads(data)  # bad: the body of a request
    return web.json_response({"n": len(work)})


@routes.post("/job/json")
async def job_json(request):
    work = await request.json()
    return web.json_response({"n": len(pickle.dumps(work))})  # good: written only


@routes.post("/job/sealed")
async def job_sealed(request):
    data = await request.read()
    work = pickle.loads(fernet.decrypt(data))  # good: decrypted and authenticated
    return web.json_response({"n": len(work)})


@routes.post("/job/cloud")
async def job_cloud(request):
    post = await request.post()
    work = cloudpickle.loads(post["job"].file.read())  # bad: an uploaded part
    return web.json_response({"n": len(work)})


def serve():
    listener = socket.socket()
    listener.bind(("127.0.0.1", 9000))
    listener.listen()
    connection, _ = listener.accept()
    message = connection.recv(4096)
    print(pickle.loads(message))  # bad: from a socket
    print(json.loads(message))  # good: JSON from a socket


def load_jobs(path="/srv/jobs.pkl"):
    with open(path, "rb") as f:
        return pickle.load(f)  # good: no outsider in sight
