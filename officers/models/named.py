from django.db import models

from ..spelling import spelling

LONGEST = 600


class NamedQuerySet(models.QuerySet):
    """For models with a `spelled` field beside the name."""

    def named_like(self, text):
        """Those whose name holds the text, in characters, pinyin or first letters; all of them without a text."""
        wanted = "".join(text.split()).lower()
        return self.filter(spelled__contains=wanted) if wanted else self


class Named(models.Model):
    """A record that people look for by its Chinese name."""

    name: str
    spelled = models.CharField(max_length=LONGEST, editable=False, default="", blank=True)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Spell the name anew; a save of named fields that holds the name holds the spelling too."""
        self.spell()
        fields = kwargs.get("update_fields")
        if fields is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "spelled"}
        super().save(*args, **kwargs)

    def spell(self):
        """Fill `spelled` from the name; whoever writes rows without `save` calls it. Returns the record."""
        self.spelled = spelling(self.name)[:LONGEST]
        return self
