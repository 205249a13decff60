"""Checks of S3 with s3fs, which pandas and Dask read through."""

import os

import s3fs
from checks import Checks, equal

checks = Checks(f"s3fs {s3fs.__version__}")
fs = s3fs.S3FileSystem(
    use_listings_cache=False, client_kwargs={"endpoint_url": os.environ["AWS_ENDPOINT_URL"]}
)
bucket = next(name for name in fs.ls("") if "deploy" not in name)
home = f"{bucket}/clients/s3fs"


@checks("a file is written, read and described")
def one_file():
    fs.pipe(f"{home}/a.txt", b"hello")
    equal(fs.cat(f"{home}/a.txt"), b"hello")
    equal(fs.cat_file(f"{home}/a.txt", start=1, end=3), b"el")
    equal([fs.info(f"{home}/a.txt")["size"], fs.info(home)["type"]], [5, "directory"])


@checks("a large file goes in parts")
def large():
    with fs.open(f"{home}/large", "wb", block_size=6_000_000) as file:
        file.write(b"x" * 14_000_000)
    equal(fs.size(f"{home}/large"), 14_000_000)


@checks("files are listed, copied, moved and removed")
def files():
    fs.touch(f"{home}/folder/")
    fs.copy(f"{home}/a.txt", f"{home}/b.txt")
    fs.mv(f"{home}/b.txt", f"{home}/c.txt")
    equal(fs.glob(f"{home}/*.txt"), [f"{home}/a.txt", f"{home}/c.txt"])
    fs.rm(home, recursive=True)
    equal(fs.exists(home), False)


checks.run()
