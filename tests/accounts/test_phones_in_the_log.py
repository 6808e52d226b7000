"""T72: the log tells telephone numbers in full to administrators and the office director, to oversight masked."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from officers.actor import Actor
from officers.models import LogEntry
from officers.phones import masked_within
from tests.factories import at, grant

CANARY, OTHER, FIXED = "13812349876", "13912345678", "0391-3562468"
HIDDEN = ("138****9876", "139****5678")
OLD = {"since": "2020-01-01"}


@pytest.fixture(autouse=True)
def entries(cast):
    """The canary stands in a field, before and after, within other words, in a list, and in the note."""
    actor = Actor(name="温以宁", at=at(2026, 3, 2), user=cast.users["staff"])
    before = {"phone": CANARY, "name": f"联系{CANARY}", "contact": FIXED}
    after = {"phone": f"{OTHER}、{CANARY}", "name": f"联系 138 1234 9876，{OTHER}", "rows": [{"电话": CANARY}]}
    LogEntry.write(actor, "更正企业", record=cast.enterprise, before=before, after=after, note=f"电话改为{CANARY}")
    LogEntry.write(actor, "更正分包人", record=cast.deputy, before={"phone": FIXED}, after={"phone": "3562468"})
    LogEntry.objects.create(
        at=at(2026, 3, 2), district=cast.district, actor="温以宁", action="登记", record_label=f"走访{CANARY}"
    )


def shown(client):
    return client.get("/log/", OLD).content.decode()


def exported(client):
    answer = client.post("/log/export/", OLD)
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    return "\n".join(str(cell.value) for row in book.active.iter_rows() for cell in row)


@pytest.mark.parametrize("reading", [shown, exported])
def test_oversight_reads_masked_numbers_alone(cast, reading):
    text = reading(cast.client("oversight"))
    assert "更正企业" in text
    assert not [number for number in (CANARY, OTHER, "138 1234 9876") if number in text]
    assert all(number in text for number in HIDDEN)
    assert FIXED not in text.split("更正分包人")[1].split("更正企业")[0]


@pytest.mark.parametrize("reading", [shown, exported])
@pytest.mark.parametrize("who", ["admin", "director"])
def test_who_answers_for_the_records_reads_them_in_full(cast, who, reading):
    text = reading(cast.client(who))
    assert CANARY in text
    assert OTHER in text
    assert "****" not in text


def test_a_director_elsewhere_who_is_oversight_here_reads_masked_numbers_here(cast):
    grant(cast.users["oversight"], "office_director", cast.elsewhere)
    assert CANARY not in shown(cast.client("oversight"))


def test_an_entry_that_nobody_said_may_be_told_in_full_is_not():
    entry = LogEntry(after={"phone": CANARY}, note=CANARY)
    assert entry.changes() == [("phone", None, HIDDEN[0])]
    assert entry.said() == HIDDEN[0]


@pytest.mark.parametrize(
    "text", ["91410800MA40000001", "a13812349876f", "2021-03-05 10:00", "138123498761", "编号20210001"]
)
def test_codes_digests_and_days_are_no_numbers(text):
    assert masked_within(text) == text
