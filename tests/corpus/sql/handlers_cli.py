"""A command line, a Lambda function and a bot."""
import argparse
import json
import os
import sqlite3
import sys

import pymysql


def handler(event, context):
    connection = pymysql.connect(host=os.environ["DB_HOST"], user="app")
    name = event["queryStringParameters"]["name"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM users WHERE name = '" + name + "'")  # bad: an event of the gateway
        return {"statusCode": 200, "body": json.dumps(cursor.fetchall())}


def lambda_handler(event, context):
    connection = pymysql.connect(host=os.environ["DB_HOST"], user="app")
    body = json.loads(event["body"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM users WHERE name = %s", (body["name"],))  # good: bound
        cursor.execute(f"SELECT * FROM users WHERE name = {connection.escape(body['name'])}")  # good: the driver escapes
        cursor.execute(f"DELETE FROM sessions WHERE user = '{body['name']}'")  # bad: the body of the event
        return {"statusCode": 200}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--limit", type=int, default=10)
    args = parser.parse_args()
    db = sqlite3.connect("cli.db")
    db.execute(f"SELECT * FROM t WHERE name = '{args.name}'")  # bad: an argument of the command line
    db.execute(f"SELECT * FROM t LIMIT {args.limit}")  # good: a number by its type
    db.execute("SELECT * FROM t WHERE name = ?", [args.name])  # good: bound


def ask():
    name = input("name: ")
    db = sqlite3.connect("cli.db")
    db.execute("INSERT INTO t VALUES ('%s')" % name)  # bad: typed in
    db.execute("INSERT INTO t VALUES (?)", (name,))  # good: typed in and bound


def migrate(table="users"):
    db = sqlite3.connect("cli.db")
    db.execute(f"ALTER TABLE {table} ADD COLUMN age INTEGER")  # good: nobody outside calls it


if __name__ == "__main__":
    main() if len(sys.argv) > 1 else ask()
