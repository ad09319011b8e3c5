"""Agents and helpers as people write them."""
import asyncio
import importlib
import json
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass

import openai
import streamlit as st
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Template
from langchain.agents import AgentExecutor, create_openai_functions_agent
from langchain_community.utilities import SQLDatabase
from langchain_openai import ChatOpenAI, OpenAI as LangOpenAI
from litellm import acompletion, completion
from openai import OpenAI
from sqlalchemy import create_engine, text
from transformers import pipeline

app = FastAPI()
engine = create_engine("sqlite:///app.db")
MENU = ["soup", "salad"]


def get_client():
    return OpenAI()


def ask(messages, model="gpt-4o"):
    response = get_client().chat.completions.create(model=model, messages=messages)
    return response.choices[0].message.content.strip()


def strip_fences(code):
    if code.startswith("```"):
        code = code.split("\n", 1)[1].rsplit("```", 1)[0]
    return code


@dataclass
class Plan:
    command: str
    reason: str


class Coder:
    def __init__(self, llm=None):
        self.llm = llm or ChatOpenAI()
        self.history = []

    def generate(self, task):
        code = self.llm.invoke(task).content
        self.history.append(code)
        return strip_fences(code)

    def run(self, task):
        code = self.generate(task)
        scope = {}
        exec(code, scope)  # bad: fences off, and run
        return scope.get("result")

    def save(self, task):
        with tempfile.NamedTemporaryFile("w", suffix=".py", delete=False) as fh:  # good: a name of the system's
            fh.write(self.generate(task))
        return fh.name

    def script(self, task):
        return subprocess.run([sys.executable, "-c", self.generate(task)], capture_output=True)  # bad: an interpreter's program


def planned(task):
    plan = Plan(**json.loads(ask([{"role": "user", "content": task}])))
    subprocess.run(plan.command, shell=True, check=False)  # bad: a field of a plan


def planned_split(task):
    plan = Plan(**json.loads(ask([{"role": "user", "content": task}])))
    subprocess.run(["echo", *shlex.split(plan.reason)], check=False)  # good: arguments of echo


def query(question):
    sql = ask([{"role": "system", "content": "SQL only"}, {"role": "user", "content": question}])
    with engine.connect() as conn:
        return conn.execute(text(sql)).fetchall()  # bad: SQLAlchemy


def query_bound(question):
    dish = ask([{"role": "user", "content": question}])
    with engine.connect() as conn:
        return conn.execute(text("SELECT * FROM menu WHERE name = :n"), {"n": dish}).fetchall()  # good: bound


def query_known(question):
    dish = ask([{"role": "user", "content": question}])
    dish = dish if dish in MENU else MENU[0]
    with engine.connect() as conn:
        return conn.execute(text(f"SELECT * FROM menu WHERE name = '{dish}'")).fetchall()  # good: on the menu


async def both(task):
    answer = await acompletion(model="gpt-4o", messages=[{"role": "user", "content": task}])
    process = await asyncio.create_subprocess_shell(answer.choices[0].message.content)  # bad: asyncio's shell
    return await process.wait()


@app.get("/html", response_class=HTMLResponse)
async def page(topic: str):
    return HTMLResponse(ask([{"role": "user", "content": topic}]))  # bad: an HTML response


@app.get("/json")
async def data(topic: str):
    return JSONResponse({"text": ask([{"role": "user", "content": topic}])})  # good: JSON


def rendered(topic):
    return Template(ask([{"role": "user", "content": topic}])).render()  # bad: a template of Jinja


def rendered_value(topic):
    return Template("{{ text|e }}").render(text=ask([{"role": "user", "content": topic}]))  # good: a value


def plugin(topic):
    return importlib.import_module(ask([{"role": "user", "content": topic}]))  # bad: a module by name


def lang(prompt):
    llm = LangOpenAI(temperature=0)
    return eval(llm(prompt))  # bad: called


def lang_db(prompt):
    db = SQLDatabase.from_uri("sqlite:///app.db")
    statement = ChatOpenAI().invoke(prompt).content
    return db.run(statement)


def agent(question):
    executor = AgentExecutor(agent=create_openai_functions_agent(ChatOpenAI(), [], None), tools=[])
    answer = executor.invoke({"input": question})
    return eval(answer["output"])  # bad: an agent


def number(question):
    value = float(completion(model="m", messages=[{"role": "user", "content": question}]).choices[0].message.content)
    return eval(f"{value} * 2")  # good: a number


def classify(textual):
    label = pipeline("sentiment-analysis")(textual)[0]["label"]
    return {"POSITIVE": 1, "NEGATIVE": 0}[label]  # good: looked up


def dispatch(question):
    response = openai.chat.completions.create(model="m", messages=[{"role": "user", "content": question}])
    call = response.choices[0].message.tool_calls[0].function
    handlers = {"add": max, "sub": min}
    if call.name not in handlers:
        raise KeyError(call.name)
    return handlers[call.name](**json.loads(call.arguments))  # good: known functions


def show(question):
    st.write(ask([{"role": "user", "content": question}]))  # good: shown as text
    st.markdown(ask([{"role": "user", "content": question}]), unsafe_allow_html=True)  # bad: shown as HTML


def confirm(question):
    command = ask([{"role": "user", "content": question}])
    if command not in ("ls", "pwd"):
        return None
    return subprocess.run(command, shell=True)  # good: one of two commands
