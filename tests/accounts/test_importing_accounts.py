"""Accounts come in from a list: all of them or none, within the administrator's reach, their passwords shown once."""

import logging
import re
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from officers.account_list import MOST_ACCOUNTS, AccountSheet
from officers.actor import Actor
from officers.forms.account_import import AccountImportForm
from officers.models import Deputy, District, Grant, LogEntry, User
from tests.accounts.signing_in import signed_in
from tests.factories import at, grant, make_district, make_officer, make_unit, make_user
from tests.pages.reading import text_of

PATH = "/accounts/import/"
HEADERS = [column.title for column in AccountSheet.columns]
ROW = {"登录名": "zhangsan", "姓名": "张三丰", "身份": "办公室工作人员", "起": "2021-03-01"}
PASSWORDS = re.compile(r"\b(?:[A-Za-z2-9]{5}-){2}[A-Za-z2-9]{5}\b")


@pytest.fixture
def admin(cast):
    return cast.client("admin")


def workbook(*rows, headers=HEADERS, sheet="账号"):
    book, file = Workbook(), BytesIO()
    book.active.title = sheet
    book.active.append(headers)
    for row in rows:
        book.active.append([row.get(header) for header in headers])
    book.save(file)
    return file.getvalue()


def hand_in(client, content, **more):
    return client.post(PATH, {"file": SimpleUploadedFile("账号表.xlsx", content), **more})


def refusals(answer):
    """(row, column, text) of each problem of a list that was not taken."""
    assert answer.status_code == 422
    assert not answer.wsgi_request.user.is_anonymous
    return [(error.row, error.column, error.text) for error in answer.context["errors"]]


def standing():
    return User.objects.count(), Grant.objects.count(), LogEntry.objects.count()


def test_the_template_is_what_the_import_takes(cast, admin):
    answer = admin.get("/accounts/import/template/")
    sheet = load_workbook(BytesIO(answer.content))["账号"]
    titles = [cell.value for cell in sheet[1]]
    assert [title.rstrip("*") for title in titles] == HEADERS
    filled = workbook(dict(zip(titles, ["zhangsan", "张三丰", "领导小组"], strict=False)), headers=titles)
    assert hand_in(admin, filled).status_code == 200


def test_accounts_come_in_with_role_and_person_and_a_password_that_works_once(cast, admin):
    officer = make_officer(cast.district, "A09", "新来的")
    deputy = Deputy.objects.create(district=cast.district, name="周分包")
    answer = hand_in(
        admin,
        workbook(
            ROW,
            ROW
            | {
                "登录名": "xinlaide",
                "姓名": "新来的",
                "身份": "首席服务官",
                "首席服务官编号": "A09",
                "止": "2099-12-31",
            },
            ROW | {"登录名": "zhoufenbao", "姓名": "周分包", "身份": "分包人", "分包人姓名": "周分包"},
            ROW | {"登录名": "lianluo", "姓名": "联络员", "身份": "联络员", "单位": cast.unit.name},
        ),
    )
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    officer.refresh_from_db()
    deputy.refresh_from_db()
    assert (officer.user.username, deputy.user.username) == ("xinlaide", "zhoufenbao")
    assert Grant.objects.get(user__username="lianluo").unit == cast.unit
    held = officer.user.grants.get()
    assert (held.role, held.district, str(held.starts), str(held.ends)) == (
        "officer", cast.district, "2021-03-01", "2099-12-31",
    )  # fmt: skip
    shown = PASSWORDS.findall(answer.content.decode())
    assert len(set(shown)) == 4
    for username, password in zip(("zhangsan", "xinlaide", "zhoufenbao", "lianluo"), shown, strict=True):
        assert signed_in(username, password).get("/assessment/")["Location"] == "/me/password/"


def test_the_passwords_stand_nowhere_but_in_the_answer(cast, admin, caplog, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    with caplog.at_level(logging.DEBUG):
        shown = PASSWORDS.findall(hand_in(admin, workbook(ROW)).content.decode())
    assert len(shown) == 1
    user = User.objects.get(username="zhangsan")
    for path in (PATH, "/accounts/", f"/accounts/{user.pk}/", "/log/"):
        assert shown[0] not in admin.get(path).content.decode()
    assert shown[0] not in caplog.text
    assert not [row for row in LogEntry.objects.values() if shown[0] in str(row)]
    assert not [row for row in User.objects.values() if shown[0] in str(row)]
    assert not list(tmp_path.rglob("*"))


def test_each_account_is_logged_and_the_import_with_the_files_digest(cast, admin):
    hand_in(admin, workbook(ROW, ROW | {"登录名": "lisi", "姓名": "李四"}))
    told = LogEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(told) == ["开设账号", "授予身份", "开设账号", "授予身份", "导入账号"]
    entry = LogEntry.objects.get(action="导入账号")
    assert entry.district == cast.district
    assert entry.note == "账号表.xlsx"
    assert re.fullmatch(r"[0-9a-f]{64}", entry.after["sha256"])
    assert entry.after["accounts"] == 2


@pytest.mark.parametrize(
    ("changed", "column", "said"),
    [
        ({"登录名": "hejingcheng"}, "登录名", "已有人使用，请换一个 “hejingcheng”"),
        ({"登录名": "HEJINGCHENG"}, "登录名", "“HEJINGCHENG”"),
        ({"登录名": "张三"}, "登录名", "“张三”"),
        ({"登录名": "=1+1"}, "登录名", "公式没有结果"),  # nothing has computed it
        ({"登录名": "@SUM(A1)"}, "登录名", "“@SUM(A1)”"),
        ({"登录名": None}, "登录名", "不能为空"),
        ({"姓名": " "}, "姓名", "不能为空"),
        ({"姓名": "长" * 61}, "姓名", "超过60个字"),
        ({"身份": "皇帝"}, "身份", "不是 “皇帝”"),
        ({"身份": "联络员"}, "单位", "须选择单位"),
        ({"单位": "没有的局"}, "单位", "没有单位 “没有的局”"),
        ({"起": "2021-02-30"}, "起", "不是日期 “2021-02-30”"),
        ({"止": "2021-02-28"}, "止", "止日不能早于起日 “2021-02-28”"),
        ({"首席服务官编号": "Z99"}, "首席服务官编号", "没有首席服务官 “Z99”"),
        ({"首席服务官编号": "A01"}, "首席服务官编号", "已关联账号"),
        ({"分包人姓名": "没有人"}, "分包人姓名", "没有分包人 “没有人”"),
        ({"登录名": "zhangsan"}, "登录名", "与第2行相同 “zhangsan”"),
        ({"登录名": "ZhangSan"}, "登录名", "与第2行相同"),
    ],
)
def test_one_wrong_row_is_named_and_keeps_all_out(cast, admin, changed, column, said):
    before = standing()
    found = refusals(hand_in(admin, workbook(ROW, ROW | {"登录名": "lisi", "姓名": "李四"} | changed)))
    assert [each for each in found if each[0] == 3 and each[1] == column and said in each[2]], found
    assert {each[0] for each in found} == {3}
    assert standing() == before


def test_an_officer_of_another_name_is_not_linked(cast, admin):
    make_officer(cast.district, "A09", "另一位")
    found = refusals(hand_in(admin, workbook(ROW | {"首席服务官编号": "A09"})))
    assert "登记的姓名是另一位" in found[0][2]


def test_of_two_deputies_of_one_name_none_is_guessed(cast, admin):
    for _ in range(2):
        Deputy.objects.create(district=cast.district, name="张三丰")
    found = refusals(hand_in(admin, workbook(ROW | {"分包人姓名": "张三丰"})))
    assert "有2位分包人叫" in found[0][2]


def test_one_officer_gets_one_account(cast, admin):
    make_officer(cast.district, "A09", "张三丰")
    twice = [ROW | {"登录名": name, "首席服务官编号": "A09"} for name in ("zhangsan", "zhangsan2")]
    assert (3, "首席服务官编号", "与第2行相同 “A09”") in refusals(hand_in(admin, workbook(*twice)))


def test_units_and_people_of_other_districts_are_out_of_reach(cast, admin):
    """T1."""
    make_unit(cast.elsewhere, "外区工信局")
    make_officer(cast.elsewhere, "B01", "张三丰")
    found = refusals(hand_in(admin, workbook(ROW | {"单位": "外区工信局", "首席服务官编号": "B01"})))
    assert {column for _, column, _ in found} == {"单位", "首席服务官编号"}


def test_no_account_comes_into_a_district_of_somebody_else(cast, admin):
    """T1: with one district there is nothing to choose, with several the choice ends at the own ones."""
    hand_in(admin, workbook(ROW), district=cast.elsewhere.pk)
    assert User.objects.get(username="zhangsan").grants.get().district == cast.district
    below = make_district("below", "河清东区", parent=cast.district)
    lisi = workbook(ROW | {"登录名": "lisi", "姓名": "李四"})
    assert hand_in(admin, lisi, district=cast.elsewhere.pk).status_code == 422
    assert not User.objects.filter(username="lisi").exists()
    assert hand_in(admin, lisi, district=below.pk).status_code == 200
    assert User.objects.get(username="lisi").grants.get().district == below


def test_the_same_list_twice_opens_nothing_twice_and_says_what_to_do(cast, admin):
    content = workbook(ROW)
    assert hand_in(admin, content).status_code == 200
    before = standing()
    again = hand_in(admin, content)
    assert again.status_code == 422
    assert "这份表已由秦若衡在" in text_of(again)
    assert "重置密码" in text_of(again)
    assert not PASSWORDS.search(again.content.decode())
    assert standing() == before


def test_of_two_presses_at_once_the_second_reads_that_the_first_was_enough(cast):
    """Both lists were found in order before either was written."""
    actor = Actor(name="秦若衡", at=at(2026, 3, 2), user=cast.users["admin"])
    districts = District.objects.filter(pk=cast.district.pk)
    content = workbook(ROW)
    forms = [
        AccountImportForm(
            {}, {"file": SimpleUploadedFile("账号表.xlsx", content)}, districts=districts, today=at(2026, 3, 2).date()
        )
        for _ in range(2)
    ]
    assert all(form.is_valid() for form in forms)
    assert len(forms[0].open(actor)) == 1
    before = standing()
    with pytest.raises(ValidationError, match="这份表已由秦若衡"):
        forms[1].open(actor)
    assert standing() == before


def test_more_accounts_than_one_answer_can_open_are_refused(cast, admin):
    """T58: bounded."""
    before = standing()
    answer = hand_in(admin, workbook(*(ROW | {"登录名": f"u{n:04}"} for n in range(MOST_ACCOUNTS + 1))))
    assert answer.status_code == 422
    assert f"一次最多{MOST_ACCOUNTS}个账号" in text_of(answer)
    assert standing() == before
    assert f"一次最多{MOST_ACCOUNTS}个" in text_of(admin.get(PATH))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "这个文件是空的"),
        (b"not a workbook", "不是 Excel 工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, ".xls"),
        (workbook(ROW, sheet="别的"), "没有“账号”表"),
        (workbook(), "没有一行账号"),
        (workbook({"姓名": "张三丰"}, headers=["姓名", "身份"]), "处要改"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(cast, admin, content, said):
    before = standing()
    answer = hand_in(admin, content)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert standing() == before


def test_hostile_cells_are_shown_as_text_and_never_saved_by_half(cast, admin):
    """T23, T25."""
    evil = "<script>alert(1)</script>"
    answer = hand_in(admin, workbook(ROW | {"姓名": evil}))
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    refused = hand_in(admin, workbook(ROW | {"登录名": evil, "单位": evil, "首席服务官编号": "=1+1"}))
    assert "<script>alert" not in refused.content.decode()
    assert [column for _, column, _ in refusals(refused)] == ["首席服务官编号"]
    refused = hand_in(admin, workbook(ROW | {"登录名": evil, "单位": evil}))
    assert "<script>alert" not in refused.content.decode()
    assert {"登录名", "单位"} <= {column for _, column, _ in refusals(refused)}


def test_only_administrators_learn_that_there_is_such_a_page(cast):
    for name in ("director", "leader", "oversight", "officer"):
        assert cast.client(name).get(PATH).status_code == 404
        assert hand_in(cast.client(name), workbook(ROW)).status_code == 404
    assert not User.objects.filter(username="zhangsan").exists()


def test_who_holds_something_elsewhere_imports_for_the_own_district_alone(cast):
    both = grant(grant(make_user("both", "两处任职"), "admin", cast.district), "officer", cast.elsewhere)
    hand_in(signed_in("both"), workbook(ROW), district=cast.elsewhere.pk)
    assert User.objects.get(username="zhangsan").grants.get().district == cast.district
    assert both.grants.count() == 2
