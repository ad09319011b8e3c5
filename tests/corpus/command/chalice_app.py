"""A service on AWS Chalice."""
import os

from chalice import Blueprint, Chalice

app = Chalice(app_name="pictures")
more = Blueprint(__name__)


@app.route("/resize", methods=["POST"])
def resize():
    wanted = app.current_request.json_body
    os.system("convert in.png -resize " + wanted["size"] + " out.png")  # bad: the body
    os.system("convert in.png -resize %d out.png" % wanted["width"])  # good: a number
    return {}


@more.route("/crop")
def crop():
    request = more.current_request
    os.system("convert in.png -crop " + request.query_params["area"] + " out.png")  # bad: the query string
    os.system("convert in.png -trim out.png --method " + app.app_name)  # good: nothing of the request
    return {}
