"""A round in which something breaks off keeps no other from being sealed, counted, or looked through."""

import pytest

from surveys import clusters, results, seal
from surveys.models import RoundResult, Survey
from tests.cast import Cast

from .rounds import AFTER, DURING, published


@pytest.fixture
def two(db):
    """The first round, which the beat comes to first, and another."""
    cast = Cast()
    return [published(cast.district, name=name) for name in ("2021年度第一轮", "2021年度第二轮")]


def breaking(monkeypatch, module, name, rounds):
    """The act breaks off in the first of the rounds; the list says in which others it was done."""
    truly, done = getattr(module, name), []

    def act(survey, at):
        if survey.pk == rounds[0].pk:
            raise ValueError("a record that nobody foresaw")
        done.append(survey.pk)
        return truly(survey, at)

    monkeypatch.setattr(module, name, act)
    return done


def test_the_others_are_sealed_and_the_log_of_the_site_says_which_was_not(two, monkeypatch, caplog):
    breaking(monkeypatch, seal, "seal", two)
    assert seal.seal_due(AFTER) == 1
    assert list(Survey.objects.filter(sealed_at__isnull=False)) == [two[1]]
    assert f"sealing round {two[0].pk} broke off" in caplog.text
    monkeypatch.undo()
    assert seal.seal_due(AFTER) == 1


def test_the_others_are_counted(two, monkeypatch):
    seal.seal_due(AFTER)
    breaking(monkeypatch, results, "count", two)
    assert results.count_due(AFTER) == 1
    assert RoundResult.objects.get().survey == two[1]


def test_the_others_are_looked_through(two, monkeypatch):
    done = breaking(monkeypatch, clusters, "flag", two)
    clusters.flag_open(DURING)
    assert done == [two[1].pk]
