"""Jobs of an AWS Lambda."""
import json
import os
import subprocess
import configparser


def handler(event, context):
    body = json.loads(event["body"])
    name = body.get("name")
    os.system(f"zip /tmp/{name}.zip /tmp/data")  # bad: the event's body
    os.system(f"zip /tmp/{context.function_name}.zip /tmp/data")  # good: the function's own name
    return {"statusCode": 200}


def lambda_handler(event, context):
    key = event["queryStringParameters"]["key"]
    conf = configparser.ConfigParser()
    conf.add_section("s")
    conf.set("s", "a", "constant")
    conf.set("s", "b", key)
    subprocess.call("aws s3 rm s3://bucket/" + conf.get("s", "b"), shell=True)  # bad: the option that holds it
    subprocess.call("aws s3 rm s3://bucket/" + conf.get("s", "a"), shell=True)  # good: the option that does not
    return {"statusCode": 200, "body": ""}
