import smtplib
from email.message import EmailMessage

from flask import Flask, make_response, request
from werkzeug.datastructures import Headers

app = Flask(__name__)


@app.route("/a")
def a():
    r = make_response("ok")
    r.headers["X-A"] = request.args["a"]  # good: Werkzeug refuses line ends in values
    r.headers[request.args["n"]] = "1"  # bad: not in names
    return r


@app.route("/b")
def b():
    headers = Headers()
    headers.add(request.args["n"], "1")  # bad: added under a name of the outsider's
    headers.add("X-B", request.args["n"])  # good: a value
    return "ok", 200, headers


@app.route("/c")
def c():
    r = make_response("ok")
    name = request.args["n"]
    if name in ("X-One", "X-Two"):
        r.headers[name] = "1"  # good: one of two names
    r.set_cookie("c", request.args["v"])  # good: Werkzeug quotes the values of cookies
    return r


@app.post("/mail")
def mail():
    subject = request.form["subject"]
    server = smtplib.SMTP("localhost")
    server.sendmail("a@example.com", ["b@example.com"], f"Subject: {subject}\n\nHello")  # bad: the head of a mail
    server.sendmail("a@example.com", ["b@example.com"], "Subject: Hi\n\n" + subject)  # good: the body of a mail
    message = EmailMessage()
    message["Subject"] = subject  # good: EmailMessage refuses line ends
    message.set_content("Hello")
    server.send_message(message)
    return "sent"


@app.post("/mail2")
def mail_clean():
    subject = request.form["subject"].replace("\n", " ").replace("\r", " ")
    server = smtplib.SMTP("localhost")
    server.sendmail("a@example.com", ["b@example.com"], "From: a@example.com\r\nSubject: %s\r\n\r\nHello" % subject)  # good: one line
    sender = request.form["from"]
    server.sendmail("a@example.com", ["b@example.com"], "From: %s\r\nSubject: x\r\n\r\nHello" % sender)  # bad: the sender's line
    return "sent"
