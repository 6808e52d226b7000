"""What lasts minutes has workers of its own: it holds up neither reminders nor the sign of life."""

from itertools import chain

from config.celery import LASTING, SHORT, app
from config.launch.__main__ import programs
from tests.toolchain import compose

LONG = {"officers.tasks.run_job", "officers.tasks.deliver", "surveys.tasks.deliver"}


def queue_of(task: str) -> str:
    return app.amqp.router.route({}, task)["queue"].name


def test_only_what_may_last_goes_to_the_queue_of_lasting_work():
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if not name.startswith("celery.")}
    assert ours > LONG
    assert {name for name in ours if queue_of(name) == LASTING} == LONG
    assert {queue_of(name) for name in ours - LONG} == {SHORT}


def test_a_worker_that_is_told_no_queue_serves_both():
    assert {queue.name for queue in app.conf.task_queues} == {SHORT, LASTING}


def queues_in(commands) -> list[str]:
    served = [command[command.index("-Q") + 1].split(",") for command in commands if "worker" in command]
    return sorted(chain(*served))


def test_every_queue_is_served_in_containers_and_on_one_machine(tmp_path, monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:9/0")
    services = compose.services(compose.VALUES)
    assert queues_in(services[name]["command"] for name in ("worker", "jobs")) == sorted((SHORT, LASTING))
    assert queues_in(each.command for each in programs(tmp_path, 8000)) == sorted((SHORT, LASTING))
