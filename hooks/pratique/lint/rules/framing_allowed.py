"""Pages that any other site may show in a frame of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Assignment,
    Bad,
    Call,
    Checks,
    Class,
    Confidence,
    Function,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Setting,
    Severity,
    Text,
    Triggers,
    Value,
    View,
    assigned_setting,
    assignments,
    calls,
    decorated,
    header_name,
    header_value,
    indentation,
    is_development,
    is_statement,
    is_test,
    newline,
    texts,
    updated_settings,
)

RULE = Rule(
    name="framing-allowed",
    summary="any site may show the pages in a frame of its own",
    help='Send X-Frame-Options: DENY or SAMEORIGIN, or a policy with frame-ancestors "self" or the sites that may.',
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1021,),
    what=(
        "X-Frame-Options headers and X_FRAME_OPTIONS settings with ALLOWALL or ALLOW-FROM, which browsers ignore, "
        "policies with frame-ancestors *, and Django's MIDDLEWARE with sessions but without XFrameOptionsMiddleware, "
        "where no policy is set either. xframe_options_exempt, for pages that are meant to be embedded, is shown in "
        "the strict profile. Tests and settings for development are left alone."
    ),
    why=(
        "Another site lays the page, unseen, over buttons of its own: what visitors click there, they do here, with "
        "their login."
    ),
    assistants='"Refused to display in a frame" is answered by allowing all, since the sites that may are not known.',
    remedy=(
        "The fix allows frames of the same site. Name the sites that embed the pages, where there are some, in "
        "frame-ancestors."
    ),
    prompt="Let no other site frame the pages, or name those that may in frame-ancestors.",
    references=(
        "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Frame-Options",
        "https://docs.djangoproject.com/en/stable/ref/clickjacking/",
        "https://www.w3.org/TR/CSP3/#directive-frame-ancestors",
    ),
    bad=(
        Bad(
            """\
def embed(response):
    response.headers["X-Frame-Options"] = "ALLOWALL"  # the partners
    return response
""",
            why="a value that no browser knows",
            fixed="""\
def embed(response):
    response.headers["X-Frame-Options"] = "SAMEORIGIN"  # the partners
    return response
""",
        ),
        Bad(
            """\
ROOT_URLCONF = "shop.urls"
X_FRAME_OPTIONS = 'ALLOW-FROM https://partner.example.com'
""",
            why="Django's setting, to a value that browsers ignore",
            fixed="""\
ROOT_URLCONF = "shop.urls"
X_FRAME_OPTIONS = 'SAMEORIGIN'
""",
            path="shop/settings.py",
        ),
        Bad(
            """\
def protect(response):
    response.headers["Content-Security-Policy"] = "default-src 'self'; frame-ancestors *"
    return response
""",
            why="a policy that names every site",
            fixed="""\
def protect(response):
    response.headers["Content-Security-Policy"] = "default-src 'self'; frame-ancestors 'self'"
    return response
""",
        ),
        Bad(
            """\
ROOT_URLCONF = "shop.urls"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
""",
            why="Django's middleware is missing",
            fixed="""\
ROOT_URLCONF = "shop.urls"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
""",
            path="shop/settings.py",
        ),
        Bad(
            """\
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt


@xframe_options_exempt
def widget(request):
    return render(request, "widget.html")
""",
            why="a page to embed, for the strict",
        ),
    ),
    good=(
        Good(
            """\
def protect(response):
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Content-Security-Policy"] = "frame-ancestors 'none'"
    return response
""",
            why="none may",
        ),
        Good(
            """\
def protect(response):
    response.headers["Content-Security-Policy"] = "frame-ancestors 'self' https://*.example.com; img-src *"
    return response
""",
            why="the sites are named, and the star is for images",
        ),
        Good(
            """\
def framing(response):
    return response.headers.get("X-Frame-Options", "ALLOWALL")
""",
            why="a header that is read",
        ),
        Good(
            """\
ROOT_URLCONF = "shop.urls"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "csp.middleware.CSPMiddleware",
]
CSP_FRAME_ANCESTORS = ("'self'",)
""",
            why="a policy does it",
            path="shop/settings.py",
        ),
        Good(
            """\
ROOT_URLCONF = "shop.urls"
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
""",
            why="no sessions, so nobody is logged in",
            path="shop/settings.py",
        ),
    ),
)

_HEADER = "x-frame-options"
_SETTING = "X_FRAME_OPTIONS"
_ALLOWED = re.compile(r"(?i)\s*allow")
_READING = {"get", "pop", "setdefault", "getheader", "get_all"}
_ANCESTORS = re.compile(r"(?i)(frame-ancestors\s[^;]*?)(?<![\w.:/-])(?:\*|https?:)(?=\s|;|\Z|[\"'])")
_IS_POLICY = re.compile(r"(?i)\s*(?:[a-z]+(?:-[a-z]+)*-(?:src|uri|action|ancestors|requests)|sandbox)(?:\s|;)")
_SESSIONS = "django.contrib.sessions.middleware.SessionMiddleware"
_FRAMES = "django.middleware.clickjacking.XFrameOptionsMiddleware"
_POLICY = re.compile(rb"(?i)frame.?ancestors|\bCSP\b|SECURE_CSP|content.security.policy")
_EXEMPT = {"django.views.decorators.clickjacking.xframe_options_exempt"}
_REASON = "other sites that embed the pages no longer can, unless frame-ancestors names them"


def check_text(text: Text) -> Iterator[Report]:
    if is_test(text.file) or is_statement(text):
        return  # a docstring is a statement of its own
    if header_name(text) == _HEADER:
        node = header_value(text)
        value = text.value(node) if node is not None else None
        if value is not None and not _is_read(text) and _allows(value):
            yield _report(value)
    elif isinstance(text.text, str) and _IS_POLICY.match(text.text) and _ANCESTORS.search(text.text):
        yield _policy(text)


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    setting = assigned_setting(assignment)
    if setting is None or is_development(assignment):
        return
    yield from _of_setting(setting)
    if setting.name == "MIDDLEWARE":
        yield from _middleware(assignment)


def check_call(call: Call) -> Iterator[Report]:
    for setting in () if is_development(call) else updated_settings(call):
        yield from _of_setting(setting)


def check_function(view: Function) -> Iterator[Report]:
    yield from _exempt(view, view.decorators)


def check_class(view: Class) -> Iterator[Report]:
    yield from _exempt(view, view.decorators)


def _allows(value: Value) -> bool:
    return isinstance(value.constant, str) and _ALLOWED.match(value.constant) is not None


def _is_read(text: Text) -> bool:
    """Whether the text is what a header is asked for: `headers.get("X-Frame-Options", "ALLOWALL")`."""
    call = next((place.node for place in text.place.ancestors() if isinstance(place.node, cst.Call)), None)
    function = call.func if isinstance(call, cst.Call) else None
    return isinstance(function, cst.Attribute) and function.attr.value in _READING


def _report(value: Value) -> Report:
    quote = value.node.quote if isinstance(value.node, cst.SimpleString) else '"'
    changes = (Replace(value.node, f"{quote}SAMEORIGIN{quote}"),)
    return Report(value.node, repair=Repair("allow the same site only", changes, safe=False, reason=_REASON))


def _policy(text: Text) -> Report:
    """The policy with its own site in the place of all; where the quotation marks allow it."""
    repair = None
    if "'" not in text.node.quote:
        changed = _ANCESTORS.sub(r"\g<1>'self'", text.node.value)
        repair = Repair("allow the same site only", (Replace(text.node, changed),), safe=False, reason=_REASON)
    return Report(text.node, "the policy lets every site frame the pages (frame-ancestors)", repair=repair)


def _of_setting(setting: Setting) -> Iterator[Report]:
    if setting.name == _SETTING and _allows(setting.value):
        yield _report(setting.value)


def _middleware(assignment: Assignment) -> Iterator[Report]:
    elements = assignment.assigned.elements
    named = [element.constant for element in elements if isinstance(element.constant, str)]
    if _SESSIONS not in named or len(named) != len(elements) or _POLICY.search(assignment.file.data):
        return
    if any("frame" in name.lower() or "csp" in name.lower() for name in named):
        return
    message = f'sessions are on and any site may frame the pages: "{_FRAMES}" is missing'
    yield Report(assignment.node, message, repair=_appended(assignment, elements[-1]), severity=Severity.LOW)


def _appended(assignment: Assignment, last: Value) -> Repair | None:
    """The middleware as the last element, in a line of its own where the one before has one."""
    node = last.node
    if not isinstance(node, cst.SimpleString):
        return None
    indent = indentation(assignment.file, node)
    between = " " if indent is None else newline(assignment.file) + indent
    change = Replace(node, f"{node.value},{between}{node.quote}{_FRAMES}{node.quote}")
    return Repair("add the middleware", (change,), safe=False, reason=_REASON)


def _exempt(view: View, decorators: list[Value]) -> Iterator[Report]:
    for decorator in decorators:
        given = decorator.node.args[0].value if isinstance(decorator.node, cst.Call) and decorator.node.args else None
        inner = view.value(given).names if given is not None else frozenset()
        if (decorator.names | inner) & _EXEMPT:
            message = "every site may frame this page; leave out what visitors can do with their login"
            yield Report(decorator.node, message, severity=Severity.LOW, profile="strict")


TRIGGERS: Triggers = (
    texts("X-Frame-Options", "x-frame-options", "frame-ancestors"),
    assignments(f"{_SETTING}=str", "MIDDLEWARE"),
    calls("update", "from_mapping", "configure", holding=(_SETTING,)),
    decorated("xframe_options_exempt", "method_decorator", holding=("xframe_options_exempt",)),
)
CHECKS: Checks = {
    Text: check_text,
    Assignment: check_assignment,
    Call: check_call,
    Function: check_function,
    Class: check_class,
}
