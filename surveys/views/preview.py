"""预览: what a firm will read and tick, as a phone shows it. Nothing can be sent from here."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from enterprises.models import Pairing
from surveys.forms.answer import AnswerForm
from surveys.models import Invitation
from surveys.promise import promise

from .finding import seen
from .head import head

SIZES = (("normal", "普通字"), ("large", "大字"))


@require_safe
def preview(request, pk):
    """The questions of the round with an example of whom they are about, at the size that is asked for."""
    found = seen(request, pk)
    asked = request.GET.get("size")
    size = asked if asked in dict(SIZES) else SIZES[0][0]
    paired = Pairing.objects.in_force_on(found.closes_on).filter(district=found.district_id)
    example = paired.select_related("officer__unit", "enterprise").order_by("pk").first()
    questions = list(found.questions.order_by("position"))
    context = {
        **head(found, "survey-preview", request),
        "questions": questions,
        "form": AnswerForm(None, questions=questions),
        "example": example,
        # whether an officer has one firm alone differs from firm to firm, so the example leaves that sentence out
        "promise": promise(Invitation(survey=found), questions, alone=False),
        "sizes": [(name, label, name == size) for name, label in SIZES],
        "size": size,
    }
    return render(request, "surveys/preview.html", context)
