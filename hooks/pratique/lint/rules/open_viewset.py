"""Views of Django REST framework that let everyone change what is there."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Bad,
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
    classes,
    decorated,
    is_open_to_all,
    is_test,
    name_of,
    spell,
    statements_of,
    words_of,
)

RULE = Rule(
    name="open-viewset",
    summary="everyone may change and delete what a view of the REST framework holds",
    help="Say who may: permission_classes = [IsAuthenticated], or IsAdminUser, or IsAuthenticatedOrReadOnly.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(862, 306),
    what=(
        "Views of Django REST framework that update or delete (ModelViewSet and the generic views for it, and "
        "functions by @api_view with PUT, PATCH or DELETE) whose permission_classes are written as empty or as "
        "AllowAny, and that have no get_permissions. Views that only read or create are left alone, as are those "
        "named for logins, registrations, webhooks and the like."
    ),
    why=(
        "No permissions means all of them, for people without an account too: each record can be read, overwritten "
        "and deleted by counting numbers up."
    ),
    assistants=(
        "The first request to a view that is tried out answers 401 or 403; an empty list makes it work, and nobody "
        "comes back to it."
    ),
    remedy=(
        "Set permissions for the whole project (DEFAULT_PERMISSION_CLASSES) and only widen them where a view is for "
        "everyone. The fix asks for a login; records of other users need get_queryset as well."
    ),
    prompt="Give every view that changes data permission_classes of at least IsAuthenticated.",
    references=(
        "https://www.django-rest-framework.org/api-guide/permissions/",
        "https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/",
    ),
    bad=(
        Bad(
            """\
from rest_framework import viewsets

from shop.models import Product
from shop.serializers import ProductSerializer


class ProductViewSet(viewsets.ModelViewSet):
    queryset = Product.objects.all()
    serializer_class = ProductSerializer
    permission_classes = []  # for now
""",
            why="no permissions",
            fixed="""\
import rest_framework.permissions
from rest_framework import viewsets

from shop.models import Product
from shop.serializers import ProductSerializer


class ProductViewSet(viewsets.ModelViewSet):
    queryset = Product.objects.all()
    serializer_class = ProductSerializer
    permission_classes = [rest_framework.permissions.IsAuthenticated]  # for now
""",
        ),
        Bad(
            """\
from rest_framework.generics import RetrieveUpdateDestroyAPIView
from rest_framework.permissions import AllowAny

from shop.models import Order
from shop.serializers import OrderSerializer


class OrderDetail(RetrieveUpdateDestroyAPIView):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
    permission_classes = (AllowAny,)
""",
            why="everyone, by name",
            fixed="""\
from rest_framework.generics import RetrieveUpdateDestroyAPIView
from rest_framework.permissions import IsAuthenticated

from shop.models import Order
from shop.serializers import OrderSerializer


class OrderDetail(RetrieveUpdateDestroyAPIView):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
    permission_classes = (IsAuthenticated,)
""",
        ),
        Bad(
            """\
from rest_framework import permissions
from rest_framework.decorators import api_view, permission_classes
from rest_framework.response import Response

from shop.models import Product


@api_view(["DELETE"])
@permission_classes([permissions.AllowAny])
def remove(request, number):
    Product.objects.filter(pk=number).delete()
    return Response(status=204)
""",
            why="a function",
            fixed="""\
from rest_framework import permissions
from rest_framework.decorators import api_view, permission_classes
from rest_framework.response import Response

from shop.models import Product


@api_view(["DELETE"])
@permission_classes([permissions.IsAuthenticated])
def remove(request, number):
    Product.objects.filter(pk=number).delete()
    return Response(status=204)
""",
        ),
    ),
    good=(
        Good(
            """\
from rest_framework import viewsets
from rest_framework.permissions import IsAuthenticated

from shop.models import Product
from shop.serializers import ProductSerializer


class ProductViewSet(viewsets.ModelViewSet):
    queryset = Product.objects.all()
    serializer_class = ProductSerializer
    permission_classes = [IsAuthenticated]
""",
            why="after a login",
        ),
        Good(
            """\
from rest_framework import viewsets
from rest_framework.permissions import AllowAny

from shop.models import Product
from shop.serializers import ProductSerializer


class ProductViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Product.objects.all()
    serializer_class = ProductSerializer
    permission_classes = [AllowAny]
""",
            why="everyone may read",
        ),
        Good(
            """\
from rest_framework import generics
from rest_framework.permissions import AllowAny

from shop.serializers import AccountSerializer


class Register(generics.CreateAPIView):
    serializer_class = AccountSerializer
    permission_classes = [AllowAny]
""",
            why="a registration",
        ),
        Good(
            """\
from rest_framework import viewsets

from shop.models import Product
from shop.permissions import of_action
from shop.serializers import ProductSerializer


class ProductViewSet(viewsets.ModelViewSet):
    queryset = Product.objects.all()
    serializer_class = ProductSerializer
    permission_classes = []

    def get_permissions(self):
        return of_action(self.action)
""",
            why="a method decides",
        ),
    ),
)

_CHANGING = {
    "ModelViewSet", "UpdateAPIView", "DestroyAPIView", "RetrieveUpdateAPIView", "RetrieveDestroyAPIView",
    "RetrieveUpdateDestroyAPIView", "UpdateModelMixin", "DestroyModelMixin",
}  # fmt: skip
_METHODS = {"PUT", "PATCH", "DELETE"}
_EVERYONE = "rest_framework.permissions.AllowAny"
_REASON = "people without an account are refused from then on"


def check_class(view: Class) -> Iterator[Report]:
    if is_test(view.file) or is_open_to_all(*words_of(view.name)):
        return
    if not any(name.rpartition(".")[2] in _CHANGING for base in view.bases for name in base.names):
        return
    members = statements_of(view.node.body)
    if any(isinstance(node, cst.FunctionDef) and node.name.value == "get_permissions" for node in members):
        return
    for node in members:
        if isinstance(node, cst.Assign) and any(name_of(t.target) == "permission_classes" for t in node.targets):
            value = view.value(node.value)
            if _is_for_everyone(value):
                yield Report(node, repair=_after_login(view, value))


def check_function(function: Function) -> Iterator[Report]:
    methods: set[object] = set()
    allowed: Value | None = None
    for decorator in function.decorators:
        node = decorator.node
        if not isinstance(node, cst.Call) or not node.args:
            continue
        first = decorator.at(node.args[0].value)
        if name_of(node.func) == "api_view":
            methods = {element.constant for element in first.elements}
        elif name_of(node.func) == "permission_classes":
            allowed = first
    if allowed is None or not methods & _METHODS or not _is_for_everyone(allowed) or is_test(function.file):
        return
    if not is_open_to_all(*words_of(function.name)):
        yield Report(allowed.node, repair=_after_login(function, allowed))


def _is_for_everyone(value: Value) -> bool:
    if not isinstance(value.node, (cst.List, cst.Tuple)):
        return False
    return all(_EVERYONE in element.names for element in value.elements)


def _after_login(view: Class | Function, value: Value) -> Repair | None:
    elements = value.elements
    spelling = spell(
        view, "rest_framework.permissions", "IsAuthenticated", instead_of=elements[0].node if elements else None
    )
    if spelling is None:
        return None
    if len(elements) == 1:
        change = Replace(elements[0].node, spelling.text)
    else:
        change = Replace(value.node, f"{spelling.text}," if isinstance(value.node, cst.Tuple) else f"[{spelling.text}]")
    changes = (change, *spelling.changes)
    return Repair("ask for a login", changes, safe=False, reason=_REASON)


TRIGGERS: Triggers = (
    classes(holding=(r"permission_classes\s*=\s*[\[(](?:[\w.\s]*\bAllowAny\b|\s*[\])])",), needs=("rest_framework",)),
    decorated("permission_classes", holding=(r"permission_classes\(\s*[\[(](?:[\w.\s]*\bAllowAny\b|\s*[\])])",)),
)
CHECKS: Checks = {Class: check_class, Function: check_function}
