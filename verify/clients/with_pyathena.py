"""Checks of Athena with PyAthena, also behind SQLAlchemy and pandas."""

import os
from urllib.parse import quote

import boto3
import pandas as pd
import pyathena
from checks import Checks, equal
from pyathena import connect
from pyathena.pandas.cursor import PandasCursor
from sqlalchemy import create_engine, inspect, text

checks = Checks(f"PyAthena {pyathena.__version__}")
group = next(g["Name"] for g in boto3.client("athena").list_work_groups()["WorkGroups"] if g["Name"] != "primary")
database = boto3.client("glue").get_databases()["DatabaseList"][0]["Name"]
region = os.environ["AWS_REGION"]
connection = connect(work_group=group, schema_name=database, region_name=region)


def rows(sql, *parameters, **more):
    return connection.cursor().execute(sql, *parameters, **more).fetchall()


@checks("rows, and parameters with quotes in them")
def queries():
    equal(rows("SELECT count(*) FROM bronze_customers"), [(300,)])
    equal(rows("SELECT count(*) FROM bronze_customers WHERE city = %(city)s", {"city": "O'Brien"}), [(0,)])
    equal(rows("SELECT count(*) FROM bronze_customers WHERE age > ?", ["0"], paramstyle="qmark"), [(300,)])


@checks("a frame from the result's file")
def frame():
    cursor = connection.cursor(PandasCursor).execute("SELECT customer_id FROM bronze_customers")
    equal(len(cursor.as_pandas()), 300)


@checks("tables and columns by statements")
def statements():
    equal(("bronze_customers",) in rows("SHOW TABLES"), True)
    partitions = [name for (name,) in rows("SHOW PARTITIONS gold_leaderboard")]
    equal([name for name in partitions if not name.startswith("run=")], [])
    equal(rows("DESCRIBE bronze_customers")[0][0].split(), ["customer_id", "bigint"])


@checks("tables and columns as SQLAlchemy asks for them")
def sqlalchemy():
    endpoint = quote(os.environ["AWS_ENDPOINT_URL"], safe="")
    host = f"athena.{region}.amazonaws.com:443"
    url = f"awsathena+rest://local:local@{host}/{database}?work_group={group}&endpoint_url={endpoint}"
    engine = create_engine(url)
    equal("bronze_customers" in inspect(engine).get_table_names(), True)
    columns = inspect(engine).get_columns("bronze_customers")
    equal([column["name"] for column in columns][:2], ["customer_id", "gender"])
    with engine.connect() as session:
        equal(len(pd.read_sql(text("SELECT customer_id FROM bronze_customers LIMIT 2"), session)), 2)


checks.run()
