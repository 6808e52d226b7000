"""How many queries a page asks, so that tests can hold the number against data."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(client, path):
    """The number of queries of one GET, which must succeed."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return len(queries)
