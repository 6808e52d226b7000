"""An officer reads the reminders on the phone and marks them; what is not marked stays unread."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_an_officer_reads_reminders_and_marks_them(visit):
    window = visit(390).sign_in("linmuchuan")
    page = window.page
    page.goto("/notifications/")
    expect(page.get_by_role("heading", name="提醒", exact=False).first).to_be_visible()
    page.get_by_role("link", name="设置").click()
    expect(page.get_by_role("heading", name="提醒设置")).to_be_visible()
    page.get_by_role("link", name="返回提醒").click()
    known = page.get_by_role("button", name="知道了")
    for left in reversed(range(window.loaded().get_by_role("button", name="知道了").count())):
        known.first.click()
        expect(known).to_have_count(left)
    assert window.cut_off() <= 0
