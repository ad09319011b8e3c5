import os, subprocess, sys, argparse, shlex
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlparse
import click, falcon, cherrypy
from sanic import Sanic, response
from pyramid.view import view_config
import streamlit as st

sanic_app = Sanic("x")


class H(BaseHTTPRequestHandler):
    def do_GET(self):
        q = parse_qs(urlparse(self.path).query)
        os.system("ping " + q["h"][0])  # bad: http.server
        os.system("ping " + self.server.server_name)  # good: our own name


class R:
    def on_get(self, req, resp):
        os.system("ping " + req.get_param("h"))  # bad: falcon
        os.system("ping %d" % req.get_param_as_int("n"))  # good: an integer parameter


class Root:
    @cherrypy.expose
    def index(self, host=None):
        os.system("ping " + host)  # bad: cherrypy
        return ""

    def helper(self, host=None):
        os.system("ping localhost")  # good: constant


@sanic_app.get("/x/<name:str>")
async def sx(request, name):
    os.system("ping " + request.args.get("h"))  # bad: sanic
    return response.text("")


@view_config(route_name="x")
def px(request):
    os.system("ping " + request.params["h"])  # bad: pyramid
    return {}


def stream():
    host = st.text_input("host")
    if st.button("go"):
        os.system("ping " + host)  # bad: streamlit
    n = st.slider("n", 1, 5)
    os.system("ping -c %s localhost" % n)  # good: a slider's number


@click.command()
@click.argument("name")
def cli(name):
    subprocess.run("ls " + name, shell=True)  # bad: an argument, at the strict profile


def main():
    p = argparse.ArgumentParser()
    p.add_argument("name")
    p.add_argument("--n", type=int)
    a = p.parse_args()
    os.system("ls " + a.name)  # bad: an argument, at the strict profile
    os.system("ls %s" % a.n)  # good: a number
    os.system("ls " + shlex.quote(a.name))  # good: quoted
    os.system("ls " + input("which? "))  # bad: typed in
    os.system("ls " + os.environ["HOME"])  # bad: the environment


def hello_http(request):
    """Google Cloud Function."""
    name = request.args.get("name")
    return name


def azure_main(req):
    os.system("x " + req.params.get("name"))
