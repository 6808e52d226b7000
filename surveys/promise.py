"""保密承诺: what the page promises a firm, sentence by sentence what the schema keeps and who is shown it."""

from collections.abc import Sequence

from officers.models import Officer

from .models import FEWEST, Invitation, Question

#: texts that do not name the firm, and distributions, are shown when so many firms have answered
FEWEST_FIRMS = FEWEST

MARKS = "您选的答案用来算分；截止后、满{fewest}家企业答卷，每题各选项合计几份给办公室和领导小组看。"
UNSEEN = "首席服务官看不到您的答卷，也看不到哪些企业答了。"
#: the number of answers on the officer's sheet tells whether the only firm has answered
UNSEEN_ALONE = "首席服务官看不到您的答卷。"
MEANS = "公布后，他（她）只看到总的平均分，和几家企业答了几份。只有一家答的，平均分就是这一家打的分。"
OFFICE = (
    "办公室和领导小组看得到各家企业的平均分（年度结束前和不足3份的不分题），看不到单份答卷。"
    "企业全年只答一份的，平均分就是这一份的总分；答几份的，从前后平均分也能算出各份的总分。"
)
ALONE = "这一轮，他（她）服务的企业只问了您一家：他（她）这一轮的平均分，就是您打的分。"
TALLIED = "不计分的选择题只合计票数，不记是哪家企业选的。"
ANONYMOUS = "这次调查不计入考核，是匿名的：每道题只合计票数，不记是哪家企业选的。"
TEXTS = (
    "您写的话不连企业名称保存，截止后、满{fewest}家企业答卷，才给办公室看。"
    "最后一段话您选“按我们企业的名义办理”的，连企业名称交办公室。"
)
STATE = "办公室看得到您是否已提交、什么时候开始和提交、是否要回访，用来提醒没有填的企业。"
STATE_ANONYMOUS = "办公室看得到您是否已开始填写、是否已提交、是否要回访，用来提醒没有填的企业。"
TRACES = (
    "不记姓名、手机号、微信号。为了发现代填，系统存上网地址和手机的加密代码，不存原样，截止后删除；"
    "查出几家的答卷出自一处的，留下这几家的名单，供办公室回访核实。"
)
NO_TRACES = "不记姓名、手机号、微信号，不记提交时间，也不存上网地址和手机的代码。"

TELEPHONE = (
    "您的答复由两位同志先后各问一遍，全部一致才计入；没有复核以前存在系统里，谁也看不到。"
    "通话登记里记下答复人是谁，不记答了什么。"
)
SAID = "您说的意见不连企业名称保存，截止后、满{fewest}家企业答卷，才给办公室看。您同意写明名称的，连企业名称交办公室。"


def is_alone(invitation: Invitation, officer: Officer | None) -> bool:
    """Whether the officer whom the firm is asked about has no other firm that was asked. One query."""
    survey = invitation.survey
    return officer is not None and survey.invitations.standing().about(officer, survey.closes_on).count() == 1


def by_telephone(questions: Sequence[Question], alone: bool) -> list[str]:
    """What a firm hears before it answers on the telephone; its marks are as open or closed as those of the page."""
    return [TELEPHONE, *_marks(questions, alone), _numbered(SAID)]


def promise(invitation: Invitation, questions: Sequence[Question], alone: bool) -> list[str]:
    """What holds for this firm in this round; `alone` as `is_alone` says."""
    if not invitation.survey.is_confidential:
        return [ANONYMOUS, _numbered(TEXTS), STATE_ANONYMOUS, NO_TRACES]
    return [*_marks(questions, alone), _numbered(TEXTS), STATE, TRACES]


def _marks(questions: Sequence[Question], alone: bool) -> list[str]:
    tallied = any(question.offered and not question.aspect for question in questions)
    unseen = [UNSEEN_ALONE, MEANS, ALONE] if alone else [UNSEEN, MEANS]
    return [_numbered(MARKS), *unseen, OFFICE, *[TALLIED] * tallied]


def _numbered(sentence: str) -> str:
    return sentence.format(fewest=FEWEST_FIRMS)
