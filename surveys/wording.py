"""What a firm reads on its slip, in the SMS and in the mail: short, and no more than what the round keeps to."""

from datetime import time

from officers.workdays import SHANGHAI

from . import links
from .models import Invitation, Survey

#: what is promised in a line, of every firm alike; the page itself says in full what holds for each
PROMISE = {
    Survey.Mode.CONFIDENTIAL: "首席服务官看不到您的答卷",
    Survey.Mode.ANONYMOUS: "答卷不记企业，谁也看不出是哪家填的",
}


def issuer(survey: Survey) -> str:
    """Who asks."""
    return f"{survey.district}首席服务官办公室"


def until(survey: Survey) -> str:
    """The closing day as people say it, with the hour unless the day is open to its end: 12月15日."""
    day, hour = survey.closes_on, survey.closes_at.astimezone(SHANGHAI).time()
    said = f"{day.month}月{day.day}日"
    return said if hour == time() else f"{said}{hour:%H:%M}"


def short_message(invitation: Invitation, questions: int, again: bool = False) -> str:
    """The text of an SMS with the firm's link; `again`: a reminder."""
    survey = invitation.survey
    ask = "还没有收到贵企业的答卷，请您抽空填写" if again else "请您评一评首席服务官的服务"
    help_line = f"咨询{survey.phone}。" if survey.phone else ""
    return (
        f"【{issuer(survey)}】{invitation.enterprise}：{ask}，共{questions}道题，{until(survey)}截止。"
        f"{PROMISE[survey.mode]}。打开链接填写：{links.address(invitation)} {help_line}请勿转发。"
    )


def mail(invitation: Invitation, questions: int, again: bool = False) -> tuple[str, str]:
    """Subject and body of the mail with the firm's link; `again`: a reminder."""
    survey = invitation.survey
    ask = "还没有收到贵企业的答卷，请您抽空填写。" if again else "请您评一评首席服务官的服务。"
    lines = [
        f"{invitation.enterprise}：", "",
        f"{ask}共{questions}道题，{until(survey)}截止。",
        f"{PROMISE[survey.mode]}。", "",
        "打开下面的链接填写（这是贵企业专用的链接，请勿转发）：", links.address(invitation), "",
        *([f"不会填，请打{survey.phone}，有人帮您填。"] if survey.phone else []),
        "本邮件由系统自动发出，请勿回复。", issuer(survey),
    ]  # fmt: skip
    return f"{'再次' if again else ''}请您评一评首席服务官：{survey.name}", "\n".join(lines)
