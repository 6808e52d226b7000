from django.db import migrations

from officers.operations import Refuse


class Migration(migrations.Migration):
    """Of two counts of one round the difference would be a single reply."""

    dependencies = [("surveys", "0003_results_are_counted_once")]

    operations = [
        Refuse("round_result_stands", "surveys_roundresult", ["UPDATE"], "1 = 1", "调查结果已经统计，不能再改"),
    ]
