"""Data frames and warehouses that are given SQL: pandas, polars, Spark, BigQuery, Athena, Cassandra."""

from pratique.lint.flow.model import Model, Returns, Sink
from pratique.lint.models.dbapi import SQL

_PANDAS = ("pandas", "pandas.io.sql", "geopandas", "dask.dataframe", "polars", "awswrangler.athena", "modin.pandas")
_READERS = ("read_sql", "read_sql_query", "read_database", "read_postgis", "read_gbq")

MODEL = Model(
    sinks=(
        *(Sink(f"{package}.{name}", "sql", (0, "sql", "query")) for package in _PANDAS for name in _READERS),
        Sink("pyspark.sql.SparkSession.sql", "sql", (0, "sqlQuery")),
        Sink("google.cloud.bigquery.Client.query", "sql", (0, "query")),
        Sink("google.cloud.bigquery.Client.query_and_wait", "sql", (0, "query")),
        Sink("google.cloud.spanner.Client.execute_sql", "sql"),
        *(
            Sink(f"**.{name}", "sql", ("QueryString", "sql", "Statement", "Sql", "SqlStatement"), passes=True)
            for name in ("start_query_execution", "execute_statement", "batch_execute_statement")
        ),
        Sink("cassandra.cluster.Session.execute", "sql", (0, "query")),
        Sink("cassandra.cluster.Session.execute_async", "sql", (0, "query")),
        Sink("cassandra.query.SimpleStatement", "sql", (0, "query_string")),
        Sink("dataset.Database.query", "sql"),
        Sink("records.Database.query", "sql"),
        Sink("**.select_sql", "sql", like=SQL, passes=True),
    ),
    returns=(
        Returns("google.cloud.bigquery.Client", "google.cloud.bigquery.Client", clean=True),
        Returns("cassandra.cluster.Cluster", "cassandra.cluster.Cluster", clean=True),
        Returns("cassandra.cluster.Cluster.connect", "cassandra.cluster.Session", clean=True),
        Returns("cassandra.query.SimpleStatement", "cassandra.query.Statement", clean=True),
        Returns("dataset.connect", "dataset.Database", clean=True),
        Returns("records.Database", "records.Database", clean=True),
        *(Returns(f"pandas.{name}", "pandas.DataFrame", clean=True) for name in _READERS),
    ),
)
