import json
import os
import subprocess

import pymysql

TABLE = os.environ.get("TABLE", "orders")
conn = pymysql.connect(host="db", user="app")


def lambda_handler(event, context):
    name = event["queryStringParameters"]["name"]
    with conn.cursor() as cur:
        cur.execute(f"SELECT * FROM orders WHERE name = '{name}'")  # bad: the query string
        return {"statusCode": 200, "body": json.dumps(cur.fetchall())}


def create_handler(event, context):
    body = json.loads(event.get("body") or "{}")
    owner = event["requestContext"]["authorizer"]["claims"]["sub"]
    with conn.cursor() as cur:
        cur.execute("INSERT INTO orders VALUES ('%s')" % body["item"])  # bad: the body
        cur.execute("INSERT INTO log VALUES ('%s')" % owner)  # good: who the platform says is signed in
        cur.execute("INSERT INTO log VALUES ('%s')" % context.aws_request_id)  # good: a number of the platform
        cur.execute("INSERT INTO log VALUES (%s)", (body["item"],))  # good: bound
    return {"statusCode": 201}


def on_upload(event, context):
    for record in event["Records"]:
        key = record["s3"]["object"]["key"]
        subprocess.run(f"convert {key} out.png", shell=True)  # bad: the name of an uploaded object
        subprocess.run(["convert", key, "out.png"])  # good: no shell


def nightly(schedule, tables):
    with conn.cursor() as cur:
        for table in tables:
            cur.execute(f"OPTIMIZE TABLE {table}")  # good: no handler
