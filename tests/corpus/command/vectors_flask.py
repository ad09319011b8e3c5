import platform
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/either")
def either_shell():
    arguments = []
    if "Windows" in platform.platform():
        arguments.append("cmd.exe")
        arguments.append("/c")
    else:
        arguments.append("sh")
        arguments.append("-c")
    arguments.append("echo " + request.form["name"])
    subprocess.run(arguments, check=True)  # bad: whichever shell it is
    return "done"


@app.post("/neither")
def neither():
    arguments = []
    if "Windows" in platform.platform():
        arguments.append("where.exe")
        arguments.append("/q")
    else:
        arguments.append("which")
        arguments.append("-a")
    arguments.append("name-" + request.form["name"])
    subprocess.run(arguments, check=True)  # good: neither is a shell
    return "done"
