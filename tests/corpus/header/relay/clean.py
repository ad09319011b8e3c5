def one_line(text):
    return text.replace("\r", "").replace("\n", "")


def trimmed(text):
    return text.strip()


class Answer:
    def __init__(self, handler):
        self.handler = handler

    def tag(self, value):
        self.handler.send_header("X-Tag", value)
