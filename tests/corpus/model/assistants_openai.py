import ast
import builtins
import html
import json
import os
import pickle
import re
import shlex
import sqlite3
import subprocess
from pathlib import Path

import openai
from flask import Flask, Response, render_template_string, request
from openai import AsyncOpenAI, OpenAI

app = Flask(__name__)
client = OpenAI()
aclient = AsyncOpenAI()
MODEL = "gpt-4o"
TOOLS = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b}
COLUMNS = ("name", "price", "stock")


def complete(prompt, system="You are terse."):
    answer = client.chat.completions.create(
        model=MODEL,
        messages=[{"role": "system", "content": system}, {"role": "user", "content": prompt}],
    )
    return answer.choices[0].message.content


def a(question):
    return eval(complete(question))  # bad: eval by way of a helper


def b(question):
    return ast.literal_eval(complete(question))  # good: literals only


def c(question):
    code = complete(f"Write Python for: {question}")
    exec(code)  # bad: exec


def d(question):
    code = complete(f"Write Python for: {question}")
    Path("draft.py").write_text(code)  # good: written, not run
    return code


def e(question):
    code = re.search(r"```python\n(.*?)```", complete(question), re.DOTALL).group(1)
    exec(compile(code, "<model>", "exec"), {})  # bad: the block out of the answer


def f(task):
    command = complete(f"One shell command to {task}").strip()
    return subprocess.run(command, shell=True, capture_output=True, text=True).stdout  # bad: a shell


def g(task):
    path = complete(f"Which directory for {task}?").strip()
    return subprocess.run(["ls", "-l", "--", path], capture_output=True, text=True).stdout  # good: one argument of a fixed program


def h(task):
    os.system(complete(task))  # bad: os.system


def i(task):
    os.system("echo " + shlex.quote(complete(task)))  # good: quoted


def j(question):
    sql = complete("SQL for: " + question)
    with sqlite3.connect("shop.db") as db:
        return db.execute(sql).fetchall()  # bad: SQL


def k(question):
    column = complete("Which column? " + question).strip()
    if column not in COLUMNS:
        raise ValueError(column)
    with sqlite3.connect("shop.db") as db:
        return db.execute(f"SELECT {column} FROM items").fetchall()  # good: a known column


def l(question):
    name = complete("Which item? " + question)
    with sqlite3.connect("shop.db") as db:
        return db.execute("SELECT * FROM items WHERE name = ?", (name,)).fetchall()  # good: bound


def m(question):
    name = complete("Which item? " + question)
    with sqlite3.connect("shop.db") as db:
        return db.execute("SELECT * FROM items WHERE name = '%s'" % name).fetchall()  # bad: pasted in


@app.route("/n")
def n():
    return complete(request.args["q"])  # bad: a page


@app.route("/o")
def o():
    return html.escape(complete(request.args["q"]))  # good: escaped


@app.route("/p")
def p():
    return {"answer": complete(request.args["q"])}  # good: JSON


@app.route("/q")
def q():
    return render_template_string("<p>" + complete(request.args["q"]) + "</p>")  # bad: a template


@app.route("/r")
def r():
    return render_template_string("<p>{{ text }}</p>", text=complete(request.args["q"]))  # good: a variable of the template


@app.route("/s")
def s():
    return Response(complete(request.args["q"]), mimetype="text/plain")  # good: plain text


def t(question):
    call = json.loads(complete(question))
    return TOOLS[call["tool"]](call["a"], call["b"])  # good: tools by name


def u(question):
    answer = client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": question}], tools=[])
    for tool in answer.choices[0].message.tool_calls:
        arguments = json.loads(tool.function.arguments)
        if tool.function.name == "shell":
            subprocess.check_output(arguments["command"], shell=True)  # bad: the arguments of a tool call
        elif tool.function.name == "read":
            print(open(arguments["path"]).read())  # bad: a path out of a tool call
    return answer


def v(question):
    answer = client.responses.create(model=MODEL, input=question)
    exec(answer.output_text)  # bad: the responses interface


def w(question):
    answer = client.responses.create(model=MODEL, input=question)
    return int(answer.output_text)  # good: a number


def x(question):
    number = int(complete(question))
    return eval("2 ** " + str(number))  # good: of a number


async def y(question):
    answer = await aclient.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": question}])
    return eval(answer.choices[0].message.content)  # bad: asynchronously


def z(question):
    stream = client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": question}], stream=True)
    text = ""
    for chunk in stream:
        text += chunk.choices[0].delta.content or ""
    exec(text)  # bad: piece by piece


def aa(question):
    completion = openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": question}])
    return eval(completion["choices"][0]["message"]["content"])  # bad: the old interface


def ab(question):
    complete(question)
    return eval("1 + 1")  # good: a constant


def ac(question):
    code = complete(question)
    code = "1 + 1"
    return eval(code)  # good: overwritten


def ad(question):
    name = complete(question)
    return getattr(builtins, "len")(name)  # good: the name is data


def ae(question):
    blob = complete(question).encode("latin-1")
    return pickle.loads(blob)  # bad: unpickled


def af(question):
    name = Path(complete(question)).name
    return (Path("docs") / name).read_text()  # good: the last part of a path


def ag(question):
    return (Path("docs") / complete(question)).read_text()  # bad: a path


class Agent:
    def __init__(self, key):
        self.client = OpenAI(api_key=key)
        self.last = ""

    def think(self, goal):
        reply = self.client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": goal}])
        self.last = reply.choices[0].message.content
        return self.last

    def act(self, goal):
        self.think(goal)
        subprocess.call(self.last, shell=True)  # bad: by way of an attribute

    def report(self, goal):
        print(self.think(goal))  # good: shown
        subprocess.call("date", shell=True)  # good: a constant
