from concurrent.futures import ThreadPoolExecutor

import pytest

from .test_every_guard_is_missed import DATABASES, TRIED
from .workshop import AT_ONCE, Workshop


@pytest.fixture(scope="session")
def threads():
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield pool
        pool.shutdown(cancel_futures=True)


@pytest.fixture(scope="session")
def workshop(threads, tmp_path_factory):
    """Copies of the tree, and the databases, made once."""
    shop = Workshop(tmp_path_factory.mktemp("workshop"))
    list(threads.map(shop.prepare, DATABASES))
    yield shop
    threads.shutdown(cancel_futures=True)
    shop.close()


@pytest.fixture(scope="session")
def controls(workshop, threads):
    """For each database its tests in as many parts as run at once: (tests, the run to come)."""
    found = {}
    for database in DATABASES:
        tests = sorted({test for sabotage in TRIED if sabotage.database == database for test in sabotage.tests})
        parts = [tests[number::AT_ONCE] for number in range(AT_ONCE)]
        found[database] = [(part, threads.submit(workshop.control, part, database)) for part in parts if part]
    return found


@pytest.fixture(scope="session")
def trials(request, workshop, threads):
    """The sabotages by name, each a run to come. Only what was asked for is tried, what takes longest first."""
    asked = {item.callspec.params["sabotage"].name for item in request.session.items if "sabotage" in item.fixturenames}
    wanted = [sabotage for sabotage in TRIED if sabotage.name in asked]
    runs = {}
    for sabotages in together(wanted):
        run = threads.submit(workshop.trial, *sabotages)
        runs |= {sabotage.name: run for sabotage in sabotages}
    return runs


def together(wanted):
    """What is tried in one run: those that ask for a database of their own share one, each other stands alone."""
    for database in DATABASES:
        costly = [one for one in wanted if one.database == database and one.asks_for_a_new_database]
        yield from filter(None, (costly[number::AT_ONCE] for number in range(AT_ONCE)))
    yield from ([one] for one in wanted if not one.asks_for_a_new_database)
