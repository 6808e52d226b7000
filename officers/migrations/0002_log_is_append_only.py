from django.db import migrations

from officers.operations import Refuse


class Migration(migrations.Migration):
    dependencies = [("officers", "0001_initial")]

    operations = [
        Refuse("log_entry_stands", "officers_logentry", ["UPDATE"], "OLD.id IS NOT NULL", "日志不能修改"),
    ]
