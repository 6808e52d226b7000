from django.db import migrations

from officers.operations import Refuse

SENTENCE = "已公布的结果不能修改，只能另出新版"
PUBLISHED = "EXISTS (SELECT 1 FROM assessment_assessmentrun r WHERE r.id = {row}.run_id AND r.published_at IS NOT NULL)"


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial")]

    operations = [
        Refuse(
            "published_run_stands",
            "assessment_assessmentrun",
            ["UPDATE", "DELETE"],
            "OLD.published_at IS NOT NULL",
            SENTENCE,
        ),
        Refuse(
            "published_sheet_stands",
            "assessment_scoresheet",
            ["UPDATE", "DELETE"],
            PUBLISHED.format(row="OLD"),
            SENTENCE,
        ),
        Refuse(
            "published_run_is_full",
            "assessment_scoresheet",
            ["INSERT", "UPDATE"],
            PUBLISHED.format(row="NEW"),
            SENTENCE,
        ),
        Refuse("fact_sheet_stands", "assessment_factsheet", ["UPDATE"], "OLD.digest IS NOT NULL", "事实表不能修改"),
    ]
