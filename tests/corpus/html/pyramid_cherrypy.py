import html

import cherrypy
import falcon
import streamlit as st
from pyramid.response import Response
from pyramid.view import view_config
from sanic import Sanic
from sanic.response import html as html_response, text

server = Sanic("pages")


@view_config(route_name="hello")
def hello(request):
    return Response("<p>%s</p>" % request.params["name"])  # bad: pyramid's default is HTML


@view_config(route_name="hello2")
def hello_text(request):
    return Response(request.params["name"], content_type="text/plain")  # good: plain text


@view_config(route_name="hello3", renderer="hello.jinja2")
def hello_template(request):
    return {"name": request.params["name"]}  # good: a template's variables


class Site:
    @cherrypy.expose
    def index(self, name="you"):
        return "<p>" + name + "</p>"  # bad: a parameter of cherrypy

    @cherrypy.expose
    def plain(self, name="you"):
        cherrypy.response.headers["Content-Type"] = "text/plain"
        return name  # good: plain text

    @cherrypy.expose
    def safe(self, name="you"):
        return "<p>" + html.escape(name) + "</p>"  # good: escaped


@server.get("/h")
async def h(request):
    return html_response(f"<p>{request.args.get('x')}</p>")  # bad: sanic's html


@server.get("/t")
async def t(request):
    return text(f"<p>{request.args.get('x')}</p>")  # good: sanic's text


class Resource:
    def on_get(self, req, resp):
        resp.content_type = "text/html"
        resp.text = "<p>" + req.get_param("x") + "</p>"  # bad: falcon, told to be HTML

    def on_post(self, req, resp):
        resp.text = "<p>" + req.get_param("x") + "</p>"  # good: falcon's default is JSON


def lambda_handler(event, context):
    name = event["queryStringParameters"]["name"]
    if event.get("text"):
        return {"statusCode": 200, "headers": {"Content-Type": "text/plain"}, "body": name}  # good: plain text
    return {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": f"<p>{name}</p>"}  # bad: an HTML answer


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html")])
    return [f"<p>{environ['QUERY_STRING']}</p>".encode()]  # bad: WSGI


def plain_application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["QUERY_STRING"].encode()]  # good: plain text


bio = st.text_input("About you")
st.markdown(f"<b>{bio}</b>", unsafe_allow_html=True)  # bad: streamlit told to take HTML
st.markdown(f"**{bio}**")  # good: streamlit escapes by default
