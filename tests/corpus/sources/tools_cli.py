import argparse
import os
import sqlite3
import sys

import click
import typer

app = typer.Typer()
db = sqlite3.connect("x.db")


def build():
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--limit", type=int, default=10)
    parser.add_argument("--order", choices=["name", "age"], default="name")
    parser.add_argument("--all", action="store_true")
    return parser


def main():
    args = build().parse_args()
    db.execute(f"SELECT * FROM t WHERE name = '{args.name}'")  # bad: a positional argument
    db.execute(f"SELECT * FROM t LIMIT {args.limit}")  # good: a number
    db.execute(f"SELECT * FROM t ORDER BY {args.order}")  # good: a choice
    db.execute(f"SELECT * FROM t WHERE a = '{sys.argv[1]}'")  # bad: argv


@click.command()
@click.option("--name")
@click.option("--count", type=int)
@click.option("--mode", type=click.Choice(["fast", "slow"]))
@click.argument("word")
def query(name, count, mode, word):
    db.execute(f"SELECT * FROM t WHERE name = '{name}'")  # bad: an option of Click
    db.execute(f"SELECT * FROM t WHERE n = {count}")  # good: a number
    db.execute(f"SELECT * FROM t WHERE m = '{mode}'")  # good: a choice
    db.execute(f"SELECT * FROM t WHERE w = '{word}'")  # bad: an argument of Click


@app.command()
def show(name: str, limit: int = typer.Option(10)):
    db.execute(f"SELECT * FROM t WHERE name = '{name}'")  # bad: an argument of Typer
    db.execute(f"SELECT * FROM t LIMIT {limit}")  # good: a number


def typed():
    name = input("Name: ")
    os.system("finger " + name)  # bad: typed in
    os.system("finger " + str(int(input("Number: "))))  # good: a number
    os.system("finger " + os.environ["WHO"])  # bad: the environment
