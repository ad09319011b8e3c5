import logging

_log = logging.getLogger("trail")


def clean(text):
    return text.replace("\n", " ").replace("\r", " ")


def write(event, who):
    _log.info("%s by %s", event, who)


def write_clean(event, who):
    _log.info("%s by %s", event, clean(who))


class Trail:
    def __init__(self, logger=None):
        self.logger = logger or logging.getLogger("trail")

    def add(self, who):
        self.logger.warning("added by " + who)

    def count(self, who):
        self.logger.warning("added one")
        return len(who)
