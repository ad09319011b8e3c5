"""A port on which anyone may send a configuration for logging."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Call, Checks, Confidence, Good, Report, Rule, Severity, Triggers, calls

RULE = Rule(
    name="logging-config-listener",
    summary="a port takes configurations for logging from anyone",
    help="Pass verify=, a function that checks a signature and returns the bytes, or do not listen at all.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(94, 306),
    what="logging.config.listen() without a verify function.",
    why=(
        "A configuration names classes and their arguments, and parts of it are evaluated as Python. Every process "
        "of the machine, of whichever user, can connect to the port and run code in this one."
    ),
    assistants="The function is found when the request is to change the level of logging while the program runs.",
    remedy="Change levels through a means of the program's own, or sign configurations and check them in verify.",
    prompt="Do not open logging.config.listen ports without verification.",
    references=("https://docs.python.org/3/library/logging.config.html#logging.config.listen",),
    foreign=("B612", "S612"),
    bad=(
        Bad(
            """\
import logging.config

thread = logging.config.listen(9999)
""",
            why="no verification",
        ),
        Bad(
            """\
from logging.config import listen

listen(9999, verify=None).start()
""",
            why="verification turned off",
        ),
        Bad(
            """\
import logging.config as config

config.listen().start()
""",
            why="the port of the default",
        ),
    ),
    good=(
        Good(
            """\
import logging.config


def start(verify):
    return logging.config.listen(9999, verify=verify)
""",
            why="a function checks what comes",
        ),
        Good(
            """\
import logging.config

logging.config.fileConfig("logging.ini")
""",
            why="a file",
        ),
        Good(
            """\
import socket

server = socket.socket()
server.listen(5)
""",
            why="another listen",
        ),
    ),
)


def check_call(call: Call) -> Iterator[Report]:
    verify = call.argument("verify", 1)
    unverified = verify is None or verify.constant is None
    if "logging.config.listen" in call.names and unverified and not call.is_open and not call.is_partial:
        yield Report(call.node)


TRIGGERS: Triggers = (calls("logging.config.listen"),)
CHECKS: Checks = {Call: check_call}
