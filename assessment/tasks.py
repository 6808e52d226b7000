"""年度测算 as a job: started once whatever is pressed, finished once whatever dies. What Celery calls in this app."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from officers import jobs
from officers.models import LogEntry

from . import imports, schemes
from .assess import fill_run, scheme_for
from .measures import MeasureProblem
from .models import AssessmentRun, SchemeVersion
from .rules.reading import SchemeError
from .rules.values import FactError

KIND = "assess"


def start_preview(district, selector, year, as_of, actor):
    """Start a preview run, or find the same one under way. Returns (run, created).

    `selector` is a scheme's CODE or CODE@VERSION. Raises LookupError for an unknown one.
    """
    scheme = scheme_for(selector, year)
    key = f"{scheme.name} {year} {as_of.isoformat()} preview"
    with transaction.atomic():
        job, created = jobs.enqueue(district, KIND, key, {}, actor)
        if not created:
            return job.run, False
        version = SchemeVersion.objects.remember(scheme, schemes.source(scheme.name), actor.at)
        run = AssessmentRun.objects.create(
            district=district,
            scheme=version,
            year=year,
            as_of=as_of,
            job=job,
            created_by=actor.user,
            created_at=actor.at,
        )
        LogEntry.write(actor, "发起测算", record=run, note=key)
    return run, True


@jobs.handles(KIND)
def assess(progress):
    """The handler of the job: fill its run."""
    run = AssessmentRun.objects.select_related("district", "scheme").get(job=progress.job)
    try:
        fill_run(
            run,
            tick=lambda done, total: progress.tell(done, total, f"已完成{done}／{total}" if total else "正在读取记录"),
            finish=lambda: progress.finish({"run": run.pk}),
            clock=progress.clock,
        )
    except (MeasureProblem, SchemeError, FactError) as problem:
        raise jobs.JobRefused(f"考核办法的事实无法计算：{problem}") from problem


@shared_task(name="assessment.tasks.tidy_imports")
def tidy_imports():
    """Remove workbooks that nobody needs any more. Returns how many files went."""
    return imports.tidy(timezone.now())
