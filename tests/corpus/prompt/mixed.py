"""Chat back ends in the manner of others."""
import os

import openai
from anthropic import Anthropic
from django.http import JsonResponse
from flask import Flask, jsonify, request
from groq import Groq
from langchain.chains import LLMChain
from langchain_core.prompts import PromptTemplate
from langchain_core.messages import SystemMessage
from langchain_openai import AzureChatOpenAI
from mistralai import Mistral

app = Flask(__name__)
TEMPLATE = "You are a {role}. Answer in {language}."
openai.api_key = os.environ["KEY"]


class ChatService:
    SYSTEM = "You are a helpful clerk."

    def __init__(self):
        self.client = Groq()
        self.messages = [{"role": "system", "content": self.SYSTEM}]

    def add_user(self, text):
        self.messages.append({"role": "user", "content": text})

    def send(self):
        return self.client.chat.completions.create(model="m", messages=self.messages)  # good: the user's messages only


def build_system(profile):
    return "\n".join(["You are a clerk.", f"The customer says of himself: {profile}"])


@app.post("/a")
def a():
    service = ChatService()
    service.add_user(request.json["text"])
    return jsonify(service.send().to_dict())


@app.post("/b")
def b():
    system = build_system(request.json["profile"])
    response = openai.ChatCompletion.create(model="m", messages=[{"role": "system", "content": system}])  # bad: a builder
    return jsonify(response)


@app.post("/c")
def c():
    system = TEMPLATE.format(role="clerk", language=request.json.get("language", "en"))
    response = openai.chat.completions.create(model="m", messages=[{"role": "system", "content": system}])  # bad: a template
    return jsonify(response.to_dict())


@app.post("/d")
def d():
    language = request.json.get("language", "en")
    language = {"en": "English", "de": "German"}.get(language, "English")
    system = TEMPLATE.format(role="clerk", language=language)
    response = openai.chat.completions.create(model="m", messages=[{"role": "system", "content": system}])  # good: looked up
    return jsonify(response.to_dict())


@app.post("/e")
def e():
    data = request.get_json()
    client = Anthropic()
    kwargs = {"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": data["q"]}]}
    if data.get("system"):
        kwargs["system"] = data["system"]
    return client.messages.create(**kwargs).to_dict()  # bad: a system prompt that the client sends


@app.post("/f")
def f():
    data = request.get_json()
    client = Anthropic()
    kwargs = {"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": data["q"]}], "system": "Be brief."}
    return client.messages.create(**kwargs).to_dict()  # good: only the question


@app.post("/g")
def g():
    system = "Context:\n" + request.files["doc"].read().decode()
    answer = Mistral(api_key="k").chat.complete(  # bad: a file in the system prompt
        model="m", messages=[{"role": "system", "content": system}, {"role": "user", "content": "Sum up."}]
    )
    return answer.choices[0].message.content


@app.post("/h")
def h():
    text = request.files["doc"].read().decode()
    answer = Mistral(api_key="k").chat.complete(  # good: a file in the user's message
        model="m", messages=[{"role": "system", "content": "Sum up."}, {"role": "user", "content": text}]
    )
    return jsonify({"text": answer.choices[0].message.content})


@app.post("/i")
def i():
    llm = AzureChatOpenAI()
    messages = [SystemMessage("Speak like " + request.form["who"])]  # bad: by position
    return jsonify({"text": llm.invoke(messages).content})


@app.post("/j")
def j():
    llm = AzureChatOpenAI()
    chain = LLMChain(llm=llm, prompt=PromptTemplate.from_template("Translate: {text}"))
    return jsonify({"text": chain.run(text=request.form["text"])})  # good: a variable of a user's prompt


def chat(request):
    system = f"You assist {request.user.username}."
    response = openai.chat.completions.create(model="m", messages=[{"role": "system", "content": system}])  # good: an account's name
    return JsonResponse({"text": response.choices[0].message.content})


def chat_persona(request):
    system = f"You play {request.POST['persona']}."
    response = openai.chat.completions.create(model="m", messages=[{"role": "system", "content": system}])  # bad: Django's form
    return JsonResponse({"text": response.choices[0].message.content})
