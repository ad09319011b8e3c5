import re


def word(text):
    return r"\b" + text + r"\b"


def literal(text):
    return re.escape(text)


def count(pattern, text):
    return len(re.findall(pattern, text))


class Finder:
    def __init__(self, pattern, text):
        self.pattern = pattern
        self.text = text

    def run(self):
        return re.search(self.pattern, self.text)

    def words(self):
        return re.findall(r"\w+", self.text)
