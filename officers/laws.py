"""The database's own laws as the user reads them: the net under every check of a form."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

ON_SQLITE = re.compile(r"UNIQUE constraint failed: (.+)$", re.MULTILINE)
#: laws that no constraint of a model tells, by name: exclusions of PostgreSQL say their name and nothing else
SENTENCES = {
    "pairing_no_overlap": "同一企业同一天只能有一位首席服务官，且同一结对不能重叠",
    "acting_no_overlap": "同一位首席服务官同一天只能有一位代理人",
}


@contextmanager
def lawful() -> Iterator[None]:
    """One transaction. A law that is broken inside undoes it and is raised as ValidationError with its sentence.

    Another IntegrityError is a fault of ours and passes through.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        sentence = sentence_of(error)
        if sentence is None:
            raise
        raise ValidationError(sentence) from error


def sentence_of(error: IntegrityError) -> str | None:
    """The sentence of the law that the error speaks of, or None when it is not one of ours."""
    text = str(error)
    trigger = re.match(r"(\w+): (.+)", text.splitlines()[0])
    if trigger and re.search("[\u4e00-\u9fff]", trigger[2]):
        return trigger[2]
    for name, sentence in SENTENCES.items():
        if name in text:
            return sentence
    for model in apps.get_models():
        for law in model._meta.constraints:
            if _speaks_of(text, model, law):
                return str(law.violation_error_message)
    return None


def _speaks_of(text: str, model: type[models.Model], law: models.BaseConstraint) -> bool:
    if re.search(rf"\b{law.name}\b", text):
        return True
    columns = ON_SQLITE.search(text)  # which names columns instead of the constraint
    if columns is None or not isinstance(law, models.UniqueConstraint) or not law.fields:
        return False
    table = model._meta.db_table
    own = [f"{table}.{model._meta.get_field(field).column}" for field in law.fields]
    return columns[1].split(", ") == own
