import json

import anthropic
import google.generativeai as genai
import ollama
import requests
from flask import Flask, request, session
from langchain.schema import HumanMessage as OldHuman, SystemMessage as OldSystem
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_core.prompts import ChatPromptTemplate, SystemMessagePromptTemplate
from langchain_openai import ChatOpenAI
from litellm import completion
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()
claude = anthropic.Anthropic()
llm = ChatOpenAI()
SYSTEM = "You are a clerk."
STYLES = {"short": "Answer briefly.", "long": "Answer at length."}


@app.post("/a")
def a():
    messages = [
        {"role": "system", "content": f"You help {request.json['name']}."},
        {"role": "user", "content": "Hello"},
    ]
    return client.chat.completions.create(model="m", messages=messages).model_dump()  # bad: in a variable


@app.post("/b")
def b():
    messages = [
        {"role": "system", "content": SYSTEM},
        {"role": "user", "content": f"I am {request.json['name']}."},
    ]
    return client.chat.completions.create(model="m", messages=messages).model_dump()  # good: the user's message


@app.post("/c")
def c():
    messages = [{"role": "system", "content": SYSTEM}]
    messages.append({"role": "user", "content": request.json["text"]})
    return client.chat.completions.create(model="m", messages=messages).model_dump()  # good: appended


@app.post("/d")
def d():
    messages = []
    messages.append({"role": "system", "content": SYSTEM + request.json["rules"]})
    messages.append({"role": "user", "content": "Go."})
    return client.chat.completions.create(model="m", messages=messages).model_dump()  # bad: appended to the system's


@app.post("/e")
def e():
    messages = [{"role": "system", "content": SYSTEM}]
    for turn in request.json["history"]:
        messages.append({"role": "user", "content": turn})
    return client.chat.completions.create(model="m", messages=messages).model_dump()  # good: a history


@app.post("/f")
def f():
    system = "You speak {}.".format(request.form["language"])
    return claude.messages.create(model="m", max_tokens=1, system=system, messages=[]).model_dump()  # bad: Anthropic


@app.post("/g")
def g():
    text = request.form["text"]
    messages = [{"role": "user", "content": text}]
    return claude.messages.create(model="m", max_tokens=1, system=SYSTEM, messages=messages).model_dump()  # good: Anthropic


@app.post("/h")
def h():
    style = STYLES.get(request.form["style"], STYLES["short"])
    return claude.messages.create(model="m", max_tokens=1, system=style, messages=[]).model_dump()  # good: looked up


@app.post("/i")
def i():
    style = STYLES.get(request.form["style"], request.form["style"])
    return claude.messages.create(model="m", max_tokens=1, system=style, messages=[]).model_dump()  # bad: or as it is


@app.post("/j")
def j():
    return client.responses.create(model="m", instructions=request.form["i"], input="x").model_dump()  # bad: instructions


@app.post("/k")
def k():
    return client.responses.create(model="m", instructions=SYSTEM, input=request.form["i"]).model_dump()  # good: the input


@app.post("/l")
def l():
    model = genai.GenerativeModel("gemini", system_instruction="Be " + request.form["mood"])  # bad: Gemini
    return {"text": model.generate_content("x").text}


@app.post("/m")
def m():
    model = genai.GenerativeModel("gemini", system_instruction=SYSTEM)
    return {"text": model.generate_content(request.form["mood"]).text}  # good: Gemini


@app.post("/n")
def n():
    messages = [SystemMessage(content=f"Use {request.form['x']}."), HumanMessage(content="Go.")]  # bad: LangChain
    return {"text": llm.invoke(messages).content}


@app.post("/o")
def o():
    messages = [SystemMessage(content=SYSTEM), HumanMessage(content=request.form["x"])]  # good: a human's message
    return {"text": llm.invoke(messages).content}


@app.post("/p")
def p():
    prompt = ChatPromptTemplate.from_messages([("system", "You like " + request.form["x"]), ("human", "{q}")])  # bad: a pair
    return {"text": (prompt | llm).invoke({"q": "?"}).content}


@app.post("/q")
def q():
    prompt = ChatPromptTemplate.from_messages([("system", SYSTEM), ("human", request.form["x"])])  # good: the other pair
    return {"text": (prompt | llm).invoke({"q": "?"}).content}


@app.post("/r")
def r():
    return completion("m", [{"role": "system", "content": request.form["x"]}]).model_dump()  # bad: litellm


@app.post("/s")
def s():
    return completion("m", [{"role": "user", "content": request.form["x"]}]).model_dump()  # good: litellm


@app.post("/t")
def t():
    return ollama.chat(model="m", messages=[{"role": "system", "content": request.form["x"]}])  # bad: Ollama


@app.post("/u")
def u():
    return ollama.generate(model="m", system=request.form["x"], prompt="x")  # bad: Ollama's other function


@app.post("/v")
def v():
    return ollama.generate(model="m", system=SYSTEM, prompt=request.form["x"])  # good: the prompt


@app.post("/w")
def w():
    body = {"model": "m", "messages": [{"role": "system", "content": request.form["x"]}]}
    return requests.post("https://llm.example.com/v1/chat/completions", json=body).json()  # bad: over HTTP


@app.post("/x")
def x():
    body = {"model": "m", "messages": [{"role": "user", "content": request.form["x"]}]}
    return requests.post("https://llm.example.com/v1/chat/completions", json=body).json()  # good: over HTTP


def messages_for(system, text):
    return [{"role": "system", "content": system}, {"role": "user", "content": text}]


@app.post("/y")
def y():
    return client.chat.completions.create(model="m", messages=messages_for(SYSTEM, request.form["x"])).to_dict()  # good: a helper


@app.post("/z")
def z():
    return client.chat.completions.create(model="m", messages=messages_for(request.form["x"], "x")).to_dict()  # bad: a helper


@app.post("/aa/<int:words>")
def aa(words):
    messages = [{"role": "system", "content": f"At most {words} words."}]
    return client.chat.completions.create(model="m", messages=messages).to_dict()  # good: a number


@app.post("/ab")
def ab():
    language = request.form["language"]
    if language not in ("en", "de", "fr"):
        return "no", 400
    messages = [{"role": "system", "content": f"Answer in {language}."}]
    return client.chat.completions.create(model="m", messages=messages).to_dict()  # good: one of three


@app.post("/ac")
def ac():
    messages = [{"role": "developer", "content": json.dumps(request.json)}]
    return client.chat.completions.create(model="m", messages=messages).to_dict()  # bad: the developer's role


@app.post("/ad")
def ad():
    messages = [{"role": "assistant", "content": request.form["x"]}]
    return client.chat.completions.create(model="m", messages=messages).to_dict()  # good: the assistant's role


@app.post("/ae")
def ae():
    message = {"role": "system"}
    message["content"] = request.form["x"]
    return client.chat.completions.create(model="m", messages=[message]).to_dict()  # bad: stored afterwards


@app.post("/af")
def af():
    message = {"role": "system", "content": request.form["x"]}
    message["content"] = SYSTEM
    return client.chat.completions.create(model="m", messages=[message]).to_dict()  # good: overwritten


@app.post("/ag")
def ag():
    role = "user"
    return client.chat.completions.create(model="m", messages=[{"role": role, "content": request.form["x"]}]).to_dict()  # good: the role in a variable


@app.post("/ah")
def ah():
    role = "system"
    return client.chat.completions.create(model="m", messages=[{"role": role, "content": request.form["x"]}]).to_dict()  # bad: the role in a variable


@app.post("/ai")
def ai():
    template = SystemMessagePromptTemplate.from_template("Rules: " + request.form["x"])  # bad: a template
    return str(template)


@app.post("/aj")
def aj():
    return {"t": llm.invoke([OldSystem(content=request.form["x"]), OldHuman(content="?")]).content}  # bad: the old package


@app.post("/ak")
def ak():
    return {"t": llm.invoke([OldSystem(content=SYSTEM), OldHuman(content=request.form["x"])]).content}  # good: the old package


@app.post("/al")
def al():
    history = session.get("history", [])
    history.append({"role": "user", "content": request.form["x"]})
    return client.chat.completions.create(model="m", messages=[{"role": "system", "content": SYSTEM}, *history]).to_dict()  # good: a spread


@app.post("/am")
def am():
    prompt = "You are " + request.form["x"]
    prompt = SYSTEM
    return client.chat.completions.create(model="m", messages=[{"role": "system", "content": prompt}]).to_dict()  # good: overwritten before
