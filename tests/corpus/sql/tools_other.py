"""Where execute is something else, and where SQL goes by other names."""
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
from flask import Flask, request
from google.cloud import bigquery
from peewee import SQL, Model, SqliteDatabase
from selenium import webdriver
from sqlalchemy import create_engine

app = Flask(__name__)
engine = create_engine("sqlite:///x.db")
database = SqliteDatabase("x.db")
client = bigquery.Client()


class Row(Model):
    class Meta:
        database = database


@app.route("/frame")
def frame():
    return pd.read_sql("SELECT * FROM t WHERE a = '%s'" % request.args["a"], engine).to_json()  # bad: pandas


@app.route("/frame2")
def frame_bound():
    return pd.read_sql("SELECT * FROM t WHERE a = ?", engine, params=(request.args["a"],)).to_json()  # good: params


@app.route("/peewee")
def peewee():
    cursor = database.execute_sql("SELECT * FROM row WHERE a = '" + request.args["a"] + "'")  # bad: peewee's raw statement
    return str(cursor.fetchall())


@app.route("/peewee2")
def peewee_bound():
    cursor = database.execute_sql("SELECT * FROM row WHERE a = ?", (request.args["a"],))  # good: bound
    return str(cursor.fetchall())


@app.route("/peewee3")
def peewee_sql():
    return str(list(Row.select().where(SQL(f"a = {request.args['a']}"))))  # bad: a piece of SQL


@app.route("/bigquery")
def big():
    return str(list(client.query(f"SELECT * FROM `d.t` WHERE a = '{request.args['a']}'")))  # bad: BigQuery


@app.route("/bigquery2")
def big_bound():
    config = bigquery.QueryJobConfig(query_parameters=[bigquery.ScalarQueryParameter("a", "STRING", request.args["a"])])
    return str(list(client.query("SELECT * FROM `d.t` WHERE a = @a", job_config=config)))  # good: BigQuery's parameters


@app.route("/browser")
def browser():
    driver = webdriver.Chrome()
    driver.execute("get", {"url": request.args["a"]})  # good: a browser's command
    return "ok"


@app.route("/pool")
def pool():
    with ThreadPoolExecutor() as executor:
        executor.submit(print, request.args["a"])  # good: a pool of threads
    return "ok"


@app.route("/workflow")
def workflow():
    from engine.workflows import Workflow

    Workflow("nightly").execute(f"step {request.args['a']}")  # good: no database and no SQL
    return "ok"


@app.route("/own")
def own():
    from app.storage import Storage

    storage = Storage()
    rows = storage.execute(f"SELECT * FROM t WHERE a = '{request.args['a']}'")  # bad: an unknown class given SQL
    return str(rows)
