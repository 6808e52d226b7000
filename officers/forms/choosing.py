"""Choosing one person among many: from a list while it is short, else by what one types."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from officers.models import Officer
from officers.numbers import whole

#: a longer list is not scrolled, and makes a page that a telephone waits for
MOST_LISTED = 300
MOST_NAMED = 5


def by_code(officer: Any) -> str:
    """How an officer stands in a list to choose from."""
    return f"{officer.code}　{officer}　{officer.unit or ''}"


def with_unit(deputy: Any) -> str:
    """How a deputy stands in a list to choose from."""
    return f"{deputy}　{deputy.unit or ''}"


def key_in(address: str | None) -> int | None:
    """The key that a link names, as a number, so that no field takes it for something typed; None for nonsense."""
    return whole(address)


class People:
    """Officers or deputies to choose from. `listed` holds them by key; None when they are more than `most`."""

    def __init__(self, people: QuerySet[Any], most: int = MOST_LISTED):
        self.people = people.select_related("unit")
        self.coded = people.model is Officer
        self.told: Callable[[Any], str] = by_code if self.coded else with_unit
        some = list(self.people[: most + 1])
        self.listed = {str(one.pk): one for one in some} if len(some) <= most else None

    @property
    def ask(self) -> str:
        """What to type, where there is no list."""
        return "写编号、姓名或拼音首字母" if self.coded else "写姓名或拼音首字母；有同名的写成“姓名（单位）”"

    def typed(self, person: Any) -> str:
        """What one would type for this person."""
        if self.coded:
            return str(person.code)
        return f"{person.name}（{person.unit}）" if person.unit else str(person.name)

    def find(self, text: str) -> Any:
        """The person chosen or typed. Raises ValidationError with a sentence."""
        if self.listed is not None:
            if text not in self.listed:
                raise ValidationError("请从列表中选择")
            return self.listed[text]
        for found in self._searches(text):
            some = list(found[: MOST_NAMED + 1])
            if len(some) == 1:
                return some[0]
            if some:
                names = "、".join(f"{self.typed(one)}{one.name if self.coded else ''}" for one in some[:MOST_NAMED])
                more = "等" if len(some) > MOST_NAMED else ""
                raise ValidationError(f"不止一位：{names}{more}。请写{'编号' if self.coded else '姓名（单位）'}")
        raise ValidationError(f"没有找到“{text[:40]}”")

    def _searches(self, text: str) -> list[QuerySet[Any]]:
        """What the text may mean, the narrowest first."""
        name, _, unit = text.removesuffix("）").partition("（")
        exact = [self.people.filter(code=text)] if self.coded else []
        if unit:
            exact.append(self.people.filter(name=name, unit__name=unit))
        return [*exact, self.people.filter(name=text), self.people.found_by(text)]


class PersonField(forms.Field):
    """One of `people`; or one of `words`, code → label, which are choices beside them."""

    def __init__(
        self, people: People, label: str, *, empty: str = "请选择", words: Mapping[str, str] | None = None, **more: Any
    ):
        self.people, self.words = people, words or {}
        if people.listed is not None:
            listed = [(key, people.told(one)) for key, one in people.listed.items()]
            widget: forms.Widget = forms.Select(choices=[("", empty), *self.words.items(), *listed])
        else:
            widget = forms.TextInput(attrs={"autocomplete": "off", "maxlength": 120})
            said = [more.pop("help_text", ""), people.ask]
            if not more.get("required", True):
                said.append(f"不写：{empty.strip('（）')}")
            said += [f"也可写“{word}”" for word in self.words.values()]
            more["help_text"] = "；".join(filter(None, said))
        super().__init__(label=label, widget=widget, **more)

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field: of a person or a key what one would choose or type; what was typed, as it is."""
        if value is None or value == "":
            return ""
        if isinstance(value, str) and value in self.words:
            return value if self.people.listed is not None else self.words[value]
        if isinstance(value, int):
            if self.people.listed is not None:
                return str(value)
            value = self.people.people.filter(pk=value).first() or ""
        if isinstance(value, Model):
            return str(value.pk) if self.people.listed is not None else self.people.typed(value)
        return value

    def clean(self, value: Any) -> Any:
        """The person, the code of a word, or None. Raises ValidationError."""
        text = " ".join(str(value or "").split())
        for code, word in self.words.items():
            if text in (code, word):
                return code
        if not text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        return self.people.find(text)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether somebody else was chosen."""
        return not self.disabled and str(self.prepare_value(initial)) != str(data or "")
