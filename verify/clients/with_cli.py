"""The local services through the AWS CLI, which knows nothing of them but AWS_ENDPOINT_URL."""

import json
import os
import subprocess
import sys
import tempfile
import time

from checks import Checks, equal

command = os.path.join(os.path.dirname(sys.executable), "aws")
version = subprocess.run([command, "--version"], capture_output=True, text=True).stdout.split()[0]
checks = Checks(version.replace("/", " "))
account = "000000000000"
bucket = f"nocturne-dev-{account}-us-east-1"
place = f"s3://{bucket}/cli"
directory = tempfile.mkdtemp()
# A file is uploaded again where it is newer than the object, which has a time of whole seconds.
an_hour_ago = time.time() - 3600
path = lambda *names: os.path.join(directory, *names)


def aws(*arguments):
    """The command's output, parsed where it is JSON."""
    done = subprocess.run([command, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"exit status {done.returncode}: {done.stderr.strip()}")
    return json.loads(done.stdout) if done.stdout.startswith(("{", "[", '"')) else done.stdout


def refused(code, *arguments):
    done = subprocess.run([command, *arguments], capture_output=True, text=True)
    equal((done.returncode != 0, f"({code})" in done.stderr), (True, True))


def write(name, content):
    os.makedirs(os.path.dirname(path(name)), exist_ok=True)
    with open(path(name), "wb") as file:
        file.write(content)
    os.utime(path(name), (an_hour_ago, an_hour_ago))


def until(call, member, unfinished):
    while (state := call()[member]) in unfinished:
        time.sleep(0.1)
    return state


def keys():
    listed = aws("s3api", "list-objects-v2", "--bucket", bucket, "--prefix", "cli/")
    return [found["Key"].removeprefix("cli/") for found in (listed or {}).get("Contents", [])]


@checks("stepfunctions: starts a machine, waits for it and reads its history")
def _():
    machines = aws("stepfunctions", "list-state-machines", "--query", "stateMachines[].stateMachineArn")
    [machine] = [arn for arn in machines if arn.endswith("-ratings-prep")]
    execution = aws("stepfunctions", "start-execution", "--state-machine-arn", machine, "--name", "cli")["executionArn"]
    describe = lambda: aws("stepfunctions", "describe-execution", "--execution-arn", execution)
    equal(until(describe, "status", ["RUNNING"]), "SUCCEEDED")
    history = ("stepfunctions", "get-execution-history", "--execution-arn", execution)
    events = aws(*history, "--page-size", "10", "--query", "events[].type")
    equal((events[0], events[-1]), ("ExecutionStarted", "ExecutionSucceeded"))
    listed = aws("stepfunctions", "list-executions", "--state-machine-arn", machine, "--max-items", "1")
    equal(listed["executions"][0]["name"], "cli")
    refused("ExecutionAlreadyExists", "stepfunctions", "start-execution", "--state-machine-arn", machine, "--name", "cli")


@checks("athena: runs a query and reads its rows in pages")
def _():
    text = "SELECT patient_id FROM bronze_patients ORDER BY 1 LIMIT 5"
    started = aws(
        "athena", "start-query-execution", "--query-string", text, "--work-group", "nocturne-dev",
        "--query-execution-context", "Database=nocturne_dev",
    )  # fmt: skip
    identity = ("--query-execution-id", started["QueryExecutionId"])
    state = lambda: aws("athena", "get-query-execution", *identity, "--query", "QueryExecution.Status")
    equal(until(state, "State", ["QUEUED", "RUNNING"]), "SUCCEEDED")
    cells = "ResultSet.Rows[].Data[].VarCharValue"
    rows = aws("athena", "get-query-results", *identity, "--page-size", "2", "--query", cells)
    equal((rows[0], len(rows)), ("patient_id", 6))
    equal(started["QueryExecutionId"] in aws("athena", "list-query-executions", "--work-group", "nocturne-dev")["QueryExecutionIds"], True)
    refused("InvalidRequestException", "athena", "get-query-execution", "--query-execution-id", "none")


@checks("glue: gets tables")
def _():
    names = aws("glue", "get-tables", "--database-name", "nocturne_dev", "--query", "TableList[].Name")
    equal("gold_leaderboard" in names, True)
    refused("EntityNotFoundException", "glue", "get-tables", "--database-name", "none")


@checks("s3api: puts, describes, gets and lists objects")
def _():
    write("one", b"0123456789")
    put = ("--bucket", bucket, "--key", "cli/one")
    aws("s3api", "put-object", *put, "--body", path("one"), "--metadata", "a=b", "--content-type", "text/plain")
    found = aws("s3api", "head-object", *put)
    equal((found["ContentLength"], found["Metadata"]), (10, {"a": "b"}))
    aws("s3api", "get-object", *put, "--range", "bytes=2-4", path("part"))
    equal(open(path("part"), "rb").read(), b"234")
    equal(keys(), ["one"])
    refused("NoSuchKey", "s3api", "get-object", "--bucket", bucket, "--key", "none", path("none"))
    refused("404", "s3api", "head-object", "--bucket", bucket, "--key", "none")


@checks("s3: copies files up, down and within, also in parts")
def _():
    write("large", os.urandom(20 * 1024 * 1024))
    aws("s3", "cp", path("large"), f"{place}/large")
    aws("s3", "cp", f"{place}/large", f"{place}/copy")
    aws("s3", "cp", f"{place}/one", f"{place}/small-copy")
    aws("s3", "cp", f"{place}/copy", path("back"))
    equal(open(path("back"), "rb").read() == open(path("large"), "rb").read(), True)
    equal(keys(), ["copy", "large", "one", "small-copy"])


@checks("s3: streams from and to a pipe")
def _():
    done = subprocess.run([command, "s3", "cp", "-", f"{place}/piped"], input=b"piped", capture_output=True)
    equal((done.returncode, aws("s3", "cp", f"{place}/piped", "-")), (0, "piped"))


@checks("s3: lists, moves and removes")
def _():
    equal("small-copy" in aws("s3", "ls", f"{place}/"), True)
    aws("s3", "mv", f"{place}/small-copy", f"{place}/moved/file")
    equal("PRE moved/" in aws("s3", "ls", f"{place}/"), True)
    aws("s3", "rm", f"{place}/", "--recursive")
    equal(keys(), [])


@checks("s3: synchronises a folder both ways")
def _():
    for name in ("sync/a", "sync/b/c", "sync/b/ä"):
        write(name, name.encode())
    aws("s3", "sync", path("sync"), place)
    equal(keys(), ["a", "b/c", "b/ä"])
    equal(aws("s3", "sync", path("sync"), place), "")
    os.remove(path("sync", "a"))
    aws("s3", "sync", path("sync"), place, "--delete")
    aws("s3", "sync", place, path("again"))
    equal((keys(), os.path.exists(path("again", "b", "ä"))), (["b/c", "b/ä"], True))


@checks("lambda: invokes a function")
def _():
    name = ("--function-name", "nocturne-dev-promote-model", "--payload", "{}")
    answer = aws("lambda", "invoke", *name, path("answer"))
    equal((answer["StatusCode"], answer["FunctionError"]), (200, "Unhandled"))
    equal("errorType" in json.load(open(path("answer"))), True)
    refused("ResourceNotFoundException", "lambda", "invoke", "--function-name", "none", path("answer"))


checks.run()
