from django.db import migrations

from officers.operations import CompressFast


class Migration(migrations.Migration):
    dependencies = [("assessment", "0002_published_results_stand")]

    operations = [
        CompressFast("assessment_factsheet", ["body"]),
        CompressFast("assessment_scoresheet", ["account"]),
    ]
