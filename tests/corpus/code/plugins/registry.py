"""Where the plugins are looked up."""
import importlib

KNOWN = {"csv": "plugins.csv", "xml": "plugins.xml"}


def load(name):
    return importlib.import_module(name)


def load_known(name):
    if name not in KNOWN:
        raise KeyError(name)
    return importlib.import_module(KNOWN[name])


def calculate(expression):
    return eval(expression)


def count(expression):
    return eval("len(%r)" % "constant") + len(expression)


class Engine:
    def __init__(self, script):
        self.script = script

    def run(self):
        exec(self.script)

    def size(self):
        return len(self.script)
