from datetime import timedelta

from django import forms
from django.utils.functional import cached_property

from enterprises.models import Enterprise, Visit
from officers.forms.day import DayField
from officers.models import Officer
from officers.periods import month_end

#: how far back people look for hints when they name no day
HINT_DAYS, LAST_DAYS = 92, 3


class VisitFilter(forms.Form):
    """Which visits the list shows; what is wrong or missing narrows nothing."""

    STATES = (("", "全部"), ("valid", "有效"), ("void", "作废"), ("late", "补录"))
    HINTS = (
        ("", "不限"),
        ("any", "待核实"),
        ("text", "内容相同"),
        ("minute", "同一分钟录入"),
        ("batch", "月末集中录入"),
    )

    since = DayField(label="从", required=False)
    until = DayField(label="到", required=False)
    officer = forms.CharField(label="首席服务官", required=False, max_length=60)
    enterprise = forms.CharField(label="企业", required=False, max_length=60)
    visitor = forms.ChoiceField(label="走访人", required=False, choices=(("", "全部"), *Visit.Visitor.choices))
    briefing = forms.ChoiceField(label="政策宣讲", required=False, choices=(("", "全部"), ("1", "有"), ("0", "没有")))
    state = forms.ChoiceField(label="状态", required=False, choices=STATES)
    hint = forms.ChoiceField(label="线索", required=False, choices=HINTS)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.is_valid()

    def narrow(self, visits):
        """The visits, of those given, that the filter asks for."""
        data = self.cleaned_data
        found = self._dated(visits)
        if data.get("hint"):
            hinted = self._dated(visits).order_by().with_hints(self.month_ends).hinted(data["hint"])
            found = found.filter(pk__in=hinted.values("pk"))
        if data.get("officer"):
            found = found.filter(pairing__officer__in=Officer.objects.named_like(data["officer"]).values("pk"))
        if data.get("enterprise"):
            named = Enterprise.objects.named_like(data["enterprise"])
            found = found.filter(pairing__enterprise__in=named.values("pk"))
        if data.get("visitor"):
            found = found.filter(visitor=data["visitor"])
        if data.get("briefing"):
            found = found.filter(is_briefing=data["briefing"] == "1")
        if data.get("state") == "late":
            return found.exclude(late_reason="")
        if data.get("state"):
            found = found.filter(voided_at__isnull=data["state"] == "valid")
        return found

    def hints_of(self, visits, shown):
        """For each visit shown that has one, the sentences why it may be worth a look."""
        if not self.cleaned_data.get("hint") or not shown:
            return {}
        return {pk: _said(hints) for pk, hints in self._dated(visits).hints_of(shown, self.month_ends).items()}

    @cached_property
    def month_ends(self):
        """The last days of each month of the days asked for."""
        since, until = self._days
        ends, day = [], since.replace(day=1)
        while day <= until:
            end = month_end(day.year, day.month)
            ends += [end - timedelta(days=back) for back in range(LAST_DAYS)]
            day = end + timedelta(days=1)
        return ends

    @property
    def _days(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until") or self.today
        return since or until - timedelta(days=HINT_DAYS), until

    def _dated(self, visits):
        data = self.cleaned_data
        since = self._days[0] if data.get("hint") else data.get("since")
        if since:
            visits = visits.filter(date__gte=since)
        return visits.filter(date__lte=data["until"]) if data.get("until") else visits


def _said(hints):
    said = []
    if hints["same_text"] > 1:
        said.append(f"与另外{hints['same_text'] - 1}条内容相同")
    if hints["same_minute"] > 1:
        said.append(f"同一账号同一分钟录入{hints['same_minute']}条")
    if hints["batch"] >= Visit.BATCH:
        said.append(f"月末一天补记{hints['batch']}条以前的走访")
    return said
