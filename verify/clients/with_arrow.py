"""Checks of S3 with pyarrow, which stands for every client of AWS's C++ SDK."""

import os

import boto3
import pyarrow as pa
import pyarrow.dataset as dataset
import pyarrow.fs as arrow_fs
import pyarrow.parquet as parquet
from checks import Checks, equal

checks = Checks(f"pyarrow {pa.__version__}")
scheme, endpoint = os.environ["AWS_ENDPOINT_URL"].split("://")
fs = arrow_fs.S3FileSystem(scheme=scheme, endpoint_override=endpoint)
bucket = next(b["Name"] for b in boto3.client("s3").list_buckets()["Buckets"] if "deploy" not in b["Name"])
home = f"{bucket}/clients/arrow"
table = pa.table({"a": [1, 2, 3], "k": ["x", "x", "y"]})


def kind(path):
    return fs.get_file_info(path).type


@checks("a Parquet file is written, read back whole and in part")
def one_file():
    parquet.write_table(table, f"{home}/one.parquet", filesystem=fs)
    equal(parquet.read_table(f"{home}/one.parquet", filesystem=fs).equals(table), True)
    equal(parquet.read_table(f"{home}/one.parquet", columns=["k"], filesystem=fs)["k"].to_pylist(), ["x", "x", "y"])


@checks("a file larger than a part")
def large():
    content = os.urandom(12_000_000)
    with fs.open_output_stream(f"{home}/large") as stream:
        stream.write(content)
    with fs.open_input_file(f"{home}/large") as stream:
        equal(stream.read() == content, True)
        equal(stream.read_at(5, 7_000_000), content[7_000_000:7_000_005])


@checks("folders are made, found and removed with what they hold")
def folders():
    fs.create_dir(f"{home}/dir/sub")
    equal(kind(f"{home}/dir/sub"), arrow_fs.FileType.Directory)
    with fs.open_output_stream(f"{home}/dir/sub/file") as stream:
        stream.write(b"x")
    found = fs.get_file_info(arrow_fs.FileSelector(f"{home}/dir", recursive=True))
    equal(sorted(info.path for info in found), [f"{home}/dir/sub", f"{home}/dir/sub/file"])
    fs.delete_dir(f"{home}/dir")
    equal(kind(f"{home}/dir/sub/file"), arrow_fs.FileType.NotFound)


@checks("a file is copied and moved")
def copies():
    fs.copy_file(f"{home}/one.parquet", f"{home}/two.parquet")
    fs.move(f"{home}/two.parquet", f"{home}/three.parquet")
    equal(kind(f"{home}/two.parquet"), arrow_fs.FileType.NotFound)
    equal(kind(f"{home}/three.parquet"), arrow_fs.FileType.File)


@checks("a dataset in partitions")
def partitions():
    dataset.write_dataset(table, f"{home}/set", filesystem=fs, format="parquet", partitioning=["k"])
    read = dataset.dataset(f"{home}/set", filesystem=fs, partitioning=["k"]).to_table()
    equal(sorted(read["a"].to_pylist()), [1, 2, 3])


checks.run()
