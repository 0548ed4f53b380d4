"""Takes reviews through both workflows to the gateway behind a running Headgate, and counts what the gateway itself logged."""

import collections
import concurrent.futures
import json
import os
import re
import sys
import time
import urllib.error
import urllib.request

import boto3

REVIEWS = 76
CHAT = re.compile(r'"POST /v1/chat/completions HTTP/1\.\d" (\d{3})')
WORKFLOWS = ("ReviewAnalysisStateMachine", "BufferedReviewAnalysisStateMachine")


def answers(log):
    """Returns how often the gateway gave which status."""
    with open(log, encoding="utf-8", errors="replace") as lines:
        return collections.Counter(int(status) for line in lines for status in CHAT.findall(line))


def run(workflow):
    """Runs a workflow over the reviews; returns how it ended."""
    steps = boto3.client("stepfunctions", endpoint_url="http://127.0.0.1:8083")
    machine = f"arn:aws:states:us-east-1:000000000000:stateMachine:{workflow}"
    job = json.dumps({"job": workflow})
    execution = steps.start_execution(stateMachineArn=machine, name="real-gateway", input=job)["executionArn"]
    while (state := steps.describe_execution(executionArn=execution))["status"] == "RUNNING":
        time.sleep(1)
    return state["status"]


def saved():
    """Returns how many answers of which text are in the results table."""
    pages = boto3.client("dynamodb", endpoint_url="http://127.0.0.1:8000").get_paginator("scan")
    items = [item for page in pages.paginate(TableName="ResultsTable") for item in page["Items"]]
    return collections.Counter(item["answer"]["S"] for item in items)


def call(number):
    """Calls the gateway at once, as nobody should."""
    body = {"model": "reviews", "messages": [{"role": "user", "content": f"number {number}"}]}
    headers = {"Authorization": f"Bearer {os.environ['GATEWAY_KEY']}", "Content-Type": "application/json"}
    request = urllib.request.Request(
        "http://127.0.0.1:4000/v1/chat/completions", data=json.dumps(body).encode(), headers=headers
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status
    except urllib.error.HTTPError as refused:
        return refused.code


def main(log, per_minute):
    with open("events/reviews.jsonl", encoding="utf-8") as lines:
        reviews = "".join(line for _, line in zip(range(REVIEWS), lines))
    s3 = boto3.client("s3", endpoint_url="http://127.0.0.1:9090")
    bucket = s3.list_buckets()["Buckets"][0]["Name"]
    s3.put_object(Bucket=bucket, Key="input/reviews.jsonl", Body=reviews.encode())

    began = time.monotonic()
    ends = [run(workflow) for workflow in WORKFLOWS]
    seconds = time.monotonic() - began
    gated, results = answers(log), saved()
    with concurrent.futures.ThreadPoolExecutor(32) as pool:
        at_once = collections.Counter(pool.map(call, range(3 * per_minute)))

    print(f"through Headgate: {ends}, the gateway answered {dict(gated)} in {seconds:.0f} s, saved {dict(results)}")
    print(f"{3 * per_minute} calls at once: {dict(at_once)}")
    calls = REVIEWS * len(WORKFLOWS)
    if ends != ["SUCCEEDED"] * len(WORKFLOWS) or gated != {200: calls} or sum(results.values()) != calls:
        sys.exit("Headgate should have taken each review through once, and the gateway should have refused none")
    if calls <= per_minute:
        sys.exit("so few calls prove nothing: the gateway takes them all within a minute")
    if at_once[429] == 0:
        sys.exit("the gateway refused nobody: it has no limit, and the run above proves nothing")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
