import base64
import subprocess

import azure.functions as func
import functions_framework
from shared.store import query

app = func.FunctionApp()


@functions_framework.http
def hello(request):
    name = request.args.get("name", "World")
    return str(len(query(f"SELECT * FROM greeting WHERE name = '{name}'")))  # bad: args


@functions_framework.http
def hello_json(req):
    data = req.get_json(silent=True) or {}
    return str(len(query("SELECT * FROM greeting WHERE name = %s", (data.get("name"),))))  # good: bound


@functions_framework.cloud_event
def arrived(cloud_event):
    data = base64.b64decode(cloud_event.data["message"]["data"]).decode()
    subprocess.run(f"process {data}", shell=True)  # bad: the data of an event


def main(req: func.HttpRequest) -> func.HttpResponse:
    name = req.params.get("name")
    if not name:
        name = req.get_json().get("name")
    query(f"SELECT * FROM greeting WHERE name = '{name}'")  # bad: params or the body
    number = int(req.route_params["number"])
    query(f"SELECT * FROM greeting WHERE id = {number}")  # good: a number
    return func.HttpResponse("ok")


@app.route(route="people/{name}")
def people(req: func.HttpRequest) -> func.HttpResponse:
    query(f"SELECT * FROM people WHERE name = '{req.route_params['name']}'")  # bad: the path
    return func.HttpResponse("ok")


@app.queue_trigger(arg_name="msg", queue_name="work", connection="Q")
def worked(msg: func.QueueMessage):
    subprocess.run("work " + msg.get_body().decode(), shell=True)  # bad: a message of the queue


@app.timer_trigger(schedule="0 0 * * * *", arg_name="timer")
def tick(timer: func.TimerRequest):
    subprocess.run(f"work --late {timer.past_due}", shell=True)  # good: the timer's own
