"""Checks of Athena, Glue and S3 with awswrangler (AWS SDK for pandas)."""

import awswrangler as wr
import boto3
import pandas as pd
from checks import Checks, equal

checks = Checks(f"awswrangler {wr.__version__}")
bucket = next(b["Name"] for b in boto3.client("s3").list_buckets()["Buckets"] if "deploy" not in b["Name"])
group = next(g["Name"] for g in boto3.client("athena").list_work_groups()["WorkGroups"] if g["Name"] != "primary")
database = wr.catalog.databases()["Database"][0]
home = f"s3://{bucket}/clients/awswrangler"


def query(sql, **more):
    return wr.athena.read_sql_query(sql, database=database, workgroup=group, ctas_approach=False, **more)


@checks("a query's rows, with their types")
def rows():
    frame = query("SELECT count(*) AS n, DATE '2024-01-31' AS d, 1.50 AS e FROM bronze_customers")
    equal([int(frame["n"][0]), str(frame["d"][0]), str(frame["e"][0])], [300, "2024-01-31", "1.50"])


@checks("parameters, pages and results in cache")
def parameters():
    sql = "SELECT customer_id FROM bronze_customers WHERE customer_id > ? ORDER BY customer_id LIMIT 5"
    frames = query(sql, params=["0"], paramstyle="qmark", chunksize=2)
    equal([len(frame) for frame in frames], [2, 2, 1])
    cached = query("SELECT count(*) AS n FROM bronze_customers", athena_cache_settings={"max_cache_seconds": 900})
    equal(int(cached["n"][0]), 300)


@checks("rows by UNLOAD")
def unload():
    sql = "SELECT customer_id, age FROM bronze_customers"
    equal(query(sql, unload_approach=True, s3_output=f"{home}/unload/").shape, (300, 2))


@checks("by CREATE TABLE AS, which is not here, it says what to pass instead")
def by_ctas():
    try:
        wr.athena.read_sql_query("SELECT 1 AS a", database=database, workgroup=group)
    except Exception as error:
        equal("ctas_approach=False" in str(error), True)
    else:
        raise AssertionError("it was taken")


@checks("tables are described and repaired")
def tables():
    described = wr.athena.describe_table("gold_leaderboard", database=database, workgroup=group)
    equal(dict(zip(described["Column Name"], described["Partition"]))["run"], True)
    equal(wr.athena.repair_table("gold_leaderboard", database=database, workgroup=group), "SUCCEEDED")
    types = wr.catalog.get_table_types(database=database, table="bronze_customers")
    equal(types["product_ids"], "array<int>")


@checks("frames as Parquet and CSV")
def frames():
    frame = pd.DataFrame({"x": [1, 2]})
    wr.s3.to_parquet(frame, path=f"{home}/a.parquet")
    wr.s3.to_csv(frame, path=f"{home}/a.csv", index=False)
    equal(wr.s3.read_parquet(f"{home}/a.parquet")["x"].to_list(), [1, 2])
    equal(wr.s3.read_csv(f"{home}/a.csv")["x"].to_list(), [1, 2])
    wr.s3.delete_objects(f"{home}/")
    equal(wr.s3.list_objects(f"{home}/"), [])


checks.run()
