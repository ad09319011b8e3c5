"""Where a mapping's own keys become the fields of a record: `Model(**data)`, `rows.update(data)`."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from pratique.lint.flow import objects
from pratique.lint.flow.machine import Frame, Machine
from pratique.lint.flow.program import Class
from pratique.lint.flow.values import Value, farthest

if TYPE_CHECKING:
    from pratique.lint.flow.calls import Call

KIND = "massassign"
# Methods that write a record from keywords.
_WRITERS = frozenset(
    [
        "create",
        "update",
        "insert",
        "upsert",
        "save",
        "values",
        "modify",
        "set",
        "acreate",
        "aupdate",
        "get_or_create",
        "update_or_create",
        "create_or_update",
        "objects_create",
        "replace",
        "insert_one",
        "assign",
    ]
)
# Methods whose result stands for the rows that `update(data)` writes.
_QUERIES = frozenset(["filter", "filter_by", "where", "query", "exclude", "all", "objects", "get", "update", "insert"])
# Classes that take the fields they declare, after checking them, and write no record.
_SCHEMA = re.compile(
    r"(?:Schema|Form|Serializer|Request|Params|Payload|D[Tt][Oo]|Input|Filter|Query|Config|Settings|Options|Validator"
    r"|Response|Error|Exception|Command|Event|Message|In|Create|Update|Base|Model|Context|Args|Data|Client|Dict)\Z"
)
_SCHEMA_MODULE = re.compile(r"(?:^|\.)(?:schemas?|forms?|dtos?|serializers?|validators?|pydantic|types)(?:\.|\Z)")
_VALIDATING = frozenset(
    [
        "BaseModel",
        "Schema",
        "TypedDict",
        "NamedTuple",
        "Form",
        "ModelForm",
        "Serializer",
        "ModelSerializer",
        "Exception",
        "Struct",
        "BaseSettings",
        "FlaskForm",
        "Enum",
    ]
)
_BULK = ("update", "values")
_PRIVILEGE = re.compile(
    r"admin|staff|superuser|role|permission|balance|verified|owner|is_active|credit|privilege|password"
)


def may_matter(node: ast.AST) -> bool:
    """Whether the call has a form that can write a record with fields of another's choice."""
    if not isinstance(node, ast.Call):
        return False
    if not node.keywords:
        return isinstance(node.func, ast.Attribute) and node.func.attr in _BULK
    return any(keyword.arg is None for keyword in node.keywords)


def report(machine: Machine, call: Call, names: list[str], targets: list[Any], frame: Frame) -> None:
    """Report a call that writes a record with fields of an outsider's choice."""
    node = call.node
    if not isinstance(node, ast.Call):
        return
    from pratique.lint.flow.sinks import hit_at

    for keyword in node.keywords:
        if keyword.arg is None and _fills_record(machine, node, call, names, targets):
            _hit(hit_at, machine, call, machine.evaluate(keyword.value, frame), keyword.value, frame)
    if len(call.positional) == 1 and not node.keywords and _is_bulk_update(node.func):
        _hit(hit_at, machine, call, call.positional[0], node.args[0], frame)


def _hit(hit_at: Any, machine: Machine, call: Call, value: Value, argument: ast.expr, frame: Frame) -> None:
    taints = [taint for taint in value.taints if not taint.clears(KIND)]
    if taints:
        hit_at(machine, KIND, call.node, argument, farthest(taints), value, None, frame)


def _fills_record(machine: Machine, node: ast.Call, call: Call, names: list[str], targets: list[Any]) -> bool:
    owns = [target for target in targets if isinstance(target, Class)]
    if owns:
        return all(_is_record(machine, owner) for owner in owns)
    if targets:
        return False  # a function of the program takes the fields that it names
    written = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if isinstance(node.func, ast.Attribute) and written in _WRITERS:
        return call.receiver is None or call.receiver.container is None
    qualified = next((name for name in names if not name.startswith("*")), written)
    module, _, last = qualified.rpartition(".")
    is_class = last[:1].isupper() and not last.isupper()
    return is_class and not _SCHEMA.search(last) and not _SCHEMA_MODULE.search(module) and module.count(".") < 4


def _is_record(machine: Machine, owner: Class) -> bool:
    """Whether an instance takes any field, or one that grants something."""
    kinds = list(objects.lineage(machine, objects.type_name(machine, owner)))
    bases = {kind.rpartition(":")[2].rpartition(".")[2] for kind in kinds[1:]}
    bases |= {ast.unparse(base).rpartition(".")[2] for base in owner.node.bases}
    is_table = any(keyword.arg == "table" for keyword in owner.node.keywords)
    if bases & _VALIDATING or ("SQLModel" in bases and not is_table) or _SCHEMA.search(owner.name):
        return False
    init = objects.method_of(machine, objects.type_name(machine, owner), "__init__")
    if init is not None and not isinstance(init.node, ast.Lambda):
        arguments = init.node.args
        fields = [argument.arg for argument in (*arguments.args, *arguments.kwonlyargs)]
        return arguments.kwarg is not None or any(map(_PRIVILEGE.search, fields))
    if bases - {"object", "ABC", "Generic"}:
        return True  # a mapped class takes every column
    declared = [item.target for item in owner.node.body if isinstance(item, ast.AnnAssign)]
    return any(isinstance(target, ast.Name) and _PRIVILEGE.search(target.id) for target in declared)


def _is_bulk_update(func: ast.expr) -> bool:
    """`query.filter(…).update(data)`, `vars(record).update(data)`, `record.__dict__.update(data)`."""
    if not isinstance(func, ast.Attribute) or func.attr not in _BULK:
        return False
    owner = func.value
    if isinstance(owner, ast.Attribute):
        return owner.attr == "__dict__" and func.attr == "update"
    if not isinstance(owner, ast.Call):
        return False
    name = owner.func.attr if isinstance(owner.func, ast.Attribute) else getattr(owner.func, "id", "")
    return name in _QUERIES or (name == "vars" and func.attr == "update")
