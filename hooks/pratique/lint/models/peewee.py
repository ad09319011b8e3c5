"""peewee and Pony: raw SQL in objects that otherwise bind. (docs.peewee-orm.com, docs.ponyorm.org)"""

from pratique.lint.flow.model import Model, Returns, Sink

_DATABASES = ("SqliteDatabase", "PostgresqlDatabase", "MySQLDatabase", "Proxy", "DatabaseProxy", "Database")
_EXTENSIONS = (
    "playhouse.sqlite_ext.SqliteExtDatabase",
    "playhouse.postgres_ext.PostgresqlExtDatabase",
    "playhouse.pool.PooledPostgresqlDatabase",
    "playhouse.pool.PooledMySQLDatabase",
    "playhouse.pool.PooledSqliteDatabase",
    "playhouse.db_url.connect",
)

MODEL = Model(
    sinks=(
        Sink("peewee.Database.execute_sql", "sql", (0, "sql")),
        Sink("peewee.SQL", "sql", (0, "sql")),
        Sink("peewee.RawQuery", "sql", (1, 0, "sql")),
        Sink("peewee.Model.raw", "sql", (0, "sql")),
        *(Sink(f"pony.orm.{name}", "sql") for name in ("raw_sql",)),
        *(Sink(f"pony.orm.Database.{name}", "sql") for name in ("select", "get", "exists", "execute")),
        Sink("*.select_by_sql", "sql"),
        Sink("*.get_by_sql", "sql"),
    ),
    returns=(
        *(Returns(f"peewee.{name}", "peewee.Database", clean=True) for name in _DATABASES),
        *(Returns(name, "peewee.Database", clean=True) for name in _EXTENSIONS),
        Returns("peewee.Database.cursor", "dbapi.Cursor", clean=True),
        Returns("peewee.SQL", "peewee.Expression", clean=True),
        Returns("pony.orm.Database", "pony.orm.Database", clean=True),
    ),
)
