"""How many queries a page asks, so that tests can hold the number against data."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(client, path):
    """The number of queries of one GET, of an export of one POST, which must succeed."""
    ask = client.post if "/export/" in path else client.get
    with CaptureQueriesContext(connection) as queries:
        answer = ask(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return len(queries)
