"""Sets of periods as bit masks in queries: the one place that knows how each database unites them."""

from django.db.models import Aggregate, BigIntegerField


class Mask(Aggregate):
    """The bits of a column, of which each row holds a single one, united into one number."""

    function = "BIT_OR"
    name = "Mask"
    output_field = BigIntegerField()

    def as_sqlite(self, compiler, connection, **context):
        # single bits united are the different ones added up
        total = self.copy()
        total.distinct = True
        return total.as_sql(compiler, connection, function="SUM", **context)
