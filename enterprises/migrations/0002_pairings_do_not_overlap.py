from django.db import migrations

from officers.operations import NoOverlap


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0001_initial")]

    operations = [
        NoOverlap(
            "pairing_no_overlap",
            "enterprises_pairing",
            "enterprise_id",
            "同一企业同一天只能有一位首席服务官，且同一结对不能重叠",
        ),
    ]
