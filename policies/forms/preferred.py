"""Rows of which one at most is preferred: which one can be changed in one save, in whatever order they stand."""

from collections import Counter
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from policies.choices import IssuerRole


class PreferredForm(forms.ModelForm):
    """Whether it may be preferred depends on the other rows of the page, and not on how they are stored."""

    class Meta:
        widgets: ClassVar[dict] = {"reason": forms.Textarea(attrs={"rows": 2, "cols": 22})}

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"preferred"}


class PreferredFormSet(BaseInlineFormSet):
    """Refuses two preferred rows of one sort."""

    complaint: Any

    def sort_of(self, _row: Any) -> Any:
        """What rows must share for only one of them to be preferred; None if any number may be."""
        raise NotImplementedError

    def clean(self):
        super().clean()
        rows = [form.instance for form in self.forms if not self._is_left_out(form)]
        sorts = Counter(sort for row in rows if row.preferred and (sort := self.sort_of(row)) is not None)
        if max(sorts.values(), default=0) > 1:
            raise ValidationError(self.complaint)

    def _is_left_out(self, form: forms.ModelForm) -> bool:
        untouched = form.instance._state.adding and not form.has_changed()
        return bool(untouched or form.errors or self._should_delete_form(form))

    def save(self, commit=True):
        """Rows that change give up being preferred first, so that none stands in the way of another."""
        changing = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        self.model._default_manager.filter(pk__in=changing).update(preferred=False)
        return super().save(commit)


class DateFormSet(PreferredFormSet):
    complaint = _("Only one date can be preferred: it is the one that lists show. Untick the others.")

    def sort_of(self, _row):
        return "date"


class IssuerFormSet(PreferredFormSet):
    complaint = _("Two agencies cannot both be the sole, or the lead, issuer. Untick “preferred” for one of them.")

    def sort_of(self, row):
        return row.role if row.role in {IssuerRole.SOLE, IssuerRole.LEAD} else None
