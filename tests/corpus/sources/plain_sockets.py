import asyncio
import os
import socket
import socketserver
from xmlrpc.server import SimpleXMLRPCServer


def serve():
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.bind(("", 9000))
    s.listen()
    while True:
        conn, addr = s.accept()
        with conn:
            data = conn.recv(1024)
            os.system("echo " + data.decode())  # bad: what the other side sends
            os.system("echo " + addr[0])  # good: an address
            os.system("echo %d" % len(data))  # good: a length


def client():
    with socket.create_connection(("time.example", 37)) as s:
        os.system("date -s @" + s.recv(10).decode())  # bad: what the server answers
    os.system("hostname " + socket.gethostname())  # good: our own name


def datagrams():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    data, sender = s.recvfrom(512)
    os.system("logger " + data.decode("ascii"))  # bad: a datagram


class Echo(socketserver.BaseRequestHandler):
    def handle(self):
        line = self.request.recv(1024).strip()
        os.system("echo " + line.decode())  # bad: a handler


class Lines(socketserver.StreamRequestHandler):
    def handle(self):
        line = self.rfile.readline().decode()
        os.system("echo " + line)  # bad: a stream handler
        if line.strip() in ("start", "stop"):
            os.system("service x " + line.strip())  # good: one of two


async def session(reader, writer):
    line = await reader.readline()
    os.system("echo " + line.decode())  # bad: a callback of start_server


async def other(reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
    line = (await reader.read(100)).decode()
    await asyncio.create_subprocess_shell(line)  # bad: by annotation
    await asyncio.create_subprocess_exec("echo", line)  # good: no shell


class Proto(asyncio.Protocol):
    def data_received(self, data):
        os.system("echo " + data.decode())  # bad: a protocol


def remove(name):
    os.system("rm " + name)  # bad: a remote call


def local(name):
    os.system("rm " + name)  # good: called by nobody outside


async def main():
    await asyncio.start_server(session, "", 9001)
    server = SimpleXMLRPCServer(("", 8000))
    server.register_function(remove, "remove")
    server.serve_forever()
