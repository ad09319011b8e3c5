"""asyncpg, and `databases` and tortoise on top of such drivers. (magicstack.github.io/asyncpg)"""

from pratique.lint.flow.model import Model, Returns, Sink

_STATEMENTS = ("execute", "executemany", "fetch", "fetchrow", "fetchval", "fetchmany", "cursor", "prepare", "iterate")
_DATABASES = ("execute", "execute_many", "fetch_all", "fetch_one", "fetch_val", "iterate")
_TORTOISE = ("execute_query", "execute_query_dict", "execute_script", "execute_insert")

MODEL = Model(
    sinks=(
        *(Sink(f"asyncpg.Connection.{name}", "sql", (0, "query", "command")) for name in _STATEMENTS),
        *(Sink(f"asyncpg.Pool.{name}", "sql", (0, "query", "command")) for name in _STATEMENTS),
        *(Sink(f"databases.Database.{name}", "sql", (0, "query")) for name in _DATABASES),
        *(Sink(f"*.{name}", "sql", (0, "query")) for name in ("fetchrow", "fetchval", "fetch_val", *_TORTOISE)),
        *(Sink(f"tortoise.Connection.{name}", "sql", (0, "query")) for name in _TORTOISE),
        Sink("tortoise.expressions.RawSQL", "sql"),
    ),
    returns=(
        Returns("asyncpg.connect", "asyncpg.Connection", clean=True),
        Returns("asyncpg.create_pool", "asyncpg.Pool", clean=True),
        Returns("asyncpg.Pool.acquire", "asyncpg.Connection", clean=True),
        Returns("databases.Database", "databases.Database", clean=True),
        Returns("tortoise.connections.get", "tortoise.Connection", clean=True),
        Returns("tortoise.Tortoise.get_connection", "tortoise.Connection", clean=True),
        Returns("tortoise.transactions.in_transaction", "tortoise.Connection", clean=True),
    ),
    subclasses={"asyncpg.pool.Pool": "asyncpg.Pool", "asyncpg.connection.Connection": "asyncpg.Connection"},
    parameter_types=(
        "asyncpg.Connection",
        "asyncpg.Pool",
        "asyncpg.pool.Pool",
        "asyncpg.connection.Connection",
        "databases.Database",
    ),
)
