from lxml import etree

from .store import document


class Catalogue:
    def __init__(self, path):
        self.tree = etree.parse(path)

    def by_title(self, title):
        return str(self.tree.xpath(f"//book[title='{title}']"))

    def by_title_bound(self, title):
        return str(self.tree.xpath("//book[title=$title]", title=title))


def lookup(query):
    return str(document().xpath(query))


def literal(text):
    if "'" in text:
        raise ValueError("quotes are not allowed")
    return text
