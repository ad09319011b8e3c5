import base64
import json
import pickle


def decode(text):
    return pickle.loads(base64.b64decode(text))


def decode_json(text):
    return json.loads(base64.b64decode(text))


class Store:
    def __init__(self, raw):
        self.raw = raw
        self.kind = "json"

    def open(self):
        return pickle.loads(self.raw)

    def open_json(self):
        return json.loads(self.raw)
