"""The local services through boto3, which knows nothing of them but AWS_ENDPOINT_URL."""

import io
import json
import os
import tempfile
import time
import uuid

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

from checks import Checks, equal

checks = Checks(f"boto3 {boto3.__version__}")
sfn, athena, glue, s3, functions, stack = (
    boto3.client(name) for name in ("stepfunctions", "athena", "glue", "s3", "lambda", "cloudformation")
)
account = "000000000000"
bucket = f"nocturne-dev-{account}-us-east-1"
database, work_group = "nocturne_dev", "nocturne-dev"
arn = lambda machine: f"arn:aws:states:us-east-1:{account}:stateMachine:nocturne-dev-{machine}"
small = {"trials": 12, "folds": 2}


def fails_with(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        equal(error.response["Error"]["Code"], code)
        return error.response["Error"]["Message"]
    raise AssertionError(f"it succeeded, expected {code}")


def start(machine, given=None, name=None):
    name = name or str(uuid.uuid4())
    return sfn.start_execution(stateMachineArn=arn(machine), name=name, input=json.dumps(given or {}))["executionArn"]


def ended(execution):
    while (found := sfn.describe_execution(executionArn=execution))["status"] == "RUNNING":
        time.sleep(0.1)
    return found


def query(text, **more):
    started = athena.start_query_execution(
        QueryString=text, WorkGroup=work_group, QueryExecutionContext={"Database": database}, **more
    )
    return started["QueryExecutionId"]


def finished(identity):
    while True:
        found = athena.get_query_execution(QueryExecutionId=identity)["QueryExecution"]
        if found["Status"]["State"] not in ("QUEUED", "RUNNING"):
            return found
        time.sleep(0.05)


# Step Functions


@checks("lists and describes the machines")
def _():
    pages = sfn.get_paginator("list_state_machines").paginate(PaginationConfig={"PageSize": 2})
    names = [machine["name"] for page in pages for machine in page["stateMachines"]]
    equal(len(names), 5)
    found = sfn.describe_state_machine(stateMachineArn=arn("nightly"))
    equal((found["type"], "States" in json.loads(found["definition"])), ("STANDARD", True))


@checks("validates a definition")
def _():
    fine = {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
    equal(sfn.validate_state_machine_definition(definition=json.dumps(fine))["result"], "OK")
    equal(sfn.validate_state_machine_definition(definition="{}")["result"], "FAIL")


@checks("starts a machine, waits for it and reads its output")
def _():
    found = ended(start("ratings-prep", name="prepared"))
    equal(found["status"], "SUCCEEDED")
    equal(json.loads(found["output"])["run"], "prepared")


@checks("a name that is used up is ExecutionAlreadyExists")
def _():
    try:
        start("ratings-prep", name="prepared")
    except sfn.exceptions.ExecutionAlreadyExists:
        return
    raise AssertionError("it started")


@checks("the same name and input give the same execution while it runs")
def _():
    equal(start("svr-leaderboard", small, "leader"), start("svr-leaderboard", small, "leader"))
    equal(ended(f"arn:aws:states:us-east-1:{account}:execution:nocturne-dev-svr-leaderboard:leader")["status"], "SUCCEEDED")


@checks("reads a history in pages, forwards and backwards")
def _():
    execution = f"arn:aws:states:us-east-1:{account}:execution:nocturne-dev-ratings-prep:prepared"
    pages = sfn.get_paginator("get_execution_history").paginate(executionArn=execution, PaginationConfig={"PageSize": 7})
    events = [event for page in pages for event in page["events"]]
    equal([event["id"] for event in events], list(range(1, len(events) + 1)))
    equal((events[0]["type"], events[-1]["type"]), ("ExecutionStarted", "ExecutionSucceeded"))
    equal(sfn.get_execution_history(executionArn=execution, reverseOrder=True)["events"][0], events[-1])


@checks("lists executions by status")
def _():
    listed = sfn.list_executions(stateMachineArn=arn("ratings-prep"), statusFilter="SUCCEEDED")["executions"]
    equal([execution["name"] for execution in listed], ["prepared"])


@checks("lists and describes map runs and their executions")
def _():
    execution = f"arn:aws:states:us-east-1:{account}:execution:nocturne-dev-svr-leaderboard:leader"
    [run] = sfn.list_map_runs(executionArn=execution)["mapRuns"]
    found = sfn.describe_map_run(mapRunArn=run["mapRunArn"])
    equal((found["status"], found["itemCounts"]["succeeded"]), ("SUCCEEDED", 12))
    equal(len(sfn.list_executions(mapRunArn=run["mapRunArn"])["executions"]), found["executionCounts"]["total"])


@checks("stops and redrives")
def _():
    execution = start("svr-leaderboard", {"trials": 40, "folds": 5})
    sfn.stop_execution(executionArn=execution, error="Stopped", cause="by hand")
    stopped = ended(execution)
    equal((stopped["status"], stopped["error"], stopped["redriveStatus"]), ("ABORTED", "Stopped", "REDRIVABLE"))
    sfn.redrive_execution(executionArn=execution)
    equal((ended(execution)["status"], ended(execution)["redriveCount"]), ("SUCCEEDED", 1))


@checks("a failure has its error and cause")
def _():
    found = ended(start("customer-clusters", {"eps": 7}))
    equal((found["status"], found["error"], "eps" in found["cause"]), ("FAILED", "InvalidInput", True))


@checks("a token of no task, an ARN of no execution and activities are refused by name")
def _():
    fails_with("InvalidToken", sfn.send_task_success, taskToken="none", output="{}")
    missing = arn("nightly").replace("stateMachine", "execution") + ":none"
    fails_with("ExecutionDoesNotExist", sfn.describe_execution, executionArn=missing)
    fails_with("InvalidArn", sfn.describe_execution, executionArn="none")
    message = fails_with("UnknownOperationException", sfn.create_activity, name="a")
    equal("ctivities" in message, True)


# Athena and Glue


@checks("runs a query and reads its rows in pages")
def _():
    identity = query("SELECT patient_id, bmi FROM bronze_patients WHERE patient_id < ? ORDER BY 1", ExecutionParameters=["5"])
    found = finished(identity)
    equal((found["Status"]["State"], found["Statistics"]["DataScannedInBytes"] > 1000), ("SUCCEEDED", True))
    pages = athena.get_paginator("get_query_results").paginate(QueryExecutionId=identity, PaginationConfig={"PageSize": 2})
    pages = list(pages)
    rows = [[cell.get("VarCharValue") for cell in row["Data"]] for page in pages for row in page["ResultSet"]["Rows"]]
    equal((len(pages) > 2, rows[0]), (True, ["patient_id", "bmi"]))
    columns = pages[0]["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]
    equal([column["Type"] for column in columns], ["bigint", "double"])
    key = found["ResultConfiguration"]["OutputLocation"].removeprefix(f"s3://{bucket}/")
    text = s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
    equal(text.splitlines(), [",".join(f'"{cell}"' for cell in row) for row in rows])
    equal(b"patient_id" in s3.get_object(Bucket=bucket, Key=f"{key}.metadata")["Body"].read(), True)


@checks("takes an earlier result, and the same request once")
def _():
    text = "SELECT COUNT(*) AS n FROM bronze_ratings"
    reuse = {"ResultReuseByAgeConfiguration": {"Enabled": True, "MaxAgeInMinutes": 10}}
    first, again = finished(query(text)), finished(query(text, ResultReuseConfiguration=reuse))
    equal(again["Statistics"]["ResultReuseInformation"], {"ReusedPreviousResult": True})
    equal(again["ResultConfiguration"]["OutputLocation"], first["ResultConfiguration"]["OutputLocation"])
    token = str(uuid.uuid4())
    equal(query(text, ClientRequestToken=token), query(text, ClientRequestToken=token))
    message = fails_with("InvalidRequestException", query, text="SELECT 1", ClientRequestToken=token)
    equal(message, "Idempotent parameters do not match")


@checks("lists queries and work groups, and gets several queries at once")
def _():
    pages = athena.get_paginator("list_query_executions").paginate(WorkGroup=work_group, PaginationConfig={"PageSize": 2})
    listed = [identity for page in pages for identity in page["QueryExecutionIds"]]
    batch = athena.batch_get_query_execution(QueryExecutionIds=listed[:2] + ["none"])
    equal(([found["QueryExecutionId"] for found in batch["QueryExecutions"]]), listed[:2])
    equal(len(batch["UnprocessedQueryExecutionIds"]), 1)
    names = {group["Name"] for group in athena.list_work_groups()["WorkGroups"]}
    equal(names, {"primary", work_group})
    configuration = athena.get_work_group(WorkGroup=work_group)["WorkGroup"]["Configuration"]
    equal(configuration["EnforceWorkGroupConfiguration"], True)


@checks("stops a query, and says why one fails or is refused")
def _():
    many = "UNNEST(SEQUENCE(1, 10000))"
    pairs = f"{many} AS a (x) CROSS JOIN {many} AS b (y) CROSS JOIN {many} AS c (z)"
    identity = query(f"SELECT COUNT(*) FROM {pairs} WHERE x * y % 7 = z")
    athena.stop_query_execution(QueryExecutionId=identity)
    equal(finished(identity)["Status"]["State"], "CANCELLED")
    failed = finished(query("SELECT nothing FROM bronze_patients"))["Status"]
    equal((failed["State"], failed["AthenaError"]["ErrorType"]), ("FAILED", 1006))
    fails_with("InvalidRequestException", query, text="SELEC 1")
    fails_with("InvalidRequestException", athena.get_query_execution, QueryExecutionId="none")


@checks("describes databases, tables and partitions")
def _():
    equal([found["Name"] for found in glue.get_databases()["DatabaseList"]], [database])
    pages = glue.get_paginator("get_tables").paginate(DatabaseName=database, PaginationConfig={"PageSize": 3})
    names = [table["Name"] for page in pages for table in page["TableList"]]
    equal("bronze_patients" in names and names == sorted(names), True)
    table = glue.get_table(DatabaseName=database, Name="gold_leaderboard")["Table"]
    equal([key["Name"] for key in table["PartitionKeys"]], ["run"])
    expression = {"Expression": "run = 'leader'", "ExcludeColumnSchema": True}
    [partition] = glue.get_partitions(DatabaseName=database, TableName="gold_leaderboard", **expression)["Partitions"]
    equal((partition["Values"], "Columns" in partition["StorageDescriptor"]), (["leader"], False))
    fails_with("EntityNotFoundException", glue.get_table, DatabaseName=database, Name="none")
    fails_with("MetadataException", athena.get_table_metadata, CatalogName="AwsDataCatalog", DatabaseName=database, TableName="none")


# S3


@checks("puts, describes and gets an object with its metadata and checksums")
def _():
    for algorithm in ("CRC32", "SHA1", "SHA256"):
        key = f"clients/é {algorithm}+%2F.txt"
        s3.put_object(
            Bucket=bucket, Key=key, Body=b"0123456789", ContentType="text/plain", Metadata={"a": "b"}, ChecksumAlgorithm=algorithm
        )
        found = s3.head_object(Bucket=bucket, Key=key, ChecksumMode="ENABLED")
        equal((found["ContentLength"], found["ContentType"], found["Metadata"]), (10, "text/plain", {"a": "b"}))
        equal(s3.get_object(Bucket=bucket, Key=key, ChecksumMode="ENABLED")["Body"].read(), b"0123456789")


@checks("gets ranges, and keeps conditions")
def _():
    etag = s3.put_object(Bucket=bucket, Key="clients/a", Body=b"0123456789")["ETag"]
    part = s3.get_object(Bucket=bucket, Key="clients/a", Range="bytes=-3")
    equal((part["Body"].read(), part["ContentRange"]), (b"789", "bytes 7-9/10"))
    fails_with("InvalidRange", s3.get_object, Bucket=bucket, Key="clients/a", Range="bytes=10-")
    fails_with("304", s3.get_object, Bucket=bucket, Key="clients/a", IfNoneMatch=etag)
    fails_with("PreconditionFailed", s3.put_object, Bucket=bucket, Key="clients/a", Body=b"", IfNoneMatch="*")
    fails_with("PreconditionFailed", s3.get_object, Bucket=bucket, Key="clients/a", IfMatch='"other"')
    s3.put_object(Bucket=bucket, Key="clients/a", Body=b"new", IfMatch=etag)


@checks("a wrong checksum is BadDigest")
def _():
    fails_with("BadDigest", s3.put_object, Bucket=bucket, Key="clients/bad", Body=b"x", ChecksumCRC32="AAAAAA==")
    fails_with("404", s3.head_object, Bucket=bucket, Key="clients/bad")


@checks("copies, also by parts, and replaces metadata")
def _():
    source = {"Bucket": bucket, "Key": "clients/é CRC32+%2F.txt"}
    s3.copy_object(Bucket=bucket, Key="clients/copy", CopySource=source, MetadataDirective="REPLACE", Metadata={"c": "d"})
    equal(s3.head_object(Bucket=bucket, Key="clients/copy")["Metadata"], {"c": "d"})
    content = os.urandom(12 * 1024 * 1024)
    s3.upload_fileobj(io.BytesIO(content), bucket, "clients/large")
    parts = TransferConfig(multipart_threshold=6 * 1024 * 1024, multipart_chunksize=6 * 1024 * 1024)
    s3.copy({"Bucket": bucket, "Key": "clients/large"}, bucket, "clients/large-copy", Config=parts)
    equal(s3.get_object(Bucket=bucket, Key="clients/large-copy")["Body"].read() == content, True)


@checks("uploads and downloads files in parts")
def _():
    with tempfile.TemporaryDirectory() as directory:
        sent, received = os.path.join(directory, "sent"), os.path.join(directory, "received")
        with open(sent, "wb") as file:
            file.write(os.urandom(20 * 1024 * 1024))
        s3.upload_file(sent, bucket, "clients/file")
        s3.download_file(bucket, "clients/file", received)
        equal(open(sent, "rb").read() == open(received, "rb").read(), True)
        found = s3.head_object(Bucket=bucket, Key="clients/file", ChecksumMode="ENABLED")
        equal((found["ETag"][-3:], found["ChecksumType"], found["ChecksumCRC32"][-2:]), ('-3"', "COMPOSITE", "-3"))


@checks("uploads parts one by one, lists and aborts them")
def _():
    place = {"Bucket": bucket, "Key": "clients/parts"}
    place["UploadId"] = s3.create_multipart_upload(**place)["UploadId"]
    s3.upload_part(**place, PartNumber=2, Body=b"b")
    s3.upload_part(**place, PartNumber=1, Body=b"a")
    equal([part["PartNumber"] for part in s3.list_parts(**place)["Parts"]], [1, 2])
    s3.abort_multipart_upload(**place)
    fails_with("NoSuchUpload", s3.list_parts, **place)


@checks("lists with prefix, delimiter and pages")
def _():
    for key in ("clients/list/a", "clients/list/b/1", "clients/list/b/2", "clients/list/c"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"")
    pages = s3.get_paginator("list_objects_v2").paginate(
        Bucket=bucket, Prefix="clients/list/", Delimiter="/", PaginationConfig={"PageSize": 1}
    )
    pages = list(pages)
    equal([found["Key"] for page in pages for found in page.get("Contents", [])], ["clients/list/a", "clients/list/c"])
    equal([found["Prefix"] for page in pages for found in page.get("CommonPrefixes", [])], ["clients/list/b/"])
    equal(len(pages), 3)


@checks("deletes one and many")
def _():
    s3.delete_object(Bucket=bucket, Key="clients/list/a")
    keys = [{"Key": "clients/list/b/1"}, {"Key": "clients/list/b/2"}, {"Key": "clients/none"}]
    equal(len(s3.delete_objects(Bucket=bucket, Delete={"Objects": keys})["Deleted"]), 3)
    equal(s3.list_objects_v2(Bucket=bucket, Prefix="clients/list/")["KeyCount"], 1)


@checks("refuses what is not there and keys that lead out of the bucket")
def _():
    fails_with("NoSuchKey", s3.get_object, Bucket=bucket, Key="none")
    fails_with("NoSuchBucket", s3.list_objects_v2, Bucket="none")
    fails_with("NotImplemented", s3.put_object, Bucket=bucket, Key="clients/../../x", Body=b"")
    fails_with("NotImplemented", s3.put_object, Bucket=bucket, Key="clients/b", Body=b"", ACL="public-read")
    equal(bucket in [found["Name"] for found in s3.list_buckets()["Buckets"]], True)
    s3.head_bucket(Bucket=bucket)


# Lambda and CloudFormation


@checks("invokes a function with its log, dry and by event")
def _():
    name = "nocturne-dev-promote-model"
    answer = functions.invoke(FunctionName=name, Payload=b"{}", LogType="Tail")
    equal((answer["StatusCode"], answer["FunctionError"], "LogResult" in answer), (200, "Unhandled", True))
    equal("errorType" in json.load(answer["Payload"]), True)
    equal(functions.invoke(FunctionName=name, InvocationType="DryRun")["StatusCode"], 204)
    equal(functions.invoke(FunctionName=name, InvocationType="Event", Payload=b"{}")["StatusCode"], 202)
    fails_with("ResourceNotFoundException", functions.invoke, FunctionName="none")
    fails_with("InvalidRequestContentException", functions.invoke, FunctionName=name, Payload=b"{")


@checks("lists what the stack consists of")
def _():
    found = stack.list_stack_resources(StackName="nocturne-dev")["StackResourceSummaries"]
    equal(any(one["PhysicalResourceId"] == bucket for one in found), True)


@checks("s3: keys that no path can be, by the resource's objects")
def _():
    odd = ["clients/odd", "clients/odd/", "clients/odd//b", "clients/odd/a", "clients/odd/" + "s" * 300]
    for key in odd:
        s3.put_object(Bucket=bucket, Key=key, Body=key.encode())
    objects = boto3.resource("s3").Bucket(bucket).objects.filter(Prefix="clients/odd")
    equal([entry.key for entry in objects], odd)
    equal([entry.get()["Body"].read().decode() for entry in objects], odd)
    objects.delete()
    equal(list(objects), [])


@checks("s3: a deletion with another ETag, Expires, and values that hold anyhow")
def _():
    fields = {"ACL": "private", "StorageClass": "STANDARD", "ServerSideEncryption": "AES256"}
    s3.put_object(Bucket=bucket, Key="clients/lock", Body=b"1", Expires="Tue, 01 Jan 2030 00:00:00 GMT", **fields)
    fails_with("PreconditionFailed", s3.delete_object, Bucket=bucket, Key="clients/lock", IfMatch='"other"')
    head = s3.head_object(Bucket=bucket, Key="clients/lock", VersionId="null", RequestPayer="requester")
    equal(head["ExpiresString"], "Tue, 01 Jan 2030 00:00:00 GMT")
    s3.delete_object(Bucket=bucket, Key="clients/lock", IfMatch=head["ETag"])


@checks("sts: who calls; other services are refused by name")
def _():
    equal(boto3.client("sts").get_caller_identity()["Account"], account)
    for name, call, code in (
        ("logs", "describe_log_groups", "UnknownOperationException"),
        ("iam", "list_roles", "InvalidAction"),
        ("cloudformation", "describe_stacks", "InvalidAction"),
    ):
        message = fails_with(code, getattr(boto3.client(name), call))
        equal(call.title().replace("_", "") in message, True)


checks.run()
