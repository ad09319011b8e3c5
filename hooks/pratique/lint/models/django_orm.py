"""Django's database layer: raw SQL harms, filters bind. (docs.djangoproject.com/en/stable/topics/db/sql)"""

from pratique.lint.flow.model import Model, Returns, Sink

_QUERYSET = (
    "all", "filter", "exclude", "order_by", "annotate", "aggregate", "values", "values_list", "distinct", "only",
    "defer", "select_related", "prefetch_related", "using", "reverse", "union", "extra", "raw", "get_queryset", "alias",
    "none", "dates", "in_bulk", "select_for_update",
)  # fmt: skip
_OBJECTS = (
    "get", "first", "last", "create", "get_or_create", "update_or_create", "latest", "earliest", "count", "exists",
    "delete", "update", "bulk_create", "aget", "afirst", "acreate", "acount", "aexists",
)  # fmt: skip
_CONNECTIONS = ("django.db.connection", "django.db.connections.item", "django.db.Connection")
_RAW = ("django.db.models.expressions.RawSQL", "django.db.models.RawSQL")

MODEL = Model(
    sinks=(
        Sink("django.db.models.Manager.raw", "sql", (0, "raw_query")),
        Sink("django.db.models.Manager.extra", "sql", (0, 1, 3, 5, "select", "where", "tables", "order_by")),
        *(Sink(name, "sql", (0, "sql")) for name in _RAW),
        Sink("**.extra", "sql", ("where", "tables", "order_by", "select"), passes=True),
    ),
    returns=(
        *(Returns(f"{name}.cursor", "dbapi.Cursor", clean=True) for name in _CONNECTIONS),
        Returns("django.db.connections.__getitem__", "django.db.Connection", clean=True),
        Returns("django.db.connections", "django.db.connections", clean=True),
        Returns("django.db.connections.cursor", "dbapi.Cursor", clean=True),
        Returns("**.objects", "django.db.models.Manager", clean=True),
        *(Returns(f"django.db.models.Manager.{name}", "django.db.models.Manager", clean=True) for name in _QUERYSET),
        *(Returns(f"django.db.models.Manager.{name}", "", clean=True) for name in _OBJECTS),
        *(Returns(f"django.db.models.{name}", f"django.db.models.{name}", clean=True) for name in ("Q", "F", "Value")),
        *(Returns(name, "django.db.models.Expression", clean=True) for name in _RAW),
    ),
    subclasses={
        "django.db.models.Manager.item": "django.db.models.Manager",
        "django.db.models.QuerySet": "django.db.models.Manager",
    },
)
