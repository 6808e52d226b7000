import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from officers.operations import Refuse


class Migration(migrations.Migration):

    dependencies = [
        ('enterprises', '0003_names_are_spelled'),
        ('officers', '0003_names_are_spelled'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WeeklyFeedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='编号年度')),
                ('serial', models.PositiveIntegerField(verbose_name='编号')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='版次')),
                ('entered_at', models.DateTimeField(verbose_name='录入时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('void_reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
                ('iso_year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('week', models.PositiveSmallIntegerField(verbose_name='周')),
                ('remark', models.CharField(blank=True, max_length=200, verbose_name='补充说明')),
                ('content', models.JSONField(verbose_name='反馈内容')),
            ],
            options={
                'verbose_name': '每周反馈',
                'verbose_name_plural': '每周反馈',
                'ordering': ['iso_year', 'week', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='ledger',
            name='drafted_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='草稿时间'),
        ),
        migrations.AddField(
            model_name='ledger',
            name='progress',
            field=models.TextField(blank=True, max_length=2000, verbose_name='工作开展情况'),
        ),
        migrations.AddField(
            model_name='ledger',
            name='suggestions',
            field=models.TextField(blank=True, max_length=2000, verbose_name='存在问题和建议'),
        ),
        migrations.AddField(
            model_name='submission',
            name='accepted_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='收下时间'),
        ),
        migrations.AddField(
            model_name='submission',
            name='accepted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='收下人'),
        ),
        migrations.AddField(
            model_name='submission',
            name='content',
            field=models.JSONField(blank=True, null=True, verbose_name='上报内容'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('returned_at__isnull', True), _connector='OR'), name='submission_accepted_or_returned', violation_error_message='已经收下的台账不能退回，须先撤销收下'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('accepted_at__gte', models.F('received_at')), _connector='OR'), name='submission_accepted_after', violation_error_message='收下时间不能早于上报时间'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(condition=models.Q(('returned_at__isnull', True)), fields=('ledger',), name='submission_one_open', violation_error_message='这个月的台账已经上报'),
        ),
        migrations.AddField(
            model_name='weeklyfeedback',
            name='district',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='officers.district', verbose_name='地区'),
        ),
        migrations.AddField(
            model_name='weeklyfeedback',
            name='entered_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人'),
        ),
        migrations.AddField(
            model_name='weeklyfeedback',
            name='officer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='officers.officer', verbose_name='首席服务官'),
        ),
        migrations.AddField(
            model_name='weeklyfeedback',
            name='voided_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作废人'),
        ),
        migrations.AddIndex(
            model_name='weeklyfeedback',
            index=models.Index(fields=['district', 'iso_year', 'week'], name='feedback_week'),
        ),
        migrations.AddConstraint(
            model_name='weeklyfeedback',
            constraint=models.UniqueConstraint(fields=('district', 'year', 'serial'), name='weeklyfeedback_number_once'),
        ),
        migrations.AddConstraint(
            model_name='weeklyfeedback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at__isnull', True)), models.Q(('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='weeklyfeedback_void_has_reason', violation_error_message='作废须写明原因'),
        ),
        migrations.AddConstraint(
            model_name='weeklyfeedback',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at__isnull', True)), fields=('officer', 'iso_year', 'week'), name='feedback_once', violation_error_message='这一周已经确认'),
        ),
        migrations.AddConstraint(
            model_name='weeklyfeedback',
            constraint=models.CheckConstraint(condition=models.Q(('week__gte', 1), ('week__lte', 53)), name='feedback_week_exists', violation_error_message='一年只有52或53周'),
        ),
        Refuse(
            "submission_content_stands",
            "enterprises_submission",
            ["UPDATE"],
            "OLD.content IS NOT NULL AND (NEW.content IS NULL OR NEW.content <> OLD.content)",
            "上报的内容不能修改，只能退回后重报",
        ),
    ]
