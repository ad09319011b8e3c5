"""MongoDB (PyMongo, Motor, MongoEngine) and graph databases that are queried by text.

A filter is harmed by structure: a value of a JSON body may be `{"$ne": null}`. A text harms only
where the server runs it as a program: under `$where` and the like.
"""

from pratique.lint.flow.model import TEXT, Model, Returns, Sanitiser, Sink

_FILTERED = (
    "find_one", "find_one_and_update", "find_one_and_delete", "find_one_and_replace", "update_one", "update_many",
    "replace_one", "delete_one", "delete_many", "count_documents", "find_and_modify", "find_raw_batches",
)  # fmt: skip
_CODE = ("$where", "$function", "$accumulator", "mapReduce", "eval", "map", "reduce", "finalize")
# Under these a value is compared as it is, whatever it holds.
_LITERAL = ("$eq", "$in", "$nin", "$all", "$literal", "$search")
# What a program is given, beside its text.
_VALUES = ("args", "initArgs", "accumulateArgs", "scope", "$literal")
_ARGUMENTS = (0, "filter", "spec", "query")
_CLIENTS = (
    "pymongo.MongoClient",
    "motor.motor_asyncio.AsyncIOMotorClient",
    "pymongo.AsyncMongoClient",
    "mongomock.MongoClient",
)
_COLLECTION = "pymongo.collection.Collection"
_DATABASE = "pymongo.database.Database"
_CYPHER = r"(?s)\b(?:match\s*\(|merge\s*\(|create\s*\(|match\s+\w+\s*=|detach\s+delete|return\s+\w+|where\s+\w+\.)"
_GRAPH = ("run", "execute_query", "execute_write", "execute_read", "cypher_query", "evaluate")


def _filters(owner: str, names: tuple[str, ...]) -> tuple[Sink, ...]:
    return (
        *(Sink(f"{owner}.{name}", "nosql", _ARGUMENTS, but=_LITERAL) for name in names),
        *(Sink(f"{owner}.{name}", "nosql-code", _ARGUMENTS, keys=_CODE, but=_VALUES) for name in names),
        # An outsider who chooses the filter itself chooses its keys: `$where` is one.
        *(
            Sink(f"{owner}.{name}", "nosql-code", _ARGUMENTS, shallow=True)
            for name in names
            if name != "find_one" and (owner, name) != ("*", "find")
        ),
    )


MODEL = Model(
    sinks=(
        *_filters(_COLLECTION, (*_FILTERED, "find", "remove", "update", "count")),
        *_filters("*", _FILTERED),
        Sink("*.find", "nosql", _ARGUMENTS, but=_LITERAL, passes=True),
        Sink("*.find", "nosql-code", _ARGUMENTS, keys=_CODE, but=_VALUES, passes=True),
        *(Sink(f"{owner}.aggregate", "nosql", (0, "pipeline"), but=_LITERAL) for owner in (_COLLECTION, "*")),
        *(
            Sink(f"{owner}.aggregate", "nosql-code", (0, "pipeline"), keys=_CODE, but=_VALUES)
            for owner in (_COLLECTION, "*")
        ),
        *(Sink(f"{owner}.distinct", "nosql", (1, "filter"), but=_LITERAL) for owner in (_COLLECTION, "*")),
        *(
            Sink(f"{owner}.{name}", "nosql-code", (0, 1, "map", "reduce"))
            for owner in (_COLLECTION, "*")
            for name in ("map_reduce", "inline_map_reduce")
        ),
        Sink(f"{_DATABASE}.command", "nosql", (0, 1)),
        Sink(f"{_DATABASE}.command", "nosql-code", (0, 1), keys=_CODE, but=_VALUES),
        Sink(f"{_DATABASE}.eval", "nosql-code", (0,)),
        Sink("bson.Code", "nosql-code", (0,)),
        Sink("bson.code.Code", "nosql-code", (0,)),
        Sink("*.where", "nosql-code", (0,), receiver=r"cursor|.*find.*", passes=True),
        Sink("django.db.models.Manager.__call__", "nosql", ("__raw__",), but=_LITERAL),
        Sink("django.db.models.Manager.__call__", "nosql-code", ("__raw__",), keys=_CODE, but=_VALUES),
        Sink("django.db.models.Manager.filter", "nosql", ("__raw__",), but=_LITERAL),
        Sink("django.db.models.Manager.exec_js", "nosql-code", (0,)),
        Sink("django.db.models.Manager.where", "nosql-code", (0,)),
        *(Sink(f"neo4j.Session.{name}", "nosql-code", (0, "query", "query_")) for name in _GRAPH),
        *(
            Sink(f"**.{name}", "nosql-code", (0, 1, "query", "query_"), like=_CYPHER, passes=True)
            for name in (*_GRAPH, "query")
        ),
        *(
            Sink(f"**.{name}", "nosql-code", ("FilterExpression", "KeyConditionExpression"), like=r"[=<>]", passes=True)
            for name in ("scan", "query")
        ),
    ),
    returns=(
        *(Returns(name, "pymongo.MongoClient", clean=True) for name in _CLIENTS),
        *(
            Returns(f"pymongo.MongoClient.{name}", _DATABASE, clean=True)
            for name in ("get_database", "get_default_database", "db")
        ),
        Returns(f"{_DATABASE}.get_collection", _COLLECTION, clean=True),
        *(Returns(f"flask_pymongo.PyMongo.{name}", _DATABASE, clean=True) for name in ("db",)),
        Returns("flask_pymongo.PyMongo", "flask_pymongo.PyMongo", clean=True),
        *(Returns(f"{_COLLECTION}.{name}", "pymongo.cursor.Cursor", clean=True) for name in ("find", "aggregate")),
        *(Returns(f"{_COLLECTION}.{name}", "", clean=True) for name in _FILTERED),
        Returns("neo4j.GraphDatabase.driver", "neo4j.Session", clean=True),
        Returns("neo4j.Session.session", "neo4j.Session", clean=True),
        Returns("neo4j.Session.begin_transaction", "neo4j.Session", clean=True),
    ),
    sanitisers=(
        Sanitiser("bson.ObjectId"),
        Sanitiser("bson.objectid.ObjectId"),
        Sanitiser("re.compile", TEXT),
        Sanitiser("re.escape", TEXT),
        Sanitiser("mongo_sanitize.sanitize", TEXT),
        Sanitiser("mongosanitizer.sanitizer.sanitize", TEXT),
    ),
    subclasses={
        "pymongo.mongo_client.MongoClient": "pymongo.MongoClient",
        "pymongo.MongoClient.item": _DATABASE,
        "pymongo.MongoClient.item.item": _COLLECTION,
        f"{_DATABASE}.item": _COLLECTION,
        "motor.motor_asyncio.AsyncIOMotorDatabase": _DATABASE,
        "motor.motor_asyncio.AsyncIOMotorCollection": _COLLECTION,
    },
    parameter_types=(
        "pymongo.MongoClient",
        _DATABASE,
        _COLLECTION,
        "motor.motor_asyncio.AsyncIOMotorDatabase",
        "motor.motor_asyncio.AsyncIOMotorCollection",
        "neo4j.Session",
    ),
)
