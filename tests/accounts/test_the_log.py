"""T41: the log is searched, read in words, paged by key, and taken away as a workbook by those who may."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from enterprises.models import Visit
from officers.actor import Actor
from officers.export_log import MOST_ROWS
from officers.models import LogEntry
from tests.factories import at, visit
from tests.pages.reading import text_of

OLD = {"since": "2020-01-01"}


@pytest.fixture
def director(cast):
    return cast.client("director")


def write(cast, action, moment=None, user="staff", **more):
    author = cast.users[user]
    actor = Actor(name=str(author), at=moment or at(2026, 3, 2), user=author, address="10.0.0.7")
    return LogEntry.write(actor, action, district=more.pop("district", cast.district), **more)


def actions(client, **asked):
    return [entry.action for entry in client.get("/log/", OLD | asked).context["entries"]]


def test_entries_are_filtered_by_day_person_act_and_record(cast, director):
    write(cast, "登记走访", at(2026, 3, 1), record=cast.enterprise)
    write(cast, "登记台账", at(2026, 3, 2, 23, 59), user="director")
    write(cast, "作废走访", at(2026, 3, 3, 0, 0), record=cast.other_enterprise)
    assert actions(director) == ["作废走访", "登记台账", "登记走访"]
    assert actions(director, since="2026-03-02", until="2026-03-02") == ["登记台账"]
    assert actions(director, actor="温以") == ["作废走访", "登记走访"]
    assert actions(director, action="走访", record="沁渊") == ["登记走访"]
    assert actions(director, kind="enterprises.enterprise", number=cast.enterprise.pk) == ["登记走访"]


def test_other_districts_have_a_log_of_their_own(cast, director):
    """T7."""
    write(cast, "外区的事", district=cast.elsewhere)
    assert actions(director) == []
    assert actions(cast.client("outsider")) == ["外区的事"]


def test_the_last_thirty_days_are_shown_unless_asked_otherwise(cast, director):
    write(cast, "很久以前")
    page = director.get("/log/")
    assert page.context["entries"] == []
    assert page.context["form"]["since"].value()
    assert actions(director) == ["很久以前"]


def test_a_change_is_told_field_by_field_in_words(cast, director):
    row = visit(cast.pairing, at(2021, 3, 5).date())
    before = {"date": "2021-03-05", "briefing": False, "kind": None, "unknown": "旧"}
    after = {"date": "2021-03-06", "briefing": True, "kind": None, "unknown": "新"}
    write(cast, "更正走访", record=row, before=before, after=after, note="日期填错")
    said = text_of(director.get("/log/", OLD))
    name = str(Visit._meta.get_field("date").verbose_name)
    assert f"{name}： 2021年3月5日 改为 2021年3月6日" in said
    assert "否 改为 是" in said
    assert "unknown： 旧 改为 新" in said
    assert "说明： 日期填错" in said
    assert "kind" not in said, "what did not change is left out"


def test_a_moment_is_told_as_the_clock_on_the_wall_shows_it(cast, director):
    row = cast.users["staff"]
    write(cast, "登录", record=row, before={"last_login": None}, after={"last_login": "2021-03-05 07:09:07+00:00"})
    assert "空 改为 2021年3月5日 15:09:07" in text_of(director.get("/log/", OLD))


def test_choices_and_empty_values_are_words(cast, director):
    held = cast.users["staff"].grants.get()
    write(cast, "授予身份", record=held, before={"role": "leader", "ends": None}, after={"role": "rater", "ends": ""})
    assert "身份： 领导小组 改为 评议人" in text_of(director.get("/log/", OLD))
    LogEntry.objects.create(at=at(2026, 3, 2), district=cast.district, actor="x", action="y", record_type="gone.model")
    assert "gone.model" not in text_of(director.get("/log/", OLD)), "a kind of record that is no more breaks nothing"


def test_an_entry_with_lists_and_counts_by_sheet_is_told(cast, director):
    """What an import of a workbook leaves."""
    write(cast, "导入工作簿", after={"sheets": {"企业": [1, 0, 0]}, "rows": [1, 2]})
    assert "企业" in text_of(director.get("/log/", OLD))
    assert '{"企业": [1, 0, 0]}' in exported(director)[0][6].value


def test_pages_follow_each_other_without_gap_or_repetition(cast, director):
    """Many share one moment: the second half of the key decides."""
    for n in range(120):
        write(cast, f"第{n}件", at(2026, 3, 2) + timedelta(seconds=n // 40))
    seen, after = [], {}
    while True:
        page = director.get("/log/", OLD | after)
        seen += [entry.action for entry in page.context["entries"]]
        if "next" not in page.context:
            break
        after = {"after": page.context["next"]}
    assert seen == [f"第{n}件" for n in reversed(range(120))]


def test_a_page_cannot_begin_at_an_entry_one_may_not_see(cast, director):
    hidden = write(cast, "外区的事", district=cast.elsewhere)
    write(cast, "本区的事", at(2026, 3, 4))
    assert actions(director, after=hidden.pk) == ["本区的事"], "as if nothing had been asked"


@pytest.mark.parametrize(
    "asked",
    [
        {"after": "x"},
        {"after": "9" * 40},
        {"after": "-1"},
        {"after": "１２"},
        {"number": "\x00"},
        {"actor": "\x00"},
        {"since": "9999-12-31"},
        {"until": "9999-12-31"},
        {"until": "0001-01-01"},
        {"since": "2026-03-02", "until": "2026-03-01"},
        {"record": "%' OR 1=1 --"},
    ],
)
def test_nonsense_breaks_nothing(cast, director, asked):
    """T36."""
    nul = "\0" in "".join(asked.values())
    assert director.get("/log/", OLD | asked).status_code in ((400,) if nul else (200, 422))
    assert director.post("/log/export/", OLD | asked).status_code in (200, 422)


def exported(client, **asked):
    answer = client.post("/log/export/", OLD | asked)
    assert answer.status_code == 200
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    return list(book.active.iter_rows(min_row=2))


def test_what_is_filtered_is_exported_and_the_export_is_logged(cast, director):
    write(cast, "登记走访", record=cast.enterprise, after={"name": "沁渊"}, note="补录")
    write(cast, "登记台账")
    rows = exported(director, action="走访")
    assert [cell.value for cell in rows[0]] == [
        "2026-03-02 10:00:00", "温以宁", "10.0.0.7", "登记走访", "企业", "沁渊精铸有限公司", "企业名称：沁渊", "补录",
    ]  # fmt: skip
    assert len(rows) == 1
    told = LogEntry.objects.order_by("-pk").first()
    assert (told.action, told.user) == ("导出日志", cast.users["director"])
    assert "1条" in told.note
    assert "操作走访" in told.note


@pytest.mark.parametrize(
    "evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", '=HYPERLINK("http://x")', "＋1", "#REF!"]
)
def test_no_text_of_the_log_becomes_a_formula(cast, director, evil):
    """T25."""
    entry = write(cast, evil[:40], record=cast.enterprise, before={"name": evil}, after={"name": evil * 2}, note=evil)
    LogEntry.objects.create(at=entry.at, district=cast.district, actor=evil, action=evil, record_label=evil, note=evil)
    cells = [cell for row in exported(director) for cell in row]
    assert cells
    assert not [cell.value for cell in cells if cell.data_type in ("f", "e") or cell.hyperlink]


def test_too_many_entries_are_refused_before_anything_is_written(cast, director):
    """T58: bounded."""
    LogEntry.objects.bulk_create(
        (LogEntry(at=at(2026, 3, 2), district=cast.district, actor="x", action="y") for _ in range(MOST_ROWS + 1)),
        batch_size=1000,
    )
    answer = director.post("/log/export/", OLD)
    assert answer.status_code == 422
    assert "缩短" in text_of(answer)
    assert LogEntry.objects.count() == MOST_ROWS + 1


def test_an_export_holds_no_other_districts_entries(cast, director):
    """T7: leak by export."""
    write(cast, "外区的事", district=cast.elsewhere)
    assert not exported(director)


def test_hostile_text_is_shown_as_text(cast, director):
    """T23."""
    evil = "<img src=x onerror=alert(1)>"
    write(cast, evil[:40], record=cast.enterprise, after={evil: evil}, note=evil)
    source = director.get("/log/", OLD).content.decode()
    assert "<img" not in source
    assert "&lt;img" in source
