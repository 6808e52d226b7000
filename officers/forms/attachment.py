import hashlib

from django import forms

from officers.attachments import names
from officers.attachments.judging import ACCEPTED, MOST_BYTES, SUFFIXES, judge
from officers.attachments.keeping import Chosen
from officers.workbook.gate import MEGABYTE, Refusal

LONGEST_SAID = 40


class FilesInput(forms.FileInput):
    """One control for several files."""

    allow_multiple_selected = True


class AttachmentsField(forms.FileField):
    """附件, up to `most` of them, none needed; cleans to `Chosen` files. What is wrong is said file by file."""

    widget = FilesInput

    def __init__(self, *, most, **kwargs):
        self.most = most
        super().__init__(label="附件", required=False, **kwargs)
        self.widget.attrs |= {"accept": ",".join(SUFFIXES), "multiple": True}
        self.help_text = f"每个不超过{MOST_BYTES // MEGABYTE} MB：{ACCEPTED}。"

    def clean(self, data, initial=None):
        """The files, looked at. Raises ValidationError with a sentence for each that is not taken."""
        given = [each for each in data or () if each]
        if len(given) > self.most:
            raise forms.ValidationError(f"附件最多{self.most}个，请重新选择" if self.most else "附件已经满了，不能再加")
        taken, problems = [], []
        for each in given:
            try:
                taken.append(self._chosen(each))
            except Refusal as refusal:
                problems.append(f"“{_short(each.name)}”没有收：{refusal}")
        if problems:
            raise forms.ValidationError(problems)
        return taken

    def _chosen(self, file):
        kind = judge(file.name, file)
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        return Chosen(file, names.clean(file.name, kind), kind, digest.hexdigest())


def _short(name):
    return name if len(name) <= LONGEST_SAID else f"{name[:LONGEST_SAID]}…"
