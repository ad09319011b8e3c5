"""Applications and endpoints whose protection against forged requests is switched off."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Assignment,
    Bad,
    Call,
    Change,
    Checks,
    Class,
    Confidence,
    Function,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    assigned_setting,
    assignments,
    calls,
    code,
    decorated,
    indentation,
    is_development,
    is_test,
    newline,
    updated_settings,
    words_of,
)

RULE = Rule(
    name="csrf-protection-off",
    summary="the protection against forged requests is switched off",
    help="Leave it on and send the token with the form or the request; let webhooks check a signature instead.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(352,),
    what=(
        "csrf_exempt on Django views that check no signature or token of their own, csrf.exempt of Flask-WTF, "
        "WTF_CSRF_ENABLED = False and the like, forms with csrf = False, and Django's MIDDLEWARE with sessions but "
        "without CsrfViewMiddleware. Webhooks, views that authenticate otherwise, and settings for tests are left "
        "alone."
    ),
    why=(
        "A page of another site submits a form to the application, the browser adds the visitor's cookies, and the "
        "application does what it says: changes the address, sends the money."
    ),
    assistants='The error "CSRF token missing" is answered by taking the check away, since that needs one line.',
    remedy=(
        "The fix turns the setting on, or puts the middleware into the list. Forms and scripts have to send the "
        "token then: {% csrf_token %} or {{ form.hidden_tag() }} in templates, X-CSRFToken in requests."
    ),
    prompt="Keep CSRF protection on, and send the token.",
    references=(
        "https://docs.djangoproject.com/en/stable/ref/csrf/",
        "https://flask-wtf.readthedocs.io/en/1.2.x/csrf/",
        "https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html",
    ),
    bad=(
        Bad(
            """\
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from shop import transfers


@csrf_exempt
def transfer(request):
    transfers.make(request.user, request.POST["to"], request.POST["amount"])
    return JsonResponse({})
""",
            why="a view that acts for the user",
        ),
        Bad(
            """\
from flask import Flask

app = Flask(__name__)
app.config["WTF_CSRF_ENABLED"] = False  # forms
""",
            why="Flask-WTF's switch",
            fixed="""\
from flask import Flask

app = Flask(__name__)
app.config["WTF_CSRF_ENABLED"] = True  # forms
""",
        ),
        Bad(
            """\
from flask_wtf import FlaskForm


class Transfer(FlaskForm):
    class Meta:
        csrf = False
""",
            why="a form of its own",
            fixed="""\
from flask_wtf import FlaskForm


class Transfer(FlaskForm):
    class Meta:
        csrf = True
""",
        ),
        Bad(
            """\
ROOT_URLCONF = "shop.urls"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
""",
            why="Django's middleware is missing",
            fixed="""\
ROOT_URLCONF = "shop.urls"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
""",
            path="shop/settings.py",
        ),
        Bad(
            """\
from flask import Flask
from flask_wtf.csrf import CSRFProtect

app = Flask(__name__)
csrf = CSRFProtect(app)


@app.route("/transfer", methods=["POST"])
@csrf.exempt
def transfer():
    return "done"
""",
            why="an endpoint of Flask",
        ),
    ),
    good=(
        Good(
            """\
import hmac

from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from shop import orders


@csrf_exempt
def paid(request):
    if not hmac.compare_digest(orders.sign(request.body), request.headers["X-Signature"]):
        return JsonResponse({}, status=403)
    return JsonResponse(orders.pay(request.body))
""",
            why="a signature is checked",
        ),
        Good(
            """\
from flask import Flask

app = Flask(__name__)
app.config["WTF_CSRF_ENABLED"] = True
""",
            why="on",
        ),
        Good(
            """\
class TestingConfig:
    WTF_CSRF_ENABLED = False
""",
            why="settings of tests",
            path="config.py",
        ),
        Good(
            """\
ROOT_URLCONF = "shop.urls"
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
]
""",
            why="no sessions, so nothing to forge",
            path="shop/settings.py",
        ),
        Good(
            """\
class Options:
    class Meta:
        csrf = False
""",
            why="no form",
        ),
    ),
)

_SETTINGS = {"WTF_CSRF_ENABLED", "WTF_CSRF_CHECK_DEFAULT"}
_COOKIES = "django.contrib.sessions.middleware.SessionMiddleware"
_CSRF = "django.middleware.csrf.CsrfViewMiddleware"
_COMMON = "django.middleware.common.CommonMiddleware"
_EXEMPT = {"django.views.decorators.csrf.csrf_exempt"}
_METHODS = {"flask_wtf.csrf.CSRFProtect().exempt", "flask_wtf.CSRFProtect().exempt", "flask_seasurf.SeaSurf().exempt"}
# A view that asks for one of these does not rest on cookies alone.
_CHECKS = re.compile(
    r"(?i)signature|hmac|verif|authorization|bearer|api_?key|token|construct_event|jwt|compare_digest|authenticate\("
    r"|graphql|auth_required|basic_?auth"
)
_OPEN = {
    "webhook",
    "webhooks",
    "callback",
    "hook",
    "login",
    "health",
    "ping",
    "csp",
    "notify",
    "ipn",
    "graphql",
    "token",
}
_REASON = "forms and scripts that send no token are refused"


def check_function(function: Function) -> Iterator[Report]:
    if set(words_of(function.name)) & _OPEN or is_test(function.file) or _CHECKS.search(code(function.node)):
        return
    yield from _decorators(function)


def check_class(view: Class) -> Iterator[Report]:
    if set(words_of(view.name)) & _OPEN or is_test(view.file) or _CHECKS.search(code(view.node)):
        return
    yield from _decorators(view)


def _decorators(view: Function | Class) -> Iterator[Report]:
    for decorator in view.decorators:
        node = decorator.node
        called = node.func if isinstance(node, cst.Call) else node
        names = view.value(called).names
        inner = view.value(node.args[0].value).names if isinstance(node, cst.Call) and node.args else frozenset()
        if names & (_EXEMPT | _METHODS) or inner & _EXEMPT:
            message = f"{view.name} takes requests that pages of other sites send in their visitors' names"
            yield Report(node, message)


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    if is_development(assignment):
        return
    setting = assigned_setting(assignment)
    if setting is not None and setting.name in _SETTINGS and setting.value.constant is False:
        yield Report(assignment.node, repair=_on(setting.value))
    elif setting is not None and setting.name == "MIDDLEWARE":
        yield from _middleware(assignment)
    elif _is_form_option(assignment) and assignment.assigned.constant is False:
        yield Report(assignment.node, repair=_on(assignment.assigned))


def _on(value: Value) -> Repair:
    return Repair("turn it on", (Replace(value.node, "True"),), safe=False, reason=_REASON)


def _is_form_option(assignment: Assignment) -> bool:
    """`csrf = False` in the Meta of a form."""
    node = assignment.target.node
    if not isinstance(node, cst.Name) or node.value != "csrf":
        return False
    classes = [place.node for place in assignment.place.ancestors() if isinstance(place.node, cst.ClassDef)]
    return len(classes) == 2 and any("Form" in code(base.value) for base in classes[1].bases)


def _middleware(assignment: Assignment) -> Iterator[Report]:
    elements = assignment.assigned.elements
    named = {element.constant: element.node for element in elements if isinstance(element.constant, str)}
    if _COOKIES in named and not any("csrf" in str(name).lower() for name in named) and len(named) == len(elements):
        before = named.get(_COMMON, named[_COOKIES])
        yield Report(
            assignment.node,
            f'sessions are on and nothing checks where a request comes from: "{_CSRF}" is missing',
            repair=_inserted(assignment, before),
        )


def _inserted(assignment: Assignment, before: cst.BaseExpression) -> Repair | None:
    """The middleware as the next element, in a line of its own where the one before has one."""
    if not isinstance(before, cst.SimpleString):
        return None
    indent = indentation(assignment.file, before)
    between = " " if indent is None else newline(assignment.file) + indent
    change: Change = Replace(before, f"{before.value},{between}{before.quote}{_CSRF}{before.quote}")
    return Repair("add the middleware", (change,), safe=False, reason=_REASON)


def check_call(call: Call) -> Iterator[Report]:
    if is_development(call):
        return
    for setting in updated_settings(call):
        if setting.name in _SETTINGS and setting.value.constant is False:
            yield Report(call.node, repair=_on(setting.value))


TRIGGERS: Triggers = (
    decorated("csrf_exempt", "exempt", "method_decorator", holding=("exempt",)),
    assignments(*(f"{name}=False" for name in sorted(_SETTINGS)), "csrf=False", "MIDDLEWARE"),
    calls("update", "from_mapping", holding=("WTF_CSRF",)),
)
CHECKS: Checks = {Function: check_function, Class: check_class, Assignment: check_assignment, Call: check_call}
