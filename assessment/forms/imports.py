import logging
from pathlib import PurePosixPath

from django import forms

from assessment import imports
from officers.models import Upload
from officers.workbook.columns import UNSAVABLE
from officers.workbook.gate import MEGABYTE, Limits

logger = logging.getLogger(__name__)

LONGEST_NAME = 200
NO_ROOM = "工作簿没有收下：服务器暂时写不进文件，没有改动任何记录。请稍后再上传，仍不行请告诉系统管理员"
OF_A_ZIP = b"PK\x03\x04"


class UploadForm(forms.Form):
    """A workbook, and where it belongs when the office has several districts."""

    district = forms.ModelChoiceField(label="地区", queryset=None, empty_label=None)
    file = forms.FileField(
        label="工作簿",
        help_text=f"Excel 工作簿（.xlsx），不超过{Limits.packed // MEGABYTE} MB。上传后先检查，不会改动任何记录",
        error_messages={"empty": "这个文件是空的", "required": "请选择一个工作簿"},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args, districts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["district"].queryset = districts
        self.alone = districts[0] if len(districts) == 1 else None
        if self.alone:
            del self.fields["district"]

    def clean_file(self):
        """What a glance can tell; everything else is found out by the check, in a process of its own."""
        file = self.cleaned_data["file"]
        if file.size > Limits.packed:
            raise forms.ValidationError(f"文件超过{Limits.packed // MEGABYTE} MB")
        head = file.read(len(OF_A_ZIP))
        file.seek(0)
        if PurePosixPath(file.name).suffix.lower() != ".xlsx" or head != OF_A_ZIP:
            raise forms.ValidationError("不是 Excel 工作簿（.xlsx）。旧版 .xls 请先另存为 .xlsx")
        return file

    def receive(self, actor):
        """Keep the workbook and have it checked. Returns (upload, created), None where the disk takes no more, which
        the form then tells."""
        file = self.cleaned_data["file"]
        name = UNSAVABLE.sub("", file.name)
        stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
        name = f"{stem[: LONGEST_NAME - len(suffix)]}{suffix}"
        try:
            return imports.receive(self.cleaned_data.get("district") or self.alone, name, file.chunks(), actor)
        except OSError:
            logger.exception("a workbook was not kept")
            self.add_error("file", NO_ROOM)
            return None


class ImportForm(forms.Form):
    """How a checked workbook comes in: all of it while it is clean, else its clean rows."""

    mode = forms.ChoiceField(label="导入方式")

    def __init__(self, *args, upload, **kwargs):
        super().__init__(*args, **kwargs)
        mode = Upload.Mode.CLEAN if upload.error_count else Upload.Mode.ALL
        self.fields["mode"].choices = [(mode.value, mode.label)]
        self.fields["mode"].error_messages["invalid_choice"] = (
            "这份工作簿有错误，只能导入正确的行" if upload.error_count else "这份工作簿没有错误，请整份导入"
        )
