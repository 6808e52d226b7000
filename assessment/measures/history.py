"""Last year's grade, from the published result; a year without an assessment is 无 (Jilin 连续两年)."""

from assessment.models import ScoreSheet
from assessment.rules.sources import NO_ASSESSMENT

from .context import Context
from .population import Population


def fill(context: Context, population: Population) -> None:
    """The grade each subject was given by the latest published run of the year before, under the same code."""
    sheets = (
        ScoreSheet.objects.filter(
            run__district=context.district,
            run__scheme__code=context.scheme.code,
            run__year=context.year - 1,
            run__published_at__isnull=False,
        )
        .order_by("run__published_at", "pk")
        .values_list("code", "grade")
    )
    grades = dict(sheets)
    for subject in population.subjects:
        for measure in context.measures("history"):
            subject.facts[measure.id] = grades.get(subject.code) or NO_ASSESSMENT
