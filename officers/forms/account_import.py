import tempfile
from pathlib import Path, PurePosixPath

from django import forms

from officers.account_list import LIMITS, AccountSheet, note, read_accounts
from officers.forms.account import AccountForm
from officers.laws import lawful
from officers.models import Deputy, District, Officer, Unit
from officers.open_account import Opening, open_accounts, refuse_again
from officers.workbook.columns import UNSAVABLE, quoted
from officers.workbook.gate import MEGABYTE, Refusal
from officers.workbook.reading import sha256
from officers.workbook.report import Report

LONGEST_NAME = 200
#: the column of the list that a field of the form for one account is filled from
COLUMN_OF = {column.name: column for column in AccountSheet.columns}


class AccountImportForm(forms.Form):
    """A list of accounts to open. Each row is judged by the form that opens one account, and no row comes in alone."""

    district = forms.ModelChoiceField(label="地区", queryset=None, empty_label=None)
    file = forms.FileField(
        label="账号表",
        help_text=f"Excel 工作簿（.xlsx），不超过{LIMITS.packed // MEGABYTE} MB",
        error_messages={"empty": "这个文件是空的", "required": "请选择一份账号表"},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args, districts, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.openings = today, []
        self.report = Report(file="")
        self.fields["district"].queryset = districts
        self.alone = districts[0] if len(districts) == 1 else None
        if self.alone:
            del self.fields["district"]

    def clean(self):
        data = self.cleaned_data
        district = data["district"] = data.get("district") or self.alone
        if self.errors:
            return data
        try:
            rows = self._read(data["file"])
        except Refusal as refusal:
            self.add_error("file", str(refusal))
            return data
        refuse_again(district, self.report.sha256)
        judge = _Judge(district, self.today)
        for row in rows:
            opening = judge.opening(row)
            note(self.report, row)
            self.openings.append(opening)
        if self.report.error_count:
            raise forms.ValidationError(f"表中有{self.report.error_count}处要改，没有开设任何账号。改好后请重新上传。")
        return data

    def _read(self, file):
        """The rows of the file, which lies on the disk no longer than it takes to read it."""
        self.report.file = UNSAVABLE.sub("", PurePosixPath(file.name).name)[-LONGEST_NAME:]
        if file.size > LIMITS.packed:
            raise Refusal(f"文件超过 {LIMITS.packed // MEGABYTE} MB")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "accounts.xlsx"
            with path.open("wb") as copy:
                for chunk in file.chunks():
                    copy.write(chunk)
            self.report.sha256 = sha256(path)
            return read_accounts(path, self.report)

    def open(self, actor):
        """Open the accounts. Returns (opening, one-time password) of each.

        Raises ValidationError with the sentence when somebody was faster, IntegrityError when a name was taken since.
        """
        told = {"file": self.report.file, "sha256": self.report.sha256}
        with lawful():
            return open_accounts(actor, self.cleaned_data["district"], self.openings, **told)


class _Judge:
    """Makes openings of rows, or refuses them; knows the rows before."""

    def __init__(self, district, today):
        self._today = today
        self._districts = District.objects.filter(pk=district.pk)
        len(self._districts)  # fetched once, not with every row
        self._units = dict(Unit.objects.filter(district=district).values_list("name", "pk"))
        self._officers = {each.code: [each] for each in Officer.objects.filter(district=district)}
        self._deputies = {}
        for each in Deputy.objects.filter(district=district):
            self._deputies.setdefault(each.name, []).append(each)
        self._seen = {}

    def opening(self, row):
        """The account that the row asks for; what is wrong with it is noted at the row."""
        values = row.values
        self._once(row, "username", values["username"].casefold())
        data = {name: values[name] for name in ("username", "name", "role", "ends")}
        data |= {"starts": values["starts"] or self._today, "unit": self._unit(row)}
        form = AccountForm(data, districts=self._districts, today=self._today)
        for field, said in form.errors.items():
            column = COLUMN_OF.get(field, COLUMN_OF["role"])
            shown = f" {quoted(column.write(values[column.name]))}" if values.get(column.name) else ""
            row.refuse(column.title, f"{'；'.join(said).rstrip('。')}{shown}")
        people = [self._person(row, "officer", self._officers), self._person(row, "deputy", self._deputies)]
        if row.problems:
            return None
        return Opening(form.cleaned_data["username"], form.cleaned_data["name"], form.grant(), [*filter(None, people)])

    def _unit(self, row):
        name = row.values["unit"]
        if name and name not in self._units:
            row.refuse(COLUMN_OF["unit"].title, f"没有单位 {quoted(name)}")
        return self._units.get(name, "")

    def _person(self, row, field, known):
        """The one free person of the row's name whom the row names; None where it names nobody."""
        asked, column = row.values[field], COLUMN_OF[field]
        if not asked:
            return None
        self._once(row, field, asked)
        found = known.get(asked, [])
        free = [person for person in found if person.user_id is None]
        kind = "首席服务官" if field == "officer" else "分包人"
        if not found:
            row.refuse(column.title, f"没有{kind} {quoted(asked)}")
        elif not free:
            row.refuse(column.title, f"{kind} {quoted(asked)} 已关联账号")
        elif len(free) > 1:
            row.refuse(column.title, f"有{len(free)}位{kind}叫 {quoted(asked)}，请留空，开设后在账号页关联")
        elif free[0].name != row.values["name"]:
            row.refuse(column.title, f"{kind} {quoted(asked)} 登记的姓名是{free[0].name}，与本行姓名不同")
        else:
            return free[0]
        return None

    def _once(self, row, field, value):
        first = self._seen.setdefault((field, value), row.number)
        if first != row.number:
            row.refuse(COLUMN_OF[field].title, f"与第{first}行相同 {quoted(row.values[field])}")
