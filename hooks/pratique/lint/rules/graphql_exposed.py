"""GraphQL endpoints that show their whole schema and an editor to everyone."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import (
    Argument,
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
    calls,
    is_development,
)

RULE = Rule(
    name="graphql-exposed",
    summary="a GraphQL endpoint serves its editor or its schema to everyone",
    help="Serve GraphiQL and introspection during development only.",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(200, 497),
    profile="strict",
    what=(
        "graphiql=True of Graphene's and graphql-server's views and of Strawberry's routers and views, a graphql_ide "
        "of Strawberry, and introspection=True or debug=True of Ariadne. A value from the settings is left alone."
    ),
    why=(
        "Introspection lists every type, field and mutation, forgotten and internal ones among them, and the editor "
        "sends the visitor's cookies with what is tried."
    ),
    assistants="Tutorials open the editor in the browser as their last step, with graphiql=True.",
    remedy=(
        "The fix writes False. Tools that load the schema from the running service need another way to it; read the "
        "switch from the settings where developers want it."
    ),
    prompt="Turn GraphiQL and introspection off in production.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/GraphQL_Cheat_Sheet.html",
        "https://graphql.org/learn/introspection/",
    ),
    bad=(
        Bad(
            """\
from graphene_django.views import GraphQLView
from shop.schema import schema

view = GraphQLView.as_view(schema=schema, graphiql=True)  # editor
""",
            why="Graphene's view",
            fixed="""\
from graphene_django.views import GraphQLView
from shop.schema import schema

view = GraphQLView.as_view(schema=schema, graphiql=False)  # editor
""",
        ),
        Bad(
            """\
from shop.schema import schema
from strawberry.fastapi import GraphQLRouter

router = GraphQLRouter(schema, graphql_ide="graphiql")
""",
            why="Strawberry's router",
            fixed="""\
from shop.schema import schema
from strawberry.fastapi import GraphQLRouter

router = GraphQLRouter(schema, graphql_ide=None)
""",
        ),
        Bad(
            """\
from ariadne.asgi import GraphQL
from shop.schema import schema

app = GraphQL(schema, introspection=True)
""",
            why="Ariadne's application",
            fixed="""\
from ariadne.asgi import GraphQL
from shop.schema import schema

app = GraphQL(schema, introspection=False)
""",
        ),
    ),
    good=(
        Good(
            """\
from graphene_django.views import GraphQLView
from shop.schema import schema

view = GraphQLView.as_view(schema=schema, graphiql=False)
""",
            why="off",
        ),
        Good(
            """\
from django.conf import settings
from graphene_django.views import GraphQLView
from shop.schema import schema

view = GraphQLView.as_view(schema=schema, graphiql=settings.DEBUG)
""",
            why="the settings decide",
        ),
        Good(
            """\
from ariadne.asgi import GraphQL
from shop.schema import schema

app = GraphQL(schema, introspection=False)
""",
            why="no introspection",
        ),
    ),
)

_PACKAGES = ("graphene_django", "graphql_server", "flask_graphql", "aiohttp_graphql", "strawberry", "ariadne")
_MAKERS = ("GraphQLView", "AsyncGraphQLView", "GraphQLRouter", "GraphQL", "GraphQLApp", "as_view")
# Keyword -> what the fix writes.
_SWITCHES = {"graphiql": "False", "graphql_ide": "None", "introspection": "False", "debug": "False"}


def check_call(call: Call) -> Iterator[Report]:
    if not any(name.startswith(_PACKAGES) for name in call.names) or call.method not in _MAKERS or is_development(call):
        return
    for keyword, off in _SWITCHES.items():
        switch = call.argument(keyword)
        if switch is not None and _is_on(keyword, switch):
            reason = "tools that load the schema from the running service need another way to it"
            repair = Repair("turn it off", (Replace(switch.node, off),), safe=False, reason=reason)
            yield Report(call.node, repair=repair)
            return


def _is_on(keyword: str, switch: Argument) -> bool:
    return isinstance(switch.constant, str) if keyword == "graphql_ide" else switch.constant is True


TRIGGERS: Triggers = (
    calls(
        *_MAKERS,
        given=("graphiql=True", "graphql_ide=str", "introspection=True", "debug=True"),
        needs=_PACKAGES,
    ),
)
CHECKS: Checks = {Call: check_call}
