from fastapi import FastAPI, Form
from pydantic import BaseModel

from texts import Letter, greet, render_text, with_footer

app = FastAPI()


class Mail(BaseModel):
    subject: str
    body: str


@app.post("/mail")
def mail(mail: Mail):
    return len(render_text(with_footer(mail.body)))  # bad: two helpers of another module


@app.post("/mail/value")
def mail_value(mail: Mail):
    return len(render_text("{{ body }}", body=with_footer(mail.body)))  # good: a value of a constant template


@app.post("/greet")
def greeting(name: str = Form()):
    return len(greet(name))  # good: the helper's template is constant


@app.post("/subject")
def subject(name: str = Form()):
    return len(Letter(name).subject_line())  # bad: kept in an object


@app.post("/body")
def body(name: str = Form()):
    return len(Letter(name).body())  # good: that method's template is constant
