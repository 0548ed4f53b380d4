"""Callers of zae-limiter, for the full form of `./headgate bench`.

    zae_callers.py ENDPOINT TABLE RATE BURST CALLERS SECONDS

Each caller is a thread with a limiter of its own, as a function's environment has one. Prints `ready` when all have asked
once, waits for a line, asks as fast as it is answered, and prints one line of JSON: granted, refused, failed, seconds.
"""

import json
import os
import sys
import threading
import time
import warnings

warnings.simplefilter("ignore")
os.environ.update(AWS_ACCESS_KEY_ID="local", AWS_SECRET_ACCESS_KEY="local", AWS_DEFAULT_REGION="us-east-1")

from zae_limiter import Limit, RateLimitExceeded  # noqa: E402
from zae_limiter.sync_limiter import SyncRateLimiter  # noqa: E402
from zae_limiter.sync_repository import SyncRepository  # noqa: E402

ENTITY, RESOURCE = "hot", "api"


def limiter(endpoint, table):
    repository = SyncRepository(name=table, region="us-east-1", endpoint_url=endpoint)
    return SyncRateLimiter(repository=repository), repository


def ask(one):
    try:
        with one.acquire(entity_id=ENTITY, resource=RESOURCE, consume={"calls": 1}):
            return "granted"
    except RateLimitExceeded:
        return "refused"
    except Exception as failure:  # counted, so that a run of failures is not taken for one of refusals
        return "failed: " + type(failure).__name__


def main(endpoint, table, rate, burst, callers, seconds):
    declaring, repository = limiter(endpoint, table)
    repository.create_table()
    declaring.create_entity(entity_id=ENTITY)
    declaring.set_resource_defaults(RESOURCE, [Limit.per_second("calls", rate, burst=burst)])
    limiters = [limiter(endpoint, table)[0] for _ in range(callers)]
    for one in limiters:
        ask(one)
    counts = [{} for _ in limiters]
    print("ready", flush=True)
    sys.stdin.readline()
    begun = time.monotonic()
    until = begun + seconds

    def run(one, count):
        while time.monotonic() < until:
            answer = ask(one)
            count[answer] = count.get(answer, 0) + 1

    threads = [threading.Thread(target=run, args=pair) for pair in zip(limiters, counts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total = {}
    for count in counts:
        for answer, times in count.items():
            total[answer] = total.get(answer, 0) + times
    print(json.dumps({
        "granted": total.pop("granted", 0),
        "refused": total.pop("refused", 0),
        "failed": sum(total.values()),
        "failures": " ".join(sorted(total)),
        "seconds": time.monotonic() - begun,
    }), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *(int(argument) for argument in sys.argv[3:]))
