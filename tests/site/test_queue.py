"""T50–T53: what the queue is told, so that no work is lost, done twice or waited for. The work itself is rows."""

from math import inf

from config.celery import app


def test_a_message_is_done_with_only_when_its_work_is():
    """A worker that is killed gives its message back: both settings are needed for that."""
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1, "no worker sits on what another could do"


def test_no_task_is_handed_out_again_while_it_may_run():
    longest = app.conf.task_time_limit
    assert longest
    assert app.conf.task_soft_time_limit < longest
    assert app.conf.visibility_timeout > longest
    assert app.conf.broker_transport_options["visibility_timeout"] == app.conf.visibility_timeout


def test_who_sends_gives_up_within_seconds():
    told, retry = app.conf.broker_transport_options, app.conf.task_publish_retry_policy
    waits = told.get("socket_connect_timeout", inf) + told.get("socket_timeout", inf)
    assert (1 + retry["max_retries"]) * waits <= 10
    assert told.get("max_retries") == 1


def test_nobody_waits_for_a_result():
    assert app.conf.task_ignore_result
    assert app.conf.result_backend is None


def test_a_message_is_data_and_no_program():
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"
