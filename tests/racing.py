"""Several people at the same moment."""

import threading
from contextlib import closing

from django.db import connection

PRESSES = 8


def at_once(act, times=PRESSES):
    """Call `act` in as many threads at one moment; what they return, or the first thing they raise."""
    gate, results, raised = threading.Barrier(times), [], []

    def one():
        with closing(connection):
            gate.wait()
            try:
                results.append(act())
            except Exception as problem:
                raised.append(problem)

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]
    return results
