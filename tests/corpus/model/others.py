import json
import os
import subprocess

import anthropic
import boto3
import cohere
import google.generativeai as genai
import litellm
import ollama
import psycopg2
from anthropic import Anthropic
from google import genai as google_genai
from langchain.chains import LLMChain
from langchain.prompts import PromptTemplate
from langchain_anthropic import ChatAnthropic
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI
from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
from mistralai import Mistral
from transformers import AutoModelForCausalLM, AutoTokenizer, pipeline

claude = Anthropic()
llm = ChatOpenAI(model="gpt-4o", temperature=0)
generator = pipeline("text-generation", model="gpt2")


def first(task):
    reply = claude.messages.create(model="claude", max_tokens=9, messages=[{"role": "user", "content": task}])
    exec(reply.content[0].text)  # bad: Anthropic


def first_shown(task):
    reply = claude.messages.create(model="claude", max_tokens=9, messages=[{"role": "user", "content": task}])
    print(reply.content[0].text)  # good: printed


def blocks(task):
    reply = anthropic.Anthropic().messages.create(model="claude", max_tokens=9, messages=[{"role": "user", "content": task}])
    for block in reply.content:
        if block.type == "tool_use" and block.name == "bash":
            subprocess.run(block.input["command"], shell=True)  # bad: a tool's input


def blocks_listed(task):
    reply = anthropic.Anthropic().messages.create(model="claude", max_tokens=9, messages=[{"role": "user", "content": task}])
    for block in reply.content:
        if block.type == "tool_use" and block.input["name"] in ("status", "log"):
            subprocess.run(["git", block.input["name"]])  # good: two commands of git


def gemini(task):
    model = genai.GenerativeModel("gemini-pro")
    return eval(model.generate_content(task).text)  # bad: Gemini


def gemini_json(task):
    model = genai.GenerativeModel("gemini-pro")
    return json.loads(model.generate_content(task).text)  # good: read as JSON


def gemini_new(task):
    client = google_genai.Client()
    answer = client.models.generate_content(model="gemini-2.0-flash", contents=task)
    os.system(answer.text)  # bad: the new library of Google


def chat(task):
    session = genai.GenerativeModel("gemini-pro").start_chat()
    exec(session.send_message(task).text)  # bad: a chat session


def lite(task):
    answer = litellm.completion(model="gpt-4o", messages=[{"role": "user", "content": task}])
    exec(answer.choices[0].message.content)  # bad: litellm


def local(task):
    answer = ollama.chat(model="llama3", messages=[{"role": "user", "content": task}])
    subprocess.run(answer["message"]["content"], shell=True)  # bad: a local model


def local_len(task):
    answer = ollama.chat(model="llama3", messages=[{"role": "user", "content": task}])
    subprocess.run(f"echo {len(answer['message']['content'])}", shell=True)  # good: its length


def mistral(task):
    answer = Mistral(api_key="k").chat.complete(model="m", messages=[{"role": "user", "content": task}])
    return eval(answer.choices[0].message.content)  # bad: Mistral


def co(task):
    return eval(cohere.Client("k").chat(message=task).text)  # bad: Cohere


def hugging(task):
    exec(generator(task)[0]["generated_text"])  # bad: a pipeline


def hugging_raw(task):
    tokenizer = AutoTokenizer.from_pretrained("gpt2")
    model = AutoModelForCausalLM.from_pretrained("gpt2")
    ids = model.generate(**tokenizer(task, return_tensors="pt"))
    exec(tokenizer.decode(ids[0]))  # bad: decoded tokens


def hugging_count(task):
    tokenizer = AutoTokenizer.from_pretrained("gpt2")
    return eval(f"{len(tokenizer(task)['input_ids'])} + 1")  # good: a count


def lang(question):
    return eval(llm.invoke(question).content)  # bad: LangChain


def lang_chain(question):
    chain = ChatPromptTemplate.from_template("Code for {q}") | llm | StrOutputParser()
    exec(chain.invoke({"q": question}))  # bad: a chain of pipes


def lang_chain_shown(question):
    chain = ChatPromptTemplate.from_template("Code for {q}") | llm | StrOutputParser()
    print(chain.invoke({"q": question}))  # good: printed


def lang_old(question):
    chain = LLMChain(llm=llm, prompt=PromptTemplate.from_template("SQL for {q}"))
    with psycopg2.connect("dbname=shop") as db, db.cursor() as cursor:
        cursor.execute(chain.run(q=question))  # bad: a chain's SQL
        return cursor.fetchall()


def lang_old_bound(question):
    chain = LLMChain(llm=llm, prompt=PromptTemplate.from_template("Name for {q}"))
    with psycopg2.connect("dbname=shop") as db, db.cursor() as cursor:
        cursor.execute("SELECT * FROM items WHERE name = %s", (chain.run(q=question),))  # good: bound
        return cursor.fetchall()


def handed(question, model: ChatAnthropic):
    return eval(model.invoke(question).content)  # bad: a model that is handed over


def index(question):
    engine = VectorStoreIndex.from_documents(SimpleDirectoryReader("docs").load_data()).as_query_engine()
    return eval(str(engine.query(question)))  # bad: LlamaIndex


def index_shown(question):
    engine = VectorStoreIndex.from_documents(SimpleDirectoryReader("docs").load_data()).as_query_engine()
    return str(engine.query(question))  # good: returned


def bedrock(task):
    client = boto3.client("bedrock-runtime")
    answer = client.invoke_model(modelId="m", body=json.dumps({"prompt": task}))
    exec(json.loads(answer["body"].read())["completion"])  # bad: Bedrock


def action(question):
    verb = llm.invoke(question).content.strip()
    match verb:
        case "start" | "stop":
            os.system(f"service web {verb}")  # good: one of two words
        case _:
            raise ValueError(verb)


def extension(question):
    word = llm.invoke(question).content
    if word.isalnum():
        os.system(f"service {word} restart")  # good: letters and digits


def unrelated(client, question):
    row = client.create(question)
    return eval("1"), row  # good: no model
