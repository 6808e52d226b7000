"""A ledger as it was handed in, as an official paper: the same words on the print page and in the .docx."""

from typing import Any

from officers.documents.official import OfficialPaper
from officers.models import District
from officers.words import full
from officers.workdays import SHANGHAI, local_day

from . import report_content
from .models import Submission

NUMERALS = "一二三四五"


def issuer_of(district: District) -> str:
    """Whose red header it is."""
    return f"{district.name}首席服务官办公室"


def paper_of(submission: Submission) -> dict[str, Any]:
    """What stands on the paper; only for a submission that keeps its content."""
    ledger = submission.ledger
    report = report_content.shown(submission.content)
    received = submission.received_at.astimezone(SHANGHAI)
    return {
        "issuer": issuer_of(submission.district),
        "title": "首席服务官工作台账",
        "subtitle": f"（{ledger.month.year}年{ledger.month.month}月）",
        "number": f"台账编号{ledger.number}　第{submission.sequence}次上报",
        "about": [
            ("首席服务官", report["name"]),
            ("单位职务", f"{report['unit']}{report['title']}" or "—"),
            ("服务企业", "、".join(report["enterprises"]) or "—"),
            ("上报时间", f"{full(received)} {received:%H:%M:%S}"),
        ],
        "sections": _sections(report),
        "signed": (f"首席服务官（签字）：{'　' * 4}", f"{issuer_of(submission.district)}（盖章）"),
        "day": local_day(submission.received_at),
    }


def _sections(report: dict[str, Any]) -> list[dict[str, Any]]:
    visits = [
        (_day(visit["day"]), visit["enterprise"], visit["visitor"], visit["content"]) for visit in report["visits"]
    ]
    briefings = [(_day(visit["day"]), visit["enterprise"], visit["policies"]) for visit in report["briefings"]]
    issues = [
        (issue["code"], issue["enterprise"], f"{_day(issue['raised'])}提出（{issue['level']}）：{issue['content']}",
         _progress(issue))
        for issue in report["issues"]
    ]  # fmt: skip
    told = [
        ("本月走访", f"共{len(visits)}次，{report['visited']}家企业", ("日期", "企业", "走访人", "内容"), visits,
         (17, 25, 13, 45)),
        ("政策宣讲", f"共{len(briefings)}次", ("日期", "企业", "宣讲政策"), briefings, (17, 34, 49)),
        ("企业问题及办理", f"共{len(issues)}件，在办{report['open_issues']}件", ("编号", "企业", "问题", "办理"),
         issues, (20, 22, 32, 26)),
        ("工作开展情况", report["progress"] or "没有补充。", (), (), ()),
        ("存在问题和建议", report["suggestions"] or "没有填写。", (), (), ()),
    ]  # fmt: skip
    return [
        {"title": f"{NUMERALS[place]}、{title}", "text": text, "headers": headers, "rows": rows, "widths": widths}
        for place, (title, text, headers, rows, widths) in enumerate(told)
    ]


def _progress(issue: dict[str, Any]) -> str:
    steps = [f"{_day(on) if on else ''}{kind}{f'：{note}' if note else ''}" for on, kind, note in issue["steps"]]
    return "；".join([*steps, issue["state"]] if issue["state"] == "办理中" else steps or [issue["state"]])


def _day(day: Any) -> str:
    return f"{day.month}月{day.day}日"


def as_docx(paper: dict[str, Any]) -> bytes:
    """The paper as a Word file."""
    made = OfficialPaper(paper["issuer"], paper["title"] + paper["subtitle"], paper["number"])
    made.table(("项目", "内容"), paper["about"], (22, 78))
    for section in paper["sections"]:
        made.heading(section["title"])
        made.paragraph(section["text"])
        if section["rows"]:
            made.table(section["headers"], section["rows"], section["widths"])
    made.signatures(*paper["signed"], day=paper["day"])
    return made.content()
