"""Forms and serialisers that take every field of a model, present and future."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Assignment,
    Bad,
    Checks,
    Confidence,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    assignments,
    is_test,
    name_of,
    statements_of,
    words_of,
)

RULE = Rule(
    name="all-model-fields",
    summary="every field of a model of users may be written and read by a client",
    help='List what clients may see and set: fields = ["id", "username", "email"], and read_only_fields for the rest.',
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(915, 200, 213),
    what=(
        'fields = "__all__" in the Meta of a serialiser of Django REST framework or of a schema of Django Ninja, where '
        "the model is one of users, accounts or the like by its name. Other models, and forms, which may be an "
        "administrator's, are shown in the strict profile; filters of django-filter are left alone."
    ),
    why=(
        "The client sets is_superuser as it sets its name, and reads the hash of everybody's password. A field that "
        "is added to the model next year is open from its first day."
    ),
    assistants='"__all__" is the one value that works for every model, before its fields are known.',
    remedy=(
        "List the fields. There is no fix: which of them clients may see and set is a decision; secrets belong into "
        "none of the lists, and rights into serialisers for administrators."
    ),
    prompt='List the fields of every serialiser and form by name; never use "__all__" or exclude.',
    references=(
        "https://docs.djangoproject.com/en/stable/topics/forms/modelforms/#selecting-the-fields-to-use",
        "https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/",
    ),
    bad=(
        Bad(
            """\
from django.contrib.auth import get_user_model
from rest_framework import serializers


class UserSerializer(serializers.ModelSerializer):
    class Meta:
        model = get_user_model()
        fields = "__all__"
""",
            why="users with their rights and passwords",
        ),
        Bad(
            """\
from ninja import ModelSchema

from shop.models import Customer


class CustomerOut(ModelSchema):
    class Meta:
        model = Customer
        fields = '__all__'
""",
            why="a schema of customers",
        ),
        Bad(
            """\
from rest_framework import serializers

from shop.models import Product


class ProductSerializer(serializers.ModelSerializer):
    class Meta:
        model = Product
        fields = "__all__"
""",
            why="any other model, for the strict",
        ),
        Bad(
            """\
from django import forms

from shop.models import Customer


class CustomerForm(forms.ModelForm):
    class Meta:
        model = Customer
        fields = "__all__"
""",
            why="a form, for the strict",
        ),
    ),
    good=(
        Good(
            """\
from django.contrib.auth import get_user_model
from rest_framework import serializers


class UserSerializer(serializers.ModelSerializer):
    class Meta:
        model = get_user_model()
        fields = ["id", "username", "email"]
""",
            why="a list",
        ),
        Good(
            """\
import django_filters

from shop.models import Customer


class CustomerFilter(django_filters.FilterSet):
    class Meta:
        model = Customer
        fields = "__all__"
""",
            why="what may be searched for",
        ),
        Good(
            """\
class Columns:
    fields = "__all__"
    users = True
""",
            why="no form",
        ),
    ),
)

_PEOPLE = {"user", "users", "account", "customer", "member", "profile", "employee", "patient", "person", "admin"}
_SERIALISERS = ("Serializer", "Schema")
_FORMS = ("Form",)


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    if name_of(assignment.target.node) != "fields" or assignment.assigned.constant != "__all__":
        return
    around = [place.node for place in assignment.place.ancestors() if isinstance(place.node, cst.ClassDef)]
    if len(around) < 2 or around[0].name.value != "Meta" or is_test(assignment.file):
        return
    bases = [name_of(base.value) for base in around[1].bases]
    if not any(base.endswith((*_SERIALISERS, *_FORMS)) for base in bases):
        return
    model = next((assignment.value(node) for node in _models(around[0])), None)
    if model is not None and _is_of_people(model) and any(base.endswith(_SERIALISERS) for base in bases):
        yield Report(assignment.node)
    else:
        message = "every field of the model, present and future, may be written and read by a client"
        yield Report(assignment.node, message, severity=Severity.LOW, profile="strict")


def _models(meta: cst.ClassDef) -> Iterator[cst.BaseExpression]:
    for node in statements_of(meta.body):
        if isinstance(node, cst.Assign) and any(name_of(target.target) == "model" for target in node.targets):
            yield node.value


def _is_of_people(model: Value) -> bool:
    named = {name.removesuffix("()").rpartition(".")[2] for name in model.names} | {name_of(model.node)}
    return "get_user_model" in named or any(_PEOPLE & set(words_of(name)[-1:]) for name in named)


TRIGGERS: Triggers = (assignments("fields=str", holding=("__all__",)),)
CHECKS: Checks = {Assignment: check_assignment}
