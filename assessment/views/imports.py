from pathlib import PurePosixPath

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from assessment import imports as workbooks
from assessment.display.imports import told
from assessment.forms.imports import ImportForm, UploadForm
from officers import permissions
from officers.actor import Actor
from officers.models import Job, Upload
from officers.numbers import whole
from officers.workdays import local_day

UPLOADS_A_PAGE, ERRORS_A_PAGE, EXPORTS_SHOWN = 50, 100, 5


def _districts(request):
    """The districts whose workbooks this person handles; 404 for who handles none."""
    found = permissions.districts(request.user, permissions.IMPORT)
    if not found:
        raise Http404
    return found


def _upload(request, pk):
    _districts(request)
    visible = Upload.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("district", "uploaded_by", "imported_by", "job"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request):
    """The workbooks handed in so far, and the forms that hand in another and export what stands."""
    districts = _districts(request)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*given, districts=districts)
    if form.is_valid() and (received := form.receive(Actor.of(request))):
        upload, created = received
        if not created:
            messages.warning(request, "这个文件已经上传过，正在检查或等待导入，没有再收一份。")
        return redirect("import", pk=upload.pk)
    page = Paginator(Upload.objects.visible_to(request.user).listed(), UPLOADS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "waiting": Upload.objects.visible_to(request.user).waiting().count(),
        "exports": _exports(request, districts).select_related("district", "created_by")[:EXPORTS_SHOWN],
        "districts": districts,
        "several": len(districts) > 1,
    }
    return render(request, "assessment/imports.html", context, status=422 if form.errors else 200)


@require_safe
@vary_on_headers("HX-Request")
def upload(request, pk):
    """One workbook: how far its check or import is, or what it came to. The page asks again while a job works."""
    return _shown(request, _upload(request, pk))


def _shown(request, found, form=None, status=200):
    is_in = found.state == Upload.State.IMPORTED
    report = told(found.outcome if is_in else found.report)
    job = found.job
    context = {
        "upload": found,
        "report": report,
        "works": bool(job and job.is_active and found.state in (Upload.State.CHECKING, Upload.State.IMPORTING)),
        "seconds_left": job.seconds_left(request.at) if job else None,
        "form": form or ImportForm(upload=found),
        "page": Paginator(report.errors if report else [], ERRORS_A_PAGE).get_page(request.GET.get("page")),
    }
    template = "assessment/_import.html" if request.htmx else "assessment/import.html"
    return render(request, template, context, status=status)


@require_POST
def start(request, pk):
    """Import a checked workbook. A second press finds it under way and starts nothing."""
    found = _upload(request, pk)
    permissions.require(request.user, permissions.IMPORT, found.district)
    if found.state == Upload.State.CHECKED:
        form = ImportForm(request.POST, upload=found)
        if not form.is_valid():
            return _shown(request, found, form, status=422)
        workbooks.begin(found, form.cleaned_data["mode"], Actor.of(request))
    return redirect("import", pk=pk)


@require_POST
def again(request, pk):
    """Take up a check or an import that broke off."""
    found = _upload(request, pk)
    permissions.require(request.user, permissions.IMPORT, found.district)
    workbooks.again(found, Actor.of(request))
    return redirect("import", pk=pk)


@require_POST
def drop(request, pk):
    """Do without a workbook that was checked."""
    found = _upload(request, pk)
    permissions.require(request.user, permissions.IMPORT, found.district)
    if workbooks.drop(found, Actor.of(request)):
        messages.success(request, f"已移除“{found.name}”，没有改动任何记录。")
        return redirect("imports")
    messages.warning(request, "这份工作簿已经在导入或已经处理完毕，不能移除。")
    return redirect("import", pk=pk)


@require_safe
def rejected(request, pk):
    """The rows that an import left out, as a workbook with the reasons."""
    found = _upload(request, pk)
    if not found.rejected_path or not found.rejected_path.is_file():
        raise Http404
    return _file(found.rejected_path, f"{PurePosixPath(found.name).stem}-未导入.xlsx")


@require_POST
def start_export(request):
    """Have a district's workbook written."""
    districts = _districts(request)
    asked = request.POST.get("district", "")
    chosen = districts[0] if len(districts) == 1 else get_object_or_404(districts, pk=whole(asked) or 0)
    key = workbooks.WITHOUT_ANSWERS if permissions.serves(request.user) else workbooks.ALL
    return redirect("export", pk=workbooks.start_export(chosen, Actor.of(request), key).pk)


def _exports(request, districts):
    """Those that the person may fetch: who serves enterprises, only those without answers."""
    found = Job.objects.visible_to(request.user).filter(kind=workbooks.EXPORT, district__in=districts)
    return found.filter(key=workbooks.WITHOUT_ANSWERS) if permissions.serves(request.user) else found


def _export(request, pk):
    found = _exports(request, _districts(request)).select_related("district", "created_by")
    return get_object_or_404(found, pk=pk)


@require_safe
@vary_on_headers("HX-Request")
def export(request, pk):
    """One export: how far it is, or the file."""
    job = _export(request, pk)
    bare = job.key == workbooks.WITHOUT_ANSWERS
    context = {"job": job, "kept": workbooks.exported(job) is not None, "bare": bare}
    return render(request, "assessment/_export.html" if request.htmx else "assessment/export.html", context)


@require_safe
def export_file(request, pk):
    """The workbook itself."""
    job = _export(request, pk)
    path = workbooks.exported(job)
    if path is None:
        raise Http404
    return _file(path, f"{job.district.name}-{local_day(job.finished_at):%Y-%m-%d}.xlsx")


def _file(path, name):
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    answer["Cache-Control"] = "no-store"
    return answer
