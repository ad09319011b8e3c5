"""Class views, and functions that are given a request, without the guard that their neighbours carry."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Bad,
    Checks,
    Class,
    Confidence,
    Function,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    asks_who_calls,
    classes,
    code,
    decorated,
    functions,
    is_guard,
    is_open_to_all,
    is_test,
    name_of,
    parameter_names,
    words_of,
)

RULE = Rule(
    name="unguarded-view",
    summary="a view changes something without asking who calls it, as its neighbours do",
    help="Give it the guard that its neighbours have, such as LoginRequiredMixin, permission_classes or decorators.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(306, 862),
    what=(
        "Methods post, put, patch and delete (and those of view sets) of class views of Flask, Flask-RESTful, Django, "
        "Django REST framework, aiohttp and Starlette, Django's views that create, change or delete, and functions "
        "whose first parameter is a request and that handle a form or delete something, where nothing guards them and "
        "at least two others of the file are guarded: by a mixin, permission_classes, decorators or a decorator. Views "
        "with a base class of which nothing is known, logins, webhooks and the like, and those that ask in their body "
        "are left alone, as is AllowAny: somebody decided."
    ),
    why="Anyone who knows or guesses the address can do what the view does, in everybody's name.",
    assistants=(
        "A view is added by copying the shape of one that is there; the mixin or the line with permission_classes is "
        "not part of the shape, and the new view works without it."
    ),
    remedy=(
        "Add the guard, or say with an ignore comment that the view is open to everyone. There is no fix: which guard "
        "is right is a decision."
    ),
    prompt="Every view that changes something checks who is calling, by the same means as the views beside it.",
    references=(
        "https://docs.djangoproject.com/en/stable/topics/auth/default/#limiting-access-to-logged-in-users",
        "https://www.django-rest-framework.org/api-guide/permissions/",
        "https://flask.palletsprojects.com/en/stable/views/#view-decorators",
    ),
    bad=(
        Bad(
            """\
from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import CreateView, DeleteView, UpdateView

from shop.models import Note


class NoteCreate(LoginRequiredMixin, CreateView):
    model = Note


class NoteUpdate(LoginRequiredMixin, UpdateView):
    model = Note


class NoteDelete(DeleteView):
    model = Note
""",
            why="the third has no mixin",
        ),
        Bad(
            """\
from flask.views import MethodView
from flask_login import login_required

from shop import notes


class Notes(MethodView):
    @login_required
    def post(self):
        notes.create()
        return "", 201

    @login_required
    def put(self, number):
        notes.change(number)
        return "", 204

    def delete(self, number):
        notes.remove(number)
        return "", 204
""",
            why="one method of a class",
        ),
        Bad(
            """\
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from shop import bills, notes


class Bills(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return Response(bills.create(request.data))


class Notes(APIView):
    permission_classes = [IsAuthenticated]

    def put(self, request, number):
        return Response(notes.change(number, request.data))


class Prices(APIView):
    def delete(self, request, number):
        return Response(notes.remove(number))
""",
            why="no permission_classes",
        ),
        Bad(
            """\
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect

from shop.models import Note


@login_required
def create(request):
    Note.objects.create(text=request.POST["text"])
    return redirect("notes")


@login_required
def change(request, number):
    note = get_object_or_404(Note, pk=number)
    note.text = request.POST["text"]
    note.save()
    return redirect("notes")


def remove(request, number):
    get_object_or_404(Note, pk=number).delete()
    return redirect("notes")
""",
            why="a function among decorated ones",
        ),
    ),
    good=(
        Good(
            """\
from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import CreateView, DeleteView, ListView, UpdateView

from shop.models import Note


class Guarded(LoginRequiredMixin):
    model = Note


class NoteCreate(Guarded, CreateView):
    pass


class NoteUpdate(Guarded, UpdateView):
    pass


class NoteDelete(Guarded, DeleteView):
    pass


class NoteList(ListView):
    model = Note
""",
            why="the guard is in a base class, and one that only reads",
        ),
        Good(
            """\
from flask.views import MethodView

from shop import notes
from shop.auth import login_required


class Notes(MethodView):
    decorators = [login_required]

    def post(self):
        notes.create()
        return "", 201

    def delete(self, number):
        notes.remove(number)
        return "", 204


class Texts(MethodView):
    decorators = [login_required]

    def post(self):
        return notes.create()


class Login(MethodView):
    def post(self):
        return notes.enter()
""",
            why="decorators of the class, and a login",
        ),
        Good(
            """\
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.views import APIView

from shop import notes
from shop.views import Protected


class Bills(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return notes.create(request.data)


class Notes(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return notes.create(request.data)


class Orders(APIView):
    permission_classes = [AllowAny]

    def post(self, request):
        return notes.create(request.data)


class Prices(Protected):
    def delete(self, request, number):
        return notes.remove(number)
""",
            why="somebody decided, and a base class from elsewhere",
        ),
        Good(
            """\
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect

from shop.models import Note


@login_required
def create(request):
    keep(request, Note())
    return redirect("notes")


@login_required
def change(request, number):
    keep(request, Note.objects.get(pk=number))
    return redirect("notes")


@login_required
def remove(request, number):
    Note.objects.get(pk=number).delete()
    return redirect("notes")


def keep(request, note):
    note.text = request.POST["text"]
    note.save()
""",
            why="a helper that the views call",
        ),
    ),
)

_LIBRARIES = (
    "flask.views.", "flask_restful.", "flask_restx.", "flask_smorest.", "quart.views.", "django.views.",
    "django.contrib.messages.", "rest_framework.", "aiohttp.web.View", "aiohttp.web_urldispatcher.View",
    "starlette.endpoints.", "object",
)  # fmt: skip
_METHODS = {"post", "put", "patch", "delete"}
_OF_SETS = {"create", "update", "partial_update", "destroy"}
# Bases that bring methods which change something.
_CHANGING = re.compile(r"Create|Update|Delete|Destroy|\AModelViewSet\Z")
_SETTINGS = {
    "decorators", "method_decorators", "permission_classes", "permission_required", "authentication_classes",
    "permissions", "security", "required_permissions", "required_scopes",
}  # fmt: skip
_HOOKS = {
    "dispatch", "dispatch_request", "check_permissions", "get_permissions", "test_func", "has_permission", "initial",
    "prepare", "get_authenticators", "setup", "initialize_request",
}  # fmt: skip
_HANDLES = re.compile(r"request\.(?:POST|FILES)\b|\.delete\(\)|request\.method\b[^\n]*POST|require_POST")
_NEIGHBOURS = 2


def check_class(view: Class) -> Iterator[Report]:
    names = _changed_by(view)
    if not names or is_test(view.file) or is_open_to_all(*words_of(view.name)) or _may_be_guarded(view):
        return
    changing = [item for item in _methods(view) if item.name.value in names]
    helpers = [item for item in view.node.body.body if item not in changing]
    if _wrapped(view) or any(asks_who_calls(_undecorated(item)) for item in helpers):
        return
    neighbours = _guarded_beside(view)
    if neighbours < _NEIGHBOURS:
        return
    if not changing:
        yield Report(view.node.name, f"{view.name} has no guard, and {neighbours} endpoints beside it have one")
    for method in changing:
        if not _is_decorated(method) and not asks_who_calls(method.body):
            name = f"{view.name}.{method.name.value}"
            yield Report(method.name, f"{name} has no guard, and {neighbours} endpoints beside it have one")


def check_function(function: Function) -> Iterator[Report]:
    if function.is_method or not _is_view(function) or _is_decorated(function.node) or is_test(function.file):
        return
    if function.name.startswith("_") or is_open_to_all(*words_of(function.name)) or _is_used(function):
        return
    if asks_who_calls(function.node.body):
        return
    guarded = [item for item in function.file.functions if isinstance(item, Function) and _is_guarded_view(item)]
    if len(guarded) >= _NEIGHBOURS:
        message = f"{function.name} has no guard, and {len(guarded)} views beside it have one"
        yield Report(function.node.name, message)


def _methods(view: Class) -> list[cst.FunctionDef]:
    return [item for item in view.node.body.body if isinstance(item, cst.FunctionDef)]


def _base_names(view: Class) -> set[str]:
    return {name for base in view.bases for name in base.names}


def _changed_by(view: Class) -> set[str]:
    """The names of methods by which the class changes something, `*` among them where a base brings them."""
    bases = _base_names(view)
    is_set = any("ViewSet" in name for name in bases)
    wanted = _METHODS | (_OF_SETS if is_set else set())
    found = {item.name.value for item in _methods(view)} & wanted
    if any(name.startswith(_LIBRARIES) and _CHANGING.search(name.rpartition(".")[2]) for name in bases):
        found.add("*")
    return found


def _is_decorated(method: cst.FunctionDef) -> bool:
    return any(is_guard(_named(item.decorator)) for item in method.decorators)


def _named(decorator: cst.BaseExpression) -> str:
    """The decorator's name; for `method_decorator(login_required)` what it is given."""
    called = name_of(decorator.func) if isinstance(decorator, cst.Call) else name_of(decorator)
    return code(decorator) if called == "method_decorator" else called


def _undecorated(item: cst.CSTNode) -> cst.CSTNode:
    return item.body if isinstance(item, cst.FunctionDef) else item


def _guard_of_class(view: Class) -> bool:
    """Whether the class says itself that it is guarded."""
    if any(is_guard(_named(decorator.node)) for decorator in view.decorators):
        return True
    if any(is_guard(name_of(base.node)) for base in view.bases if not _is_login(base)):
        return True
    said = {name: value for name, value in _assigned(view) if name in _SETTINGS}
    return any("AllowAny" not in value and (name != "decorators" or is_guard(value)) for name, value in said.items())


def _is_login(base: Value) -> bool:
    """Whether it is one of Django's own views for logins and passwords."""
    return any(name.startswith("django.contrib.auth.views.") for name in base.names)


def _assigned(view: Class) -> Iterator[tuple[str, str]]:
    for line in view.node.body.body:
        for item in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            if isinstance(item, cst.Assign):
                yield name_of(item.targets[0].target), code(item.value)


def _may_be_guarded(view: Class, depth: int = 0) -> bool:
    """By itself, by a base, by one of which nothing is known, or open because somebody decided so."""
    if _guard_of_class(view) or any(name in _SETTINGS - {"decorators"} for name, _ in _assigned(view)):
        return True
    if any(method.name.value in _HOOKS for method in _methods(view)):
        return True
    for base in view.bases:
        if not base.is_class:
            if not base.names or not all(name.startswith(_LIBRARIES) for name in base.names):
                return True
            continue
        known = _class_named(view, name_of(base.node))
        if known is None or depth > 3 or _may_be_guarded(known, depth + 1):
            return True
    return False


def _class_named(view: Class, name: str) -> Class | None:
    found = (item for item in view.file.classes if isinstance(item, Class) and item.name == name)
    return next(found, None)


def _wrapped(view: Class) -> bool:
    """Whether a guard is put around it where its address is given: `login_required(Notes.as_view())`."""
    wraps = re.findall(rb"(\w+)\(\s*" + view.name.encode() + rb"\.as_view", view.file.data)
    return any(is_guard(name.decode(errors="replace")) for name in wraps)


def _guarded_beside(view: Class) -> int:
    """How many other class views of the file, or methods of views, have a guard."""
    found = 0
    for other in view.file.classes:
        if not isinstance(other, Class) or not (names := _changed_by(other)):
            continue
        inherited = (_class_named(view, name_of(base.node)) for base in other.bases if base.is_class)
        if _guard_of_class(other) or any(base is not None and _guard_of_class(base) for base in inherited):
            found += 1
        else:
            found += sum(1 for item in _methods(other) if item.name.value in names and _is_decorated(item))
    return found


def _is_view(function: Function) -> bool:
    """Whether a function is given a request, and does with it what changes something."""
    given = parameter_names(function.node)
    return given[:1] == ["request"] and _HANDLES.search(code(function.node)) is not None


def _is_guarded_view(function: Function) -> bool:
    given = parameter_names(function.node)
    return given[:1] == ["request"] and not function.is_method and _is_decorated(function.node)


def _is_used(function: Function) -> bool:
    """Whether the file calls it: it is a helper then."""
    calls = re.findall(rb"(?<!def )\b" + function.name.encode() + rb"\(", function.file.data)
    return bool(calls)


_MIXINS = (
    "LoginRequiredMixin", "PermissionRequiredMixin", "UserPassesTestMixin", "AccessMixin", "StaffRequiredMixin",
)  # fmt: skip
_DECORATORS = (
    "login_required", "permission_required", "user_passes_test", "staff_member_required", "jwt_required",
    "auth_required", "token_required", "requires_auth", "require_auth", "admin_required", "role_required",
    "roles_required", "roles_accepted", "superuser_required", "require_login", "require_permission",
    "fresh_login_required", "api_key_required", "require_api_key",
)  # fmt: skip
_GUARDS = (*_MIXINS, *_DECORATORS, "permission_classes", "method_decorators")
_BASES = (
    "View", "MethodView", "APIView", "Resource", "HTTPEndpoint", "ViewSet", "GenericViewSet", "ModelViewSet",
    "CreateView", "UpdateView", "DeleteView", "FormView", "CreateAPIView", "UpdateAPIView", "DestroyAPIView",
    "ListCreateAPIView", "RetrieveUpdateAPIView", "RetrieveDestroyAPIView", "RetrieveUpdateDestroyAPIView",
    "GenericAPIView",
)  # fmt: skip
_ANY_GUARD = f"(?:{'|'.join(_GUARDS)})"
# A guard as it is used: a decorator, a base class, what a class says of itself.
_GUARDED = (
    rf"(?m)^[ \t]*@[\w.]*\b{_ANY_GUARD}\b",
    rf"(?m)^[ \t]*class \w+\([^)]*\b{_ANY_GUARD}\b",
    r"(?m)^[ \t]+(?:permission_classes|method_decorators|decorators)\b[^=\n]*=",
    rf"@(?:\w+\.)*method_decorator\([^)\n]*\b{_ANY_GUARD}\b",
    rf"\b{_ANY_GUARD}\([\w.]+\.as_view\b",
)
# What changes something: a method of the class, or those of a base; what a function does with a request.
_CHANGES = (r"\bdef\s+(?:post|put|patch|delete)\b", r"ViewSet", r"(?:Create|Update|Delete|Destroy)\w*(?:View|Mixin)")
TRIGGERS: Triggers = (
    classes(*_BASES, *_MIXINS, needs=_GUARDS, anywhere=_CHANGES, besides=_GUARDED),
    functions(
        needs=_GUARDS,
        holding=(r"def \w+\(\s*request\b[\s\S]*(?:request\.(?:POST|FILES|method)\b|\.delete\(\))",),
        anywhere=(_HANDLES.pattern,),
        besides=_GUARDED,
    ),
    decorated(*_DECORATORS, "require_POST", needs=_DECORATORS, holding=(r"def \w+\(\s*request\b",)),
)
CHECKS: Checks = {Class: check_class, Function: check_function}
