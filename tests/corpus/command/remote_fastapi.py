"""Runs maintenance commands on other hosts."""
from __future__ import annotations

import asyncio
from enum import Enum
from typing import Literal

import paramiko
from fabric import Connection
from fastapi import FastAPI, Query, Request
from pydantic import BaseModel

app = FastAPI()


class Unit(str, Enum):
    nginx = "nginx"
    redis = "redis"


class Job(BaseModel):
    host: str
    command: str
    lines: int = 10


@app.get("/logs")
async def logs(unit: str = Query(...)):
    proc = await asyncio.create_subprocess_shell(f"journalctl -u {unit}")  # bad: asyncio's shell
    await proc.wait()
    return {"ok": True}


@app.get("/logs/exec")
async def logs_exec(unit: str = Query(...)):
    proc = await asyncio.create_subprocess_exec("journalctl", "-u", unit)  # good: no shell
    await proc.wait()
    return {"ok": True}


@app.get("/logs/program")
async def logs_program(tool: str):
    proc = await asyncio.create_subprocess_exec(tool, "-u", "nginx")  # bad: the program
    await proc.wait()
    return {"ok": True}


@app.get("/logs/bash")
async def logs_bash(unit: str):
    proc = await asyncio.create_subprocess_exec("bash", "-c", f"journalctl -u {unit} | tail")  # bad: bash -c
    await proc.wait()


@app.get("/logs/number")
async def logs_number(lines: int = 10):
    proc = await asyncio.create_subprocess_shell(f"journalctl -n {lines}")  # good: annotated as a number
    await proc.wait()


@app.get("/logs/literal")
async def logs_literal(unit: Literal["nginx", "redis"]):
    proc = await asyncio.create_subprocess_shell(f"journalctl -u {unit}")  # good: literals only
    await proc.wait()


@app.post("/run")
def run(job: Job):
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect("backend")
    stdin, stdout, stderr = client.exec_command("systemctl status " + job.command)  # bad: a field of the body
    return stdout.read().decode()


@app.post("/tail")
def tail(job: Job):
    client = paramiko.SSHClient()
    client.connect("backend")
    _, stdout, _ = client.exec_command(f"tail -n {job.lines} /var/log/syslog")  # good: an integer field
    return stdout.read().decode()


@app.post("/fabric/{unit}")
def fabric_restart(unit: str):
    with Connection("backend") as c:
        c.sudo(f"systemctl restart {unit}")  # bad: fabric runs a shell there
    return {}


@app.post("/fabric2")
def fabric_fixed(request: Request):
    with Connection("backend") as c:
        c.run("systemctl restart nginx")  # good: constant
    return {}


@app.post("/script")
async def script(request: Request):
    body = await request.json()
    lines = [f"echo {item}" for item in body["items"]]
    proc = await asyncio.create_subprocess_shell("; ".join(lines))  # bad: from a comprehension
    await proc.wait()


@app.post("/script2")
async def script_quoted(request: Request):
    import shlex

    body = await request.json()
    lines = [f"echo {shlex.quote(item)}" for item in body["items"]]
    proc = await asyncio.create_subprocess_shell("; ".join(lines))  # good: each quoted
    await proc.wait()
