"""Webhooks that believe whoever calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Bad,
    Checks,
    Confidence,
    Function,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    below,
    code,
    decorated,
    functions,
    is_test,
    name_of,
    parameter_names,
    words_of,
)

RULE = Rule(
    name="webhook-not-verified",
    summary="a webhook acts on messages without checking who sent them",
    help=(
        "Check the signature over the raw body first: stripe.Webhook.construct_event(body, signature, secret), or "
        "hmac.compare_digest(hmac.new(secret, body, hashlib.sha256).hexdigest(), signature)."
    ),
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(345, 347, 306),
    what=(
        "Endpoints of Flask, Quart, FastAPI, Django, aiohttp and Starlette that take POST and are called a webhook in "
        "their name or path, read the body, and neither they nor the file mention a signature, a secret, a token or a "
        "check. Endpoints that hand the whole request on, have a dependency or another decorator are left alone."
    ),
    why=(
        "The address of a webhook is no secret: it is in the documentation, in logs and in guesses. Whoever posts "
        '"payment succeeded" to it gets the goods.'
    ),
    assistants=(
        "The request names the event and what to do then. The signature needs a secret that the prompt does not "
        "have, and a message without one is accepted as well."
    ),
    remedy=(
        "Verify the signature over the bytes of the body as they came, before they are parsed, with the function "
        "of the sender's library or with hmac and compare_digest. There is no fix: each sender signs in its own way."
    ),
    prompt="Verify the signature of every webhook over the raw body before acting on it; refuse it with 400 otherwise.",
    references=(
        "https://docs.stripe.com/webhooks#verify-official-libraries",
        "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries",
    ),
    bad=(
        Bad(
            """\
from flask import Flask, request

from shop import orders

app = Flask(__name__)


@app.route("/webhooks/stripe", methods=["POST"])
def stripe_events():
    event = request.get_json()
    if event["type"] == "checkout.session.completed":
        orders.paid(event["data"]["object"]["id"])
    return "", 200
""",
            why="payments are believed",
        ),
        Bad(
            """\
from fastapi import APIRouter, Request

from shop import builds

router = APIRouter()


@router.post("/github/webhook")
async def pushed(request: Request):
    payload = await request.json()
    await builds.start(payload["repository"]["clone_url"])
    return {"ok": True}
""",
            why="a build for whoever asks",
        ),
        Bad(
            """\
import json

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from shop.models import Subscription


@csrf_exempt
def paypal_webhook(request):
    event = json.loads(request.body)
    Subscription.objects.filter(reference=event["resource"]["id"]).update(active=True)
    return HttpResponse(status=200)
""",
            why="a view of Django, named for it",
        ),
        Bad(
            """\
from fastapi import FastAPI
from pydantic import BaseModel

from shop import orders

app = FastAPI()


class Event(BaseModel):
    kind: str
    order: int


@app.post("/webhook")
def receive(event: Event):
    orders.apply(event.kind, event.order)
    return {"received": True}
""",
            why="the body is a parameter",
        ),
    ),
    good=(
        Good(
            """\
import os

import stripe
from flask import Flask, abort, request

from shop import orders

app = Flask(__name__)
KEY = os.environ["STRIPE_SIGNING"]


@app.route("/webhooks/stripe", methods=["POST"])
def stripe_events():
    try:
        event = stripe.Webhook.construct_event(request.get_data(), request.headers["Stripe-Signature"], KEY)
    except ValueError:
        abort(400)
    orders.paid(event["data"]["object"]["id"])
    return "", 200
""",
            why="the sender's library checks it",
        ),
        Good(
            """\
from fastapi import APIRouter, Depends, Request

from shop import builds
from shop.github import is_from_github

router = APIRouter()


@router.post("/github/webhook", dependencies=[Depends(is_from_github)])
async def pushed(request: Request):
    payload = await request.json()
    await builds.start(payload["repository"]["clone_url"])
    return {"ok": True}
""",
            why="a dependency asks",
        ),
        Good(
            """\
from fastapi import APIRouter, Request

from shop import builds

router = APIRouter()


@router.post("/github/webhook")
async def pushed(request: Request):
    payload = await builds.checked(request)
    return {"ok": payload is not None}
""",
            why="the whole request is handed on",
        ),
        Good(
            """\
from flask import Flask, request

from shop import subscribers

app = Flask(__name__)


@app.route("/webhooks", methods=["GET"])
def addresses():
    return {"addresses": subscribers.addresses(request.args.get("kind"))}
""",
            why="a list of webhooks is read",
        ),
    ),
)

_NAMED = {"webhook", "webhooks"}
_ROUTES = {"route", "api_route", "post"}
# Decorators that check nothing about the sender.
_NEUTRAL = {*_ROUTES, "csrf_exempt", "require_POST", "require_http_methods", "exempt", "async_to_sync", "sync_to_async"}
_CHECKS = re.compile(
    r"(?i)signature|signed|hmac|verif|construct_event|secret|token|authenti|authori[sz]|valid|hub-|svix|permission|"
    r"api_?key|allow|trusted|\bip\b|remote_addr|Depends|Security\(|credential|password|\babort\(40[13]|40[13]\)"
)
_FILE_CHECKS = re.compile(
    rb"(?i)hmac|compare_digest|construct_event|before_request|add_middleware|\.middleware\(|dependencies\s*=|verify_"
)
_READS = re.compile(r"\brequest\.(?:json|get_json|get_data|data|form|body|POST|stream|text|read|values|post)\b")
_HANDED = {"request", "self", "db", "session", "background_tasks", "response"}


def check_function(function: Function) -> Iterator[Report]:
    if is_test(function.file) or not _is_webhook(function) or _FILE_CHECKS.search(function.file.data):
        return
    text = code(function.node)
    if _CHECKS.search(text) or not _acts(function) or _hands_request_on(function):
        return
    yield Report(function.node.name, f"{function.name} acts on a message without checking who sent it")


def _is_webhook(function: Function) -> bool:
    """An endpoint that takes POST and is called a webhook; or a function named so that is given a request."""
    named = bool(_NAMED & set(words_of(function.name)))
    decorators = [decorator.decorator for decorator in function.node.decorators]
    names = {name_of(node.func if isinstance(node, cst.Call) else node) for node in decorators}
    if names - _NEUTRAL:
        return False
    routes = [node for node in decorators if isinstance(node, cst.Call) and name_of(node.func) in _ROUTES]
    if not routes:
        return named and parameter_names(function.node)[:1] == ["request"]
    route = code(routes[0])
    if name_of(routes[0].func) != "post" and "post" not in route.lower():
        return False
    return named or bool(_NAMED & set(words_of(route)))


def _acts(function: Function) -> bool:
    """Whether it reads the body, by the request or as parameters of its own."""
    if _READS.search(code(function.node.body)):
        return True
    routed = any("webhook" in code(decorator).lower() for decorator in function.node.decorators)
    return routed and bool(set(parameter_names(function.node)) - _HANDED)


def _hands_request_on(function: Function) -> bool:
    return any(
        isinstance(node, cst.Arg) and isinstance(node.value, cst.Name) and node.value.value == "request"
        for node in below(function.node.body)
    )


TRIGGERS: Triggers = (
    decorated(*sorted(_ROUTES), holding=(r"webhook",)),
    functions("*webhook*", holding=(r"\(\s*request\b",)),
)
CHECKS: Checks = {Function: check_function}
