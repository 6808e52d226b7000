from django import forms
from django.core.paginator import Paginator

from enterprises.models import Attendance, Training
from officers.forms.day import DayField
from officers.laws import lawful
from officers.models import Deputy, Officer
from officers.numbers import whole

LONGEST_REASON = 100
#: three fields a person: what one request may carry is bounded (DATA_UPLOAD_MAX_NUMBER_FIELDS)
PEOPLE_A_PAGE = 100
KINDS = {"officer": Officer, "deputy": Deputy}


class TrainingForm(forms.Form):
    """A session and a page of its roll: who is ticked came, who has a reason was on leave, the others were absent.

    A roll longer than a page is kept page by page: what is sent speaks of the people it names in `people`, and how
    everybody else came stands as it was. So does how the one who keeps the roll came: a colleague enters that.
    """

    district = forms.ModelChoiceField(label="地区", queryset=None, empty_label=None)
    date = DayField(label="日期")
    topic = forms.CharField(label="主题", max_length=120)
    place = forms.CharField(label="地点", max_length=80, required=False)
    hours = forms.DecimalField(label="学时", min_value=0, max_digits=4, decimal_places=1)

    def __init__(self, *args, districts, district, today, user, training=None, page=1, **kwargs):
        shown = {name: getattr(training, name) for name in ("date", "topic", "place", "hours")} if training else {}
        super().__init__(*args, initial={"district": district, **shown}, **kwargs)
        self.today, self.district, self.training, self.user = today, district, training, user
        self.fields["date"].widget.attrs["max"] = today.isoformat()
        self.fields["district"].queryset = districts
        if len(districts) == 1:
            del self.fields["district"]
        self.page = Paginator(self._everybody(), PEOPLE_A_PAGE).get_page(page)
        self.stands = {key_of(one): one for one in self.training.roll()} if training else {}
        self.rows = self._rows()

    def _everybody(self):
        """(kind, key) of all who may be called, officers first, by name."""
        return [
            (kind, pk)
            for kind, model in KINDS.items()
            for pk in model.objects.filter(district=self.district).order_by("name", "pk").values_list("pk", flat=True)
        ]

    def _rows(self):
        """The people of this page, or those of whom the sent form speaks, each with how they came."""
        wanted = self._sent() if self.is_bound and "people" in self.data else list(self.page.object_list)
        found = {}
        for kind, model in KINDS.items():
            keys = [pk for of, pk in wanted if of == kind]
            people = model.objects.filter(district=self.district, pk__in=keys).select_related("unit")
            found |= {(kind, person.pk): person for person in people}
        rows = []
        for kind, pk in wanted:
            if person := found.get((kind, pk)):
                key = f"{kind}-{pk}"
                own = person.user_id == self.user.pk
                row = {"key": key, "kind": kind, "person": person, "own": own}
                rows.append(row | self._told(key, sent=self.is_bound and not own))
        return rows

    def _sent(self):
        """(kind, key) of the people who stood on the page that was sent; what is no such key is left out."""
        told = [text.partition("-") for text in self.data["people"].split(",")[:PEOPLE_A_PAGE]]
        keys = dict.fromkeys((kind, whole(pk)) for kind, _, pk in told if kind in KINDS)
        return [(kind, pk) for kind, pk in keys if pk is not None]

    def _told(self, key, sent):
        if sent:
            came = {"called": key in self.data.getlist("called"), "present": key in self.data.getlist("present")}
            return {**came, "reason": self.data.get(f"reason-{key}", "").strip()}
        one = self.stands.get(key)
        if one is None:
            return {"called": self.training is None and key.startswith("officer"), "present": False, "reason": ""}
        return {"called": True, "present": one.state == Attendance.State.PRESENT, "reason": one.reason}

    @property
    def people(self):
        """The keys of this page's people, as the form sends them back."""
        return ",".join(row["key"] for row in self.rows)

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day > self.today:
            raise forms.ValidationError(f"日期不能晚于今天（{self.today.month}月{self.today.day}日）")
        return day

    def clean_hours(self):
        hours = self.cleaned_data["hours"]
        if not hours:
            raise forms.ValidationError("学时须大于0")
        return hours

    def clean(self):
        both = [row["person"].name for row in self.rows if row["present"] and row["reason"]]
        if both:
            raise forms.ValidationError(f"{'、'.join(both)}已签到，不必写请假事由")
        # no field looks at these, and PostgreSQL keeps no null character
        unsavable = [row["person"].name for row in self.rows if "\0" in row["reason"]]
        if unsavable:
            raise forms.ValidationError(f"{'、'.join(unsavable)}的请假事由含有不能保存的字符，请删去后重写")
        long = [row["person"].name for row in self.rows if len(row["reason"]) > LONGEST_REASON]
        if long:
            raise forms.ValidationError(f"{'、'.join(long)}的请假事由超过{LONGEST_REASON}个字")
        if not self._roll():
            raise forms.ValidationError("请勾选参加培训的人")
        return self.cleaned_data

    def _roll(self):
        """How everybody came: this page as it was sent, the others and oneself as they stand."""
        judged = {row["key"]: row for row in self.rows if not row["own"]}
        roll = [
            Attendance(officer=one.officer, deputy=one.deputy, state=one.state, reason=one.reason)
            for key, one in self.stands.items()
            if key not in judged
        ]
        for row in judged.values():
            if row["called"] or row["present"] or row["reason"]:
                state = "present" if row["present"] else "leave" if row["reason"] else "absent"
                roll.append(Attendance(**{row["kind"]: row["person"]}, state=state, reason=row["reason"]))
        return roll

    def save(self, actor, version=0):
        """Enter the session, or correct it as it was shown in `version`. Returns it.

        Raises StaleRecord, and ValidationError with the sentence of a law that stands against it.
        """
        fields = {name: self.cleaned_data[name] for name in ("date", "topic", "place", "hours")}
        with lawful():
            if self.training:
                return self.training.correct_roll(actor, version, self._roll(), **fields)
            return Training(district=self.district, **fields).hold(actor, self._roll())


def key_of(attendance):
    """officer-12 or deputy-3: whose attendance it is, as the form names them."""
    kind = "officer" if attendance.officer_id else "deputy"
    return f"{kind}-{getattr(attendance, f'{kind}_id')}"
