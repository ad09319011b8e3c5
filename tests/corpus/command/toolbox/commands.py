"""How the toolbox runs programs."""
import shlex
import subprocess


def run_line(line):
    return subprocess.run(line, shell=True, capture_output=True)


def run_program(*arguments):
    return subprocess.run(list(arguments), capture_output=True)


def archive_line(folder):
    return "tar czf /tmp/x.tgz " + folder


def archive_line_quoted(folder):
    return "tar czf /tmp/x.tgz " + shlex.quote(folder)


def default_folder(folder):
    folder = "/srv/data"
    return folder


class Runner:
    def __init__(self, folder):
        self.folder = folder
        self.tool = "du"

    def size(self):
        return subprocess.getoutput(f"{self.tool} -sh {self.folder}")

    def version(self):
        return subprocess.getoutput(f"{self.tool} --version")
