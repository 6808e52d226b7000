"""What the command tells the operator."""

import io

from django.core.management import call_command

from enterprises.models import Visit
from officers.models import LogEntry, User


def test_it_says_what_it_makes(demo, said):
    assert "首席服务官14人，企业31家" in said
    assert "2025年度测算，截止2026-03-01，14人" in said


def test_a_second_call_changes_nothing_and_says_so_in_one_line(demo):
    before = (Visit.objects.count(), LogEntry.objects.count(), User.objects.count())
    out = io.StringIO()
    call_command("make_demo", stdout=out)
    assert out.getvalue() == "演示数据：已经就绪，没有改动\n"
    assert (Visit.objects.count(), LogEntry.objects.count(), User.objects.count()) == before
