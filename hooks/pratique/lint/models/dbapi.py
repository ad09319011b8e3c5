"""Drivers of relational databases: PEP 249, and those that only resemble it.

SQL is the pattern of a text that is certainly SQL, for methods whose names say too little.
"""

from pratique.lint.flow.model import Model, Returns, Sanitiser, Sink

SQL = (
    r"(?s)\b(?:select\b.*\bfrom\b|select\s+\W|select\s+\w+\s*\(|insert\s+(?:or\s+\w+\s+)?into\b|update\b.+\bset\b|"
    r"delete\s+from\b|replace\s+into\b|merge\s+into\b|union\s+(?:all\s+)?select\b|(?:order|group)\s+by\b|where\s+\W*\w+|"
    r"(?:create|alter|drop|truncate)\s+(?:\w+\s+)*(?:table|view|index|schema|database|user|role|function|procedure)\b|"
    r"exec(?:ute)?\s+\w+|call\s+\w+|pragma\s+\w+|attach\s+database\b|grant\s+\w+|copy\s+\w+|values\s*\()"
)
# Words of which a text for a database holds at least one.
_WORDS = (
    r"\b(?:select|insert|update|delete|from|where|into|values|drop|create|alter|truncate|replace|union|order|group|limit|"
    r"call|exec|execute|pragma|attach|set|show|use|grant|explain|with|merge|and|or|like|begin|copy|vacuum|analyze|"
    r"describe|notify|listen|lock)\b"
)

_DRIVERS = (
    "sqlite3", "pysqlite3", "pysqlite3.dbapi2", "sqlcipher3", "psycopg", "psycopg2", "psycopg2cffi", "pg8000",
    "pg8000.dbapi", "pgdb", "MySQLdb", "pymysql", "mysql.connector", "mariadb", "oracledb", "cx_Oracle", "pyodbc",
    "pymssql", "ibm_db_dbi", "snowflake.connector", "redshift_connector", "duckdb", "hdbcli.dbapi", "fdb",
    "firebird.driver", "teradatasql", "databricks.sql", "trino.dbapi", "prestodb.dbapi", "vertica_python",
    "clickhouse_driver", "clickhouse_driver.dbapi", "jaydebeapi", "phoenixdb", "pyhive.hive", "pyhive.presto",
    "impala.dbapi", "turbodbc", "sqlanydb", "aiosqlite", "aiomysql", "asyncmy", "aiopg", "aioodbc", "apsw",
)  # fmt: skip
_CONNECT = ("connect", "Connection", "Connect", "connect_async", "AsyncConnection.connect", "Connection.connect")
_POOLS = (
    "psycopg2.pool.SimpleConnectionPool",
    "psycopg2.pool.ThreadedConnectionPool",
    "psycopg_pool.ConnectionPool",
    "psycopg_pool.AsyncConnectionPool",
    "mysql.connector.pooling.MySQLConnectionPool",
    "dbutils.pooled_db.PooledDB",
    "aiomysql.create_pool",
    "aiopg.create_pool",
    "oracledb.create_pool",
    "oracledb.SessionPool",
    "cx_Oracle.SessionPool",
)
_STATEMENTS = ("execute", "executemany", "executescript", "mogrify", "execute_async", "copy_expert", "copy")
_CURSORS = ("execute", "executemany", "executescript", "cursor")
_COMPOSED = ("SQL", "Identifier", "Literal", "Placeholder", "Composed")


def _driver(name: str) -> tuple[Returns, ...]:
    return (
        *(Returns(f"{name}.{connect}", f"{name}.Connection", clean=True) for connect in _CONNECT),
        Returns(f"{name}.Connection.cursor", f"{name}.Cursor", clean=True),
        *(Returns(f"{name}.Connection.{call}", f"{name}.Cursor", clean=True) for call in _CURSORS),
        Returns(f"{name}.Cursor.execute", f"{name}.Cursor", clean=True),
    )


MODEL = Model(
    sinks=(
        *(Sink(f"dbapi.Cursor.{name}", "sql", (0, "sql", "query", "operation", "statement")) for name in _STATEMENTS),
        *(
            Sink(f"dbapi.Connection.{name}", "sql", (0, "sql", "query", "operation", "statement"))
            for name in (*_STATEMENTS, "query", "run")
        ),
        *(
            Sink(f"*.{name}", "sql", (0, "sql", "query", "operation", "statement"), like=_WORDS, lenient=True)
            for name in ("execute", "executemany")
        ),
        Sink("*.executescript", "sql", (0, "sql_script", "script")),
        Sink("*.mogrify", "sql", (0, "query", "sql")),
        Sink("*.exec_driver_sql", "sql"),
        Sink("*.execute_sql", "sql"),
        *(
            Sink(f"**.{name}", "sql", (0, "sql", "query", "operation", "statement"), like=SQL)
            for name in ("execute", "executemany", "executescript")
        ),
        *(
            Sink(f"**.{name}", "sql", (0, "sql", "query", "statement"), like=SQL, passes=True)
            for name in (
                "query",
                "run_query",
                "execute_query",
                "exec_query",
                "raw_query",
                "sql",
                "run_sql",
                "exec_sql",
                "raw",
                "fetch_all",
                "fetch_one",
                "fetch_val",
                "fetch",
                "fetchrow",
                "fetchval",
                "fetchone",
                "fetchall",
                "select_one",
                "select_all",
                "read_sql",
                "exec",
                "query_one",
                "query_all",
                "execute_many",
                "execute_fetchall",
                "execute_insert",
                "execute_statement",
                "cursor_execute",
                "get_results",
                "do_query",
            )
        ),
        Sink("psycopg2.extras.execute_values", "sql", (1, "sql")),
        Sink("psycopg2.extras.execute_batch", "sql", (1, "sql")),
        *(Sink(f"{p}.sql.SQL", "sql") for p in ("psycopg", "psycopg2")),
        Sink("aiosqlite.Connection.execute_fetchall", "sql"),
        Sink("aiosqlite.Connection.execute_insert", "sql"),
        *(Sink(f"duckdb.{name}", "sql") for name in ("sql", "query", "execute")),
        *(Sink(f"duckdb.Connection.{name}", "sql") for name in ("sql", "query")),
    ),
    returns=(
        *(item for name in _DRIVERS for item in _driver(name)),
        *(Returns(name, "dbapi.Pool", clean=True) for name in _POOLS),
        *(
            Returns(f"dbapi.Pool.{name}", "dbapi.Connection", clean=True)
            for name in ("getconn", "connection", "get_connection", "acquire")
        ),
        Returns("dbapi.Connection.cursor", "dbapi.Cursor", clean=True),
        Returns("sqlite3.dbapi2.connect", "sqlite3.Connection", clean=True),
        Returns("flask_mysqldb.MySQL.connection", "MySQLdb.Connection", clean=True),
        *(Returns(f"flaskext.mysql.MySQL.{name}", "pymysql.Connection", clean=True) for name in ("connect", "get_db")),
        *(
            Returns(f"{p}.sql.{name}", f"{p}.sql.Composable", clean=True)
            for p in ("psycopg", "psycopg2")
            for name in _COMPOSED
        ),
        *(
            Returns(f"{p}.sql.Composable.{name}", f"{p}.sql.Composable", clean=True)
            for p in ("psycopg", "psycopg2")
            for name in ("format", "join", "as_string")
        ),
        Returns("dbapi.Cursor.fetchone", "", clean=True),
        Returns("dbapi.Cursor.fetchall", "", clean=True),
        Returns("dbapi.Cursor.fetchmany", "", clean=True),
    ),
    sanitisers=(
        *(
            Sanitiser(name, ("sql",))
            for name in (
                "psycopg2.extensions.quote_ident",
                "psycopg2.extensions.adapt",
                "psycopg2.extensions.QuotedString",
                "pymysql.converters.escape_string",
                "pymysql.escape_string",
                "MySQLdb.escape_string",
                "MySQLdb._mysql.escape_string",
                "MySQLdb.Connection.escape_string",
                "MySQLdb.Connection.literal",
                "pymysql.Connection.escape",
                "pymysql.Connection.escape_string",
                "pymysql.Connection.literal",
                "*.escape_string",
                "*.escape_literal",
                "*.escape_identifier",
                "*.quote_identifier",
                "*.quote_ident",
                "*.quote_name",
            )
        ),
    ),
    subclasses={
        **{f"{name}.Connection": "dbapi.Connection" for name in _DRIVERS},
        **{f"{name}.Cursor": "dbapi.Cursor" for name in _DRIVERS},
    },
    parameter_types=(
        *(f"{name}.{kind}" for name in _DRIVERS for kind in ("Connection", "Cursor")),
        *(name for name in _POOLS if name.rpartition(".")[2][:1].isupper()),
    ),
)
