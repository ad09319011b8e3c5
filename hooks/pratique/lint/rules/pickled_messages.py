"""Message queues whose messages may hold any object."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Assignment,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    assignments,
    calls,
    keywords,
    name_of,
)

RULE = Rule(
    name="pickled-messages",
    summary="workers unpickle the messages of a queue",
    help='Exchange JSON: accept_content=["json"], task_serializer="json", result_serializer="json".',
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(502,),
    what=(
        "Celery's accept_content and result_accept_content (also as CELERY_ACCEPT_CONTENT) that hold pickle, kombu's "
        "consumers that accept it, kombu.enable_insecure_serializers and disable_insecure_serializers that allows "
        "it. A serialiser alone is not reported: without accept_content nothing reads what it writes."
    ),
    why=(
        "A pickle names functions, which are called while it is read. Whoever can put a message into the queue, by a "
        "Redis without a password or through one compromised service, runs code in every worker."
    ),
    assistants="An object that JSON cannot hold raises EncodeError, and pickle in both lists makes the error go away.",
    remedy=(
        "The fix accepts JSON in place of pickle. Tasks whose arguments are objects must then be given ids or plain "
        "values, and messages that wait in the queue are refused: empty it first."
    ),
    prompt="Configure Celery to send and accept JSON only; pass ids to tasks, not objects.",
    references=(
        "https://docs.celeryq.dev/en/stable/userguide/security.html#serializers",
        "https://docs.celeryq.dev/projects/kombu/en/stable/userguide/serialization.html",
    ),
    bad=(
        Bad(
            """\
from celery import Celery

app = Celery("shop", broker="redis://redis:6379/0")
app.conf.update(
    task_serializer="pickle",
    accept_content=["pickle", "json"],  # images
)
""",
            why="an update of the configuration",
            fixed="""\
from celery import Celery

app = Celery("shop", broker="redis://redis:6379/0")
app.conf.update(
    task_serializer="pickle",
    accept_content=["json"],  # images
)
""",
        ),
        Bad(
            """\
CELERY_BROKER_URL = "redis://redis:6379/0"
CELERY_ACCEPT_CONTENT = ["pickle"]
""",
            why="settings of Django",
            fixed="""\
CELERY_BROKER_URL = "redis://redis:6379/0"
CELERY_ACCEPT_CONTENT = ["json"]
""",
        ),
        Bad(
            """\
from celery import Celery

app = Celery("shop")
app.conf.accept_content = {"application/x-python-serialize"}
""",
            why="an attribute, and the content type",
            fixed="""\
from celery import Celery

app = Celery("shop")
app.conf.accept_content = {"json"}
""",
        ),
        Bad(
            """\
from kombu import Consumer


def listen(channel, queue, act):
    return Consumer(channel, queues=[queue], callbacks=[act], accept=["pickle"])
""",
            why="a consumer of kombu",
            fixed="""\
from kombu import Consumer


def listen(channel, queue, act):
    return Consumer(channel, queues=[queue], callbacks=[act], accept=["json"])
""",
        ),
        Bad(
            """\
import kombu

kombu.enable_insecure_serializers()
""",
            why="all of them for the whole process",
        ),
        Bad(
            """\
from celery import Celery

app = Celery("shop")
app.conf.result_accept_content = ("json", "pickle")
""",
            why="a tuple, for results",
            fixed="""\
from celery import Celery

app = Celery("shop")
app.conf.result_accept_content = ("json",)
""",
        ),
    ),
    good=(
        Good(
            """\
from celery import Celery

app = Celery("shop", broker="redis://redis:6379/0")
app.conf.update(task_serializer="json", accept_content=["json", "msgpack"])
""",
            why="plain data only",
        ),
        Good(
            """\
from kombu import Consumer


def listen(channel, queue, act, formats):
    return Consumer(channel, queues=[queue], callbacks=[act], accept=formats)
""",
            why="the caller decides",
        ),
        Good(
            """\
from shop.kitchen import order

order(accept=["pickle", "bread"])
""",
            why="another kind of pickle",
        ),
    ),
)

_SETTINGS = {"accept_content", "result_accept_content", "CELERY_ACCEPT_CONTENT", "CELERY_RESULT_ACCEPT_CONTENT"}
_PICKLES = {"pickle", "application/x-python-serialize"}
_CONSUMERS = {
    "kombu.Consumer", "kombu.messaging.Consumer", "kombu.Connection().Consumer", "kombu.SimpleQueue",
    "kombu.Connection().SimpleQueue", "kombu.simple.SimpleQueue",
}  # fmt: skip
_ALL = {"kombu.enable_insecure_serializers", "kombu.serialization.enable_insecure_serializers"}
_LESS = {"kombu.disable_insecure_serializers", "kombu.serialization.disable_insecure_serializers"}
_REASON = "objects that JSON cannot hold are no longer taken, nor are messages that wait in the queue"


def check_call(call: Call) -> Iterator[Report]:
    if call.names & _ALL:
        yield Report(call.node)
        return
    names = set(_SETTINGS)
    if call.names & _CONSUMERS:
        names.add("accept")
    elif call.names & _LESS:
        names.add("allowed")
    for name, argument in call.keywords.items():
        if name in names:
            yield from _judged(argument.value)


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    if name_of(assignment.target.node) in _SETTINGS:
        yield from _judged(assignment.assigned)


def _judged(value: Value) -> Iterator[Report]:
    elements = value.elements
    pickled = [element for element in elements if element.constant in _PICKLES]
    if not pickled:
        return
    others = [element for element in elements if element not in pickled]
    texts = [element.constant for element in others]
    changes = (Replace(value.literal.node, _written(value, [text for text in texts if isinstance(text, str)])),)
    repair = Repair("accept JSON only", changes, safe=False, reason=_REASON)
    yield Report(value.node, repair=repair if all(isinstance(text, str) for text in texts) else None)


def _written(value: Value, texts: list[str]) -> str:
    """The formats, or JSON for none, in a list, set or tuple like that of the value; a tuple keeps its parentheses."""
    quoted = [f'"{text}"' for text in texts] or ['"json"']
    joined = ", ".join(quoted)
    if isinstance(value.literal.node, cst.Tuple):
        return f"{joined}," if len(quoted) == 1 else joined
    return f"{{{joined}}}" if isinstance(value.literal.node, cst.Set) else f"[{joined}]"


TRIGGERS: Triggers = (
    keywords(*sorted(_SETTINGS), near=("pickle", "python-serialize")),
    calls(*sorted(_CONSUMERS), given=("accept",)),
    calls(*sorted(_LESS), given=("allowed",)),
    calls(*sorted(_ALL)),
    assignments(*sorted(_SETTINGS), holding=("pickle", "python-serialize", r"=\s*\w+\s*$")),
)
CHECKS: Checks = {Call: check_call, Assignment: check_assignment}
