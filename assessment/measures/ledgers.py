"""Monthly ledgers of a year: what each officer handed in (J2); how it is judged is `enterprises.ledger_months`."""

from enterprises.ledger_months import Filed, collect
from enterprises.models import Submission

from .context import Context


def of_year(context: Context) -> dict[int, Filed]:
    """What each officer handed in for the months of the year. One query; a draft is nothing handed in."""
    submissions = Submission.objects.of_year(context.district, context.year)
    if context.code:
        submissions = submissions.filter(ledger__officer__code=context.code)
    return collect(submissions.as_filed().iterator(chunk_size=10_000))
