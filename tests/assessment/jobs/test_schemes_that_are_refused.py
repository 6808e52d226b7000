"""A job whose scheme is at fault says so in a sentence."""

from types import SimpleNamespace

import pytest

from assessment import assess, tasks
from assessment.rules.reading import SchemeError
from assessment.rules.values import FactError
from officers.jobs import JobRefused
from tests.factories import begin_run, make_district

SENTENCE = "本区办法.toml duties weekly_visit every：visit 只能按 iso_week 计"


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [SchemeError([SENTENCE]), FactError(SENTENCE)])
def test_the_job_is_refused_with_the_sentence(monkeypatch, fault):
    def read_scheme(*_):
        raise fault

    run = begin_run(make_district())
    monkeypatch.setattr(assess, "read_scheme", read_scheme)
    with pytest.raises(JobRefused, match=f"考核办法的事实无法计算：{SENTENCE}"):
        tasks.assess(SimpleNamespace(job=run.job, clock=None))
