"""What is asked about invitations: which ones, why, by which way, and how many were shown."""

from django import forms
from django.db.models import OuterRef, Q, Subquery

from officers.forms.directory import SEARCH, FilterForm
from surveys.hand_out import MOST_ROWS
from surveys.models import Invitation, Letter

State = Invitation.State
#: what a whole number of the database holds
LARGEST = 2**31 - 1


class InvitationFilter(FilterForm):
    """Invitations by firm, officer, state, mail, call-back and reminders."""

    q = forms.CharField(label="企业名称或代码", required=False, max_length=60, widget=SEARCH)
    officer = forms.CharField(label="首席服务官", required=False, max_length=60, widget=SEARCH)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *State.choices])
    mail = forms.ChoiceField(label="邮件", required=False, choices=[("", "全部"), *Letter.State.choices])
    call = forms.ChoiceField(label="请回访", required=False, choices=[("", "全部"), ("yes", "请回访的")])

    #: what each state is in the database
    STATES = {
        State.UNDELIVERED: Q(withdrawn_at__isnull=True, submitted=False, delivered_at__isnull=True),
        State.DELIVERED: Q(withdrawn_at__isnull=True, submitted=False, delivered_at__isnull=False),
        State.SUBMITTED: Q(submitted=True),
        State.WITHDRAWN: Q(withdrawn_at__isnull=False),
    }

    @property
    def is_used(self):
        return any(self.said(name) for name in self.fields)

    @property
    def tells_state(self):
        """Whether it is asked for something that nobody may know of firms they serve."""
        return any(self.said(name) for name in ("state", "mail", "call"))

    def narrow(self, invitations, survey):
        """The invitations that were asked for, with `mail` and `mail_problem` of its link's last letter."""
        last = Letter.objects.filter(invitation=OuterRef("pk"), generation=OuterRef("generation")).order_by("-pk")
        found = invitations.annotate(
            mail=Subquery(last.values("state")[:1]), mail_problem=Subquery(last.values("problem")[:1])
        )
        found = found.of_firm(self.said("q") or "").of_officer(self.said("officer") or "", survey.closes_on)
        if state := self.said("state"):
            found = found.filter(self.STATES[state])
        if mail := self.said("mail"):
            found = found.filter(mail=mail)
        return found.filter(wants_call_back=True) if self.said("call") else found


class LinkActForm(forms.Form):
    """An act on a firm's link as it was shown in `generation`."""

    generation = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST)


class ReissueForm(LinkActForm):
    """换链接: with a reason."""

    reason = forms.CharField(label="更换原因", max_length=200, help_text="如：链接发错了人、纸条丢失")


class WithdrawForm(LinkActForm):
    """撤回: with a reason."""

    reason = forms.CharField(label="撤回原因", max_length=200, help_text="如：企业已注销、已迁出")


class DeliveredForm(LinkActForm):
    """标记已送达: by which way, of those that the office itself goes."""

    way = forms.ChoiceField(
        label="送达方式",
        choices=[(way.value, way.label) for way in Invitation.Way if way != Invitation.Way.OPENED],
    )


class WhichForm(forms.Form):
    """Whose links: all that have not answered, those not reached, some by their places, or those that were ticked."""

    which = forms.ChoiceField(
        label="范围",
        choices=[("undelivered", "未送达的"), ("open", "全部未提交的"), ("some", "按序号"), ("ticked", "选中的")],
    )
    first = forms.IntegerField(
        label="从第几号", required=False, min_value=1, max_value=LARGEST,
        widget=forms.NumberInput(attrs={"aria-label": "从第几号"}),
    )  # fmt: skip
    last = forms.IntegerField(
        label="到第几号", required=False, min_value=1, max_value=LARGEST,
        widget=forms.NumberInput(attrs={"aria-label": "到第几号"}),
    )  # fmt: skip

    def __init__(self, *args, most, **kwargs):
        super().__init__(*args, **kwargs)
        self.most = most

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("which") == "some":
            first, last = cleaned.get("first"), cleaned.get("last")
            if not first or not last or last < first:
                self.add_error("first", "写明从第几号到第几号")
        if cleaned.get("which") == "ticked" and not self.ticked():
            self.add_error(None, "还没有选企业。先在名单里勾选，再点按钮。")
        return cleaned

    def ticked(self):
        """The places that were ticked."""
        given = self.data.getlist("place") if hasattr(self.data, "getlist") else []
        return [int(each) for each in given if each.isascii() and each.isdecimal() and len(each) < 10]

    def narrow(self, survey):
        """The invitations that were asked for and can still be answered, or None with a sentence when there are none,
        or too many at once."""
        asked, which = survey.invitations.open(), self.cleaned_data["which"]
        if which == "undelivered":
            asked = survey.invitations.undelivered()
        elif which == "some":
            asked = asked.filter(place__range=(self.cleaned_data["first"], self.cleaned_data["last"]))
        elif which == "ticked":
            asked = asked.filter(place__in=self.ticked())
        count = asked.count()
        if not count:
            self.add_error(None, "没有这样的企业：已提交和已撤回的不再发链接。")
        elif count > self.most:
            self.add_error(None, f"有{count}家，一次最多{self.most}家，请按序号分几次。")
        return asked if 0 < count <= self.most else None


class ShownForm(forms.Form):
    """How many firms the button spoke of."""

    shown = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_ROWS)
