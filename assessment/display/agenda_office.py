"""Rows of the office's day that tell what waits at the office itself."""

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse

from assessment.agenda import Agenda
from officers.words import full, spoken
from officers.workdays import local_day

from .due import When, short_firm, when
from .entries import KNOW, SOON, TODAY, Entry, group_of, issue_title, page_of


def handed_over_entries(agenda: Agenda) -> Iterator[Entry]:
    """New ones each by itself, the others as one row: they are being dealt with."""
    for issue in agenda.handed_lately.rows:
        passed = agenda.calendar.count_workdays(issue.handed_on, agenda.today)
        yield Entry(
            TODAY if passed else SOON,
            "上交问题",
            issue_title(issue.content, issue.code),
            f"{short_firm(issue.enterprise.name)}；{spoken(issue.handed_on)}上交办公室",
            When("bad" if passed else "warn", f"已过{passed}个工作日" if passed else "今天上交", -passed),
            "待办公室办理",
            url=reverse("issue", args=[issue.pk]),
        )
    if agenda.handed_lately.more:
        more = f"另有{agenda.handed_lately.more}件上交问题待办公室办理"
        yield Entry(TODAY, "上交问题", more, when=When("bad", "最近3个工作日上交", -1), url=reverse("issues"))
    count, first = agenda.handed_before
    if first is not None:
        day = spoken(first) if first.year == agenda.today.year else full(first)
        yield Entry(KNOW, "上交问题", f"{count}件上交问题尚未办结", f"最早{day}上交办公室", url=reverse("issues"))


def to_check_entries(agenda: Agenda) -> Iterator[Entry]:
    for month, count, first in agenda.to_check:
        passed = agenda.calendar.count_workdays(first, agenda.today)
        title = f"{'' if month.year == agenda.today.year else f'{month.year}年'}{month.month}月台账{count}份待核对"
        since = f"最早{spoken(first)}收到，已过{passed}个工作日" if passed else f"{spoken(first)}收到"
        yield Entry(
            SOON, "台账", title, "收下，或写明原因退回", note=since, label="核对", url=page_of("ledgers", agenda)
        )


def pairings_entries(agenda: Agenda) -> Iterator[Entry]:
    for pairing in agenda.ending.rows:
        yield Entry(
            KNOW,
            "结对",
            f"{pairing.officer.name}与{short_firm(pairing.enterprise.name)}的结对{spoken(pairing.ends)}届满",
            "届满后无人联系该企业，不产生应到周",
            note=f"{spoken(pairing.ends)}届满",
            label="安排结对",
            url=reverse("pairing", args=[pairing.pk]),
        )
    if agenda.ending.more:
        yield Entry(
            KNOW, "结对", f"另有{agenda.ending.more}个结对30天内届满", label="安排结对", url=reverse("pairings")
        )
    alone = agenda.without_officer
    if alone.total:
        names = "、".join(short_firm(name) for name, _ in alone.rows)
        shown = f"{names}等{alone.total}家" if alone.more else names
        url = f"{reverse('enterprises')}?paired=no"
        if alone.total == 1 and agenda.handles:
            url = f"{reverse('pairing-new')}?enterprise={alone.rows[0][1]}"
        yield Entry(KNOW, "结对", f"{alone.total}家企业没有首席服务官", shown, label="安排结对", url=url)


def calendar_entries(agenda: Agenda) -> Iterator[Entry]:
    if agenda.handles:
        for change in agenda.calendar_changes:
            url = reverse("calendar-change", args=[change.pk])
            yield Entry(SOON, "日历", f"{change}待第二人复核", f"文号{change.document_no}；复核后才起作用", url=url)
    if sentence := agenda.calendar_missing:
        title, _, detail = sentence.partition("，")
        yield Entry(KNOW, "日历", title, detail, note="一般在11月公布", label="办理", url=page_of("calendar", agenda))


def honours_entries(agenda: Agenda) -> Iterator[Entry]:
    if count := agenda.honours_waiting:
        title = f"{count}项企业表彰待确认是否与服务相关"
        url = f"{reverse('honours')}?state=waiting"
        yield Entry(SOON, "表彰", title, "确认为相关的，才计入首席服务官", label="确认", url=url)


def jobs_entries(agenda: Agenda) -> Iterator[Entry]:
    for job in agenda.jobs.rows:
        run = getattr(job, "run", None)
        name = f"{run.year}年度测算" if run else JOB_KINDS.get(job.kind, "后台任务")
        if run is None and not agenda.handles:
            continue
        url = reverse("imports")
        if run or job.upload_id:
            url = reverse("run", args=[run.pk]) if run else reverse("import", args=[job.upload_id])
        if job.is_active:
            yield Entry(KNOW, "任务", f"{name}正在进行", job.message, note=job.get_state_display(), url=url)
        else:
            yield Entry(TODAY, "任务", f"{name}未完成", job.message, When("bad", "需要处理", 0), url=url)
    if agenda.jobs.more:
        yield Entry(KNOW, "任务", f"另有{agenda.jobs.more}项任务", url=reverse("runs"))


def uploads_entries(agenda: Agenda) -> Iterator[Entry]:
    if not agenda.handles:
        return
    for upload in agenda.uploads.rows:
        since = f"{spoken(local_day(upload.uploaded_at))}上传"
        title = f"工作簿“{upload.name}”已检查，待导入或移除"
        yield Entry(
            SOON, "导入", title, "看过检查结果后决定", note=since, label="办理", url=reverse("import", args=[upload.pk])
        )
    if agenda.uploads.more:
        yield Entry(SOON, "导入", f"另有{agenda.uploads.more}份工作簿待导入", label="办理", url=reverse("imports"))


def drafts_entries(agenda: Agenda) -> Iterator[Entry]:
    if agenda.drafts:
        yield Entry(
            KNOW, "台账", f"{agenda.drafts}份台账已写草稿，还未上报", "由首席服务官上报", url=page_of("ledgers", agenda)
        )


def surveys_entries(agenda: Agenda) -> Iterator[Entry]:
    """Rounds of questions that are soon over, with how many have answered, and those that wait to be published."""
    for survey in agenda.surveys_closing:
        found = when(survey.closes_on, agenda.today, agenda.calendar)
        rate = f"，答复率{survey.rate}%" if survey.asked else ""
        yield Entry(
            group_of(found), "满意度", f"{survey.name}{survey.closes_short}截止",
            f"邀请{survey.asked}家，已答{survey.answered}家{rate}", replace(found, text=found.text.replace("24时", "")),
            url=reverse("survey", args=[survey.pk]),
        )  # fmt: skip
    if agenda.handles and (drafts := agenda.survey_drafts):
        first, opens = drafts[0], spoken(local_day(drafts[0].opens_at))
        late = first.opens_at <= agenda.at
        url = reverse("survey", args=[first.pk]) if len(drafts) == 1 else f"{reverse('surveys')}?stage=draft"
        yield Entry(
            SOON if late else KNOW,
            "满意度",
            f"{'、'.join(survey.name for survey in drafts)}还没有发布",
            f"原定{opens}开始，已经到时间" if late else f"定于{opens}开始",
            label="办理",
            url=url,
        )


JOB_KINDS = {"check-workbook": "检查工作簿", "import-workbook": "导入工作簿", "export-workbook": "导出工作簿"}
