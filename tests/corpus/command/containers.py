"""Commands that run inside containers."""
import docker
from fastapi import FastAPI

app = FastAPI()
client = docker.from_env()


@app.get("/lines")
def lines(name: str):
    box = client.containers.get("box")
    return box.exec_run(f"sh -c 'wc -l /work/{name}'").exit_code  # bad: a command line


@app.get("/lines2")
def lines_listed(name: str):
    box = client.containers.get("box")
    return box.exec_run(["wc", "-l", "--", f"/work/{name}"]).exit_code  # good: one argument


@app.get("/lines3")
def lines_listed_shell(name: str):
    box = client.containers.get("box")
    return box.exec_run(["sh", "-c", f"wc -l /work/{name}"]).exit_code  # bad: the program of a shell


@app.get("/tool")
def tool(name: str):
    box = client.containers.get("box")
    return box.exec_run(cmd=[name, "--version"]).exit_code  # bad: the program itself
