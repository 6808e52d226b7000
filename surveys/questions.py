"""The five questions of the scheme (J5), worded for people who run a firm."""

from .models import Question, Survey

STANDARD = (
    ("深入企业", "他（她）来企业了解情况", "是否常来、是否了解您的难处"),
    ("服务态度", "他（她）的服务态度", ""),
    ("工作效率", "他（她）办事快不快", ""),
    ("问题解决", "您提的问题解决得怎样", "没提过问题的，按总体印象选"),
    ("政策落实", "政策讲清楚、落到位没有", ""),
)


def standard_questions(survey: Survey) -> list[Question]:
    """The five questions for a new round, unsaved."""
    return [
        Question(district=survey.district, survey=survey, position=place, aspect=aspect, text=text, hint=hint)
        for place, (aspect, text, hint) in enumerate(STANDARD, start=1)
    ]
