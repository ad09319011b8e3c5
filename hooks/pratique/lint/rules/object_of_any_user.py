"""Records that are fetched for whoever knows their number."""

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
    View,
    below,
    code,
    decorated,
    is_test,
    name_of,
    parameter_names,
    words_of,
)

RULE = Rule(
    name="object-of-any-user",
    summary="a logged-in user gets anybody's record by its number",
    help="Ask for the user's own: Order.query.filter_by(id=order_id, user_id=current_user.id).first_or_404().",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(639, 862, 285),
    what=(
        "Endpoints behind a login that fetch a record by a parameter alone (SQLAlchemy, Django) and nowhere mention "
        "the user, an owner, a role or a check, in a file where another endpoint asks for the user's own records of "
        "the same model. Endpoints for administrators are left alone."
    ),
    why=(
        "The login only says that somebody is a user. Counting the number in the address up reads, changes or deletes "
        "everybody's records: the most frequent hole of web interfaces, and no scanner of networks sees it."
    ),
    assistants=(
        "The list is written for the current user, because the prompt says my orders; get, update and delete by number "
        "come from the usual pattern, which knows no owner."
    ),
    remedy=(
        "Put the owner into the query, so that a foreign record does not exist, or compare it and answer 404. There "
        "is no fix: who may see a record, colleagues or administrators too, is a decision."
    ),
    prompt="Fetch every record by its number and its owner together; answer 404 for the records of others.",
    references=(
        "https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/",
        "https://cwe.mitre.org/data/definitions/639.html",
    ),
    bad=(
        Bad(
            """\
from flask import Blueprint, jsonify
from flask_login import current_user, login_required

from shop.models import Order, db

bp = Blueprint("orders", __name__)


@bp.get("/orders")
@login_required
def orders():
    return jsonify([order.number for order in Order.query.filter_by(user_id=current_user.id)])


@bp.get("/orders/<int:order_id>")
@login_required
def order(order_id):
    found = db.session.get(Order, order_id)
    return jsonify({"total": found.total})
""",
            why="anybody's order",
        ),
        Bad(
            """\
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from notes.models import Note


@login_required
def notes(request):
    return JsonResponse({"notes": list(Note.objects.filter(owner=request.user).values("title"))})


@login_required
def delete(request, pk):
    note = get_object_or_404(Note, pk=pk)
    note.delete()
    return HttpResponse(status=204)
""",
            why="Django: anybody's note is deleted",
        ),
        Bad(
            """\
from fastapi import APIRouter, Depends

from shop.auth import get_current_user
from shop.database import get_db
from shop.models import Invoice

router = APIRouter()


@router.get("/invoices")
def invoices(db=Depends(get_db), user=Depends(get_current_user)):
    return db.query(Invoice).filter(Invoice.owner_id == user.id).all()


@router.get("/invoices/{number}")
def invoice(number: int, db=Depends(get_db), user=Depends(get_current_user)):
    return db.query(Invoice).filter(Invoice.id == number).first()
""",
            why="the user is asked for and not used",
        ),
    ),
    good=(
        Good(
            """\
from flask import Blueprint, jsonify
from flask_login import current_user, login_required

from shop.models import Order, db

bp = Blueprint("orders", __name__)


@bp.get("/orders")
@login_required
def orders():
    return jsonify([order.number for order in Order.query.filter_by(user_id=current_user.id)])


@bp.get("/orders/<int:order_id>")
@login_required
def order(order_id):
    found = Order.query.filter_by(id=order_id, user_id=current_user.id).first_or_404()
    return jsonify({"total": found.total})
""",
            why="the user's own",
        ),
        Good(
            """\
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from notes.models import Note


@login_required
def notes(request):
    return JsonResponse({"notes": list(Note.objects.filter(owner=request.user).values("title"))})


@login_required
def delete(request, pk):
    note = get_object_or_404(Note, pk=pk)
    if note.owner != request.user:
        raise PermissionDenied
    note.delete()
    return HttpResponse(status=204)
""",
            why="the owner is compared",
        ),
        Good(
            """\
from flask import Blueprint, jsonify
from flask_login import current_user, login_required

from shop.models import Order, Product, db

bp = Blueprint("shop", __name__)


@bp.get("/orders")
@login_required
def orders():
    return jsonify([order.number for order in Order.query.filter_by(user_id=current_user.id)])


@bp.get("/products/<int:product_id>")
@login_required
def product(product_id):
    found = db.session.get(Product, product_id)
    return jsonify({"price": found.price})
""",
            why="another model, which nobody owns",
        ),
        Good(
            """\
from flask import Blueprint, jsonify
from flask_login import current_user, login_required

from shop.auth import admin_required
from shop.models import Order, db

bp = Blueprint("orders", __name__)


@bp.get("/orders")
@login_required
def orders():
    return jsonify([order.number for order in Order.query.filter_by(user_id=current_user.id)])


@bp.get("/admin/orders/<int:order_id>")
@admin_required
def order(order_id):
    found = db.session.get(Order, order_id)
    return jsonify({"total": found.total})
""",
            why="an administrator's endpoint",
        ),
    ),
)

_LOGINS = {"login_required", "jwt_required", "auth_required", "token_required", "permission_classes", "requires_auth"}
_ROUTES = {"route", "get", "post", "put", "patch", "delete", "api_route"}
_PRIVILEGED = {
    "admin", "administrator", "role", "roles", "permission", "staff", "superuser", "scope", "scopes", "superadmin",
}  # fmt: skip
# By which a body says that it looks at who asks, or at whose the record is.
_ASKS = re.compile(
    r"(?i)user|owner|author\b|identity|permi|admin|role|tenant|account|customer|member|created_by|40[13]|forbid|"
    r"check|authori[sz]|allowed|\bcan_|claims|\bme\b|organi[sz]ation|team"
)
_OWN = re.compile(
    r"(?:user|owner|author|account|customer|member|created_by)\w*\s*==?\s*[\w.]*"
    r"(?:current_user|get_jwt_identity|request\.user|\bg\.user|\buser\b|identity|\bme\b)"
)
_KEYS = {"id", "pk", "uuid", "uid", "slug", "number"}


def check_function(function: Function) -> Iterator[Report]:
    if is_test(function.file) or not _needs_login(function) or _ASKS.search(code(function.node.body)):
        return
    for node in below(function.node.body):
        model = _fetched(node, set(parameter_names(function.node))) if isinstance(node, cst.Call) else ""
        owning = next((view for view in function.file.functions if _asks_for_own(view, model)), None) if model else None
        if isinstance(owning, Function):
            message = (
                f"{function.name} gives any {model} to any user who knows its number; {owning.name} beside it asks "
                "for the user's own"
            )
            yield Report(node, message)
            return


def _needs_login(function: Function) -> bool:
    """Whether a login is asked for, by a decorator or a dependency, and no more than that."""
    decorators = [decorator.decorator for decorator in function.node.decorators]
    names = {name_of(node.func if isinstance(node, cst.Call) else node) for node in decorators}
    parameters = code(function.node.params)
    guards = " ".join([*(code(node) for node in decorators), parameters]).replace("permission_classes", "")
    if _PRIVILEGED & set(words_of(guards)):
        return False
    return bool(_LOGINS & names) or re.search(r"Depends\(\s*[\w.]*user", parameters) is not None


def _fetched(node: cst.Call, parameters: set[str]) -> str:
    """The model of which the call fetches one by a parameter, and by nothing else."""
    text = re.sub(r"\s+", "", code(node))
    names = "|".join(re.escape(name) for name in sorted(parameters)) or r"(?!)"
    keys = "|".join(sorted(_KEYS))
    by_key = rf"(?:(?:{keys})=)?(?:{names})"
    forms = (
        rf"[\w.]*\.get\((?P<a>[A-Z]\w*),(?:{names})\)",
        rf"(?P<b>[A-Z]\w*)\.query\.get(?:_or_404)?\((?:{names})[,)].*",
        rf"(?P<c>[A-Z]\w*)\.objects\.get\((?:{keys})=(?:{names})\)",
        rf"get_object_or_404\((?P<d>[A-Z]\w*)(?:\.objects)?,(?:{keys})=(?:{names})\)",
        rf"(?P<e>[A-Z]\w*)\.query\.filter_by\({by_key}\)\.(?:first|one)\w*\(.*\)",
        rf"[\w.]*\.query\((?P<f>[A-Z]\w*)\)\.(?:filter|where)\((?P=f)\.(?:{keys})==(?:{names})\)\.(?:first|one)\w*\(.*\)",
        rf"[\w.]*\.query\((?P<g>[A-Z]\w*)\)\.(?:get|filter_by)\({by_key}\)(?:\.(?:first|one)\w*\(.*\))?",
    )
    for form in forms:
        found = re.fullmatch(form, text)
        if found is not None:
            return next(group for group in found.groups() if group)
    return ""


def _asks_for_own(view: View, model: str) -> bool:
    if not isinstance(view, Function):
        return False
    text = code(view.node.body)
    return re.search(rf"\b{model}\b", text) is not None and _OWN.search(text) is not None


TRIGGERS: Triggers = (
    decorated(
        *sorted(_LOGINS),
        holding=(_OWN.pattern, r"\.get(?:_or_404)?\(", r"get_object_or_404\(", r"\.filter_by\("),
        needs=("current_user", "get_jwt_identity", "request", "g"),
    ),
    decorated(*sorted(_ROUTES), holding=(r"Depends\(\s*[\w.]*user",), needs=("Depends",)),
)
CHECKS: Checks = {Function: check_function}
