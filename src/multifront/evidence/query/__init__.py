"""Every query of the evidence: what can be asked, as one Ibis expression each, and the engines that answer.

A query is a question about rows of the tables of the schema: events, observations, streams, series, votes, rows by id,
listings. It is written here, once, and runs on DuckDB and on Spark. Not queries, and so plain SQL where they belong:
making, loading and cutting tables, checks of what is loaded, the store's records of its loads, and the text that a
user hands to `sql()`. No Ibis type leaves this package.
"""

from multifront.evidence.query.asked import (
    LISTINGS,
    CountQuery,
    Day,
    DistinctQuery,
    EventQuery,
    LaterQuery,
    ListingQuery,
    MonthQuery,
    ObservationQuery,
    Query,
    RollCallQuery,
    RowQuery,
    Span,
    VoteQuery,
    VoteRowQuery,
)
from multifront.evidence.query.compiling import DIALECTS, Compiled, compile_query
from multifront.evidence.query.engines import DuckDBEngine, Engine, SparkEngine, duckdb_engine, run, spark_engine
from multifront.evidence.query.results import Rows

__all__ = [
    "DIALECTS",
    "LISTINGS",
    "Compiled",
    "CountQuery",
    "Day",
    "DistinctQuery",
    "DuckDBEngine",
    "Engine",
    "EventQuery",
    "LaterQuery",
    "ListingQuery",
    "MonthQuery",
    "ObservationQuery",
    "Query",
    "RollCallQuery",
    "RowQuery",
    "Rows",
    "Span",
    "SparkEngine",
    "VoteQuery",
    "VoteRowQuery",
    "compile_query",
    "duckdb_engine",
    "run",
    "spark_engine",
]
