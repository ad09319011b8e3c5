from markupsafe import escape


def heading(text):
    return "<h1>" + text + "</h1>"


def safe_heading(text):
    return "<h1>" + escape(text) + "</h1>"


def constant_heading(text):
    return "<h1>Shop</h1>"


class Page:
    def __init__(self, title):
        self.title = title
        self.body = ""

    def add(self, piece):
        self.body += piece

    def __str__(self):
        return self.body

    def html(self):
        return f"<html><title>{self.title}</title>{self.body}</html>"
