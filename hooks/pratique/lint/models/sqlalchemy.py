"""SQLAlchemy, Flask-SQLAlchemy and SQLModel: raw text harms, expressions bind. (docs.sqlalchemy.org)"""

from pratique.lint.flow.model import Model, Returns, Sink

_TEXTS = (
    "sqlalchemy.text",
    "sqlalchemy.sql.text",
    "sqlalchemy.sql.expression.text",
    "sqlmodel.text",
    "flask_sqlalchemy.SQLAlchemy.text",
    "sqlalchemy.literal_column",
    "sqlalchemy.sql.literal_column",
    "sqlalchemy.sql.expression.literal_column",
    "flask_sqlalchemy.SQLAlchemy.literal_column",
    "sqlalchemy.DDL",
    "sqlalchemy.schema.DDL",
)
_STATEMENTS = tuple(
    f"{package}.{name}"
    for package in ("sqlalchemy", "sqlalchemy.future", "sqlalchemy.sql", "sqlmodel", "flask_sqlalchemy.SQLAlchemy")
    for name in ("select", "insert", "update", "delete", "union", "union_all", "exists")
)
_BUILDING = (
    "where", "filter", "filter_by", "order_by", "group_by", "having", "limit", "offset", "slice", "join", "outerjoin",
    "options", "distinct", "with_entities", "with_only_columns", "add_columns", "select_from", "values", "returning",
    "subquery", "cte", "alias", "label", "union", "union_all", "correlate", "prefix_with", "execution_options",
    "bindparams", "columns", "params", "from_statement", "scalar_subquery", "on_conflict_do_update", "with_for_update",
)  # fmt: skip
_SESSIONS = {
    "sqlalchemy.orm.Session": "sqlalchemy.orm.Session",
    "sqlalchemy.orm.session.Session": "sqlalchemy.orm.Session",
    "sqlalchemy.orm.scoped_session": "sqlalchemy.orm.Session",
    "sqlalchemy.ext.asyncio.AsyncSession": "sqlalchemy.orm.Session",
    "sqlmodel.Session": "sqlalchemy.orm.Session",
    "sqlmodel.ext.asyncio.session.AsyncSession": "sqlalchemy.orm.Session",
}
_CONNECTIONS = {
    "sqlalchemy.engine.Connection": "sqlalchemy.Connection",
    "sqlalchemy.engine.base.Connection": "sqlalchemy.Connection",
    "sqlalchemy.ext.asyncio.AsyncConnection": "sqlalchemy.Connection",
    "sqlalchemy.engine.Engine": "sqlalchemy.Engine",
    "sqlalchemy.engine.base.Engine": "sqlalchemy.Engine",
    "sqlalchemy.ext.asyncio.AsyncEngine": "sqlalchemy.Engine",
}
_EXECUTING = ("execute", "scalar", "scalars", "stream", "stream_scalars", "exec_driver_sql", "exec")
_FACTORIES = (
    "sqlalchemy.orm.sessionmaker",
    "sqlalchemy.ext.asyncio.async_sessionmaker",
    "sqlalchemy.orm.scoped_session",
)

MODEL = Model(
    sinks=(
        *(Sink(name, "sql", (0, "text", "statement")) for name in _TEXTS),
        *(
            Sink(f"sqlalchemy.{owner}.{name}", "sql", (0, "statement", "clause"))
            for owner in ("Connection", "Engine", "orm.Session")
            for name in _EXECUTING
        ),
        Sink("sqlalchemy.Query.from_statement", "sql"),
        *(Sink(f"*.{name}", "sql") for name in ("literal_column", "from_statement")),
        Sink("**.text", "sql", (0,), like=r"(?s)\b(?:select\b.*\bfrom|insert\s+into|update\b.+\bset|delete\s+from)\b"),
    ),
    returns=(
        *(Returns(name, "sqlalchemy.Statement", clean=True) for name in (*_TEXTS, *_STATEMENTS)),
        *(Returns(f"sqlalchemy.Statement.{name}", "sqlalchemy.Statement", clean=True) for name in _BUILDING),
        *(Returns(f"sqlalchemy.Query.{name}", "sqlalchemy.Query", clean=True) for name in _BUILDING),
        *(
            Returns(f"sqlalchemy.Query.{name}", "", clean=True)
            for name in ("first", "one", "one_or_none", "all", "get", "scalar", "count", "first_or_404", "get_or_404")
        ),
        *(Returns(name, "sqlalchemy.Table", clean=True) for name in ("sqlalchemy.Table", "sqlalchemy.table")),
        *(
            Returns(f"{owner}.{name}", "sqlalchemy.Statement", clean=True)
            for owner in ("sqlalchemy.Table", *(f"sqlalchemy.dialects.{d}" for d in ("postgresql", "sqlite", "mysql")))
            for name in ("insert", "update", "delete", "select")
        ),
        Returns("sqlalchemy.orm.Session.query", "sqlalchemy.Query", clean=True),
        *(
            Returns(f"sqlalchemy.orm.Session.{name}", "", clean=True)
            for name in (*_EXECUTING, "get", "merge", "add", "add_all", "delete", "refresh", "commit")
        ),
        Returns("sqlalchemy.orm.Session.connection", "sqlalchemy.Connection", clean=True),
        Returns("sqlalchemy.orm.Session.begin", "sqlalchemy.orm.Session", clean=True),
        *(Returns(name, kind, clean=True) for name, kind in {**_SESSIONS, **_CONNECTIONS}.items()),
        *(Returns(name, name, clean=True) for name in _FACTORIES),
        *(
            Returns(f"{name}.{call}", "sqlalchemy.orm.Session", clean=True)
            for name in _FACTORIES
            for call in ("__call__", "begin")
        ),
        *(
            Returns(name, "sqlalchemy.Engine", clean=True)
            for name in (
                "sqlalchemy.create_engine",
                "sqlalchemy.engine.create_engine",
                "sqlalchemy.ext.asyncio.create_async_engine",
                "sqlmodel.create_engine",
                "flask_sqlalchemy.SQLAlchemy.engine",
                "flask_sqlalchemy.SQLAlchemy.get_engine",
            )
        ),
        *(
            Returns(f"sqlalchemy.Engine.{name}", "sqlalchemy.Connection", clean=True)
            for name in ("connect", "begin", "raw_connection")
        ),
        Returns("sqlalchemy.Connection.cursor", "dbapi.Cursor", clean=True),
        Returns("sqlalchemy.Connection.execution_options", "sqlalchemy.Connection", clean=True),
        Returns("flask_sqlalchemy.SQLAlchemy", "flask_sqlalchemy.SQLAlchemy", clean=True),
        Returns("flask_sqlalchemy.SQLAlchemy.session", "sqlalchemy.orm.Session", clean=True),
        # An object of a table is found by what an outsider sends; what it holds is the database's.
        *(Returns(f"*.{name}", "sqlalchemy.Query", clean=True) for name in ("filter_by", "with_entities")),
        *(Returns(f"*.{name}", "", clean=True) for name in ("get_or_404", "first_or_404", "one_or_none")),
    ),
    subclasses={**{name: kind for name, kind in {**_SESSIONS, **_CONNECTIONS}.items() if name != kind}},
    parameter_types=("sqlalchemy.orm.Session", *_SESSIONS, *_CONNECTIONS, "sqlalchemy.Connection", "sqlalchemy.Engine"),
)
