"""What a kind of rule is, and the catalogue that holds them by their slug."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from proposals.content import Content
from proposals.judging.surroundings import Around, Surroundings
from workshops.models import Call, Format


@dataclass(frozen=True)
class Finding:
    """`names_people`: the sentence says who, so it is not for readers who may not know whom a proposal names."""

    met: bool
    sentence: str
    names_people: bool = False


Judge = Callable[[Content, Mapping[str, Any], Format, Surroundings], Finding]


@dataclass(frozen=True)
class Kind:
    """`section` is the part of the editor that mends it; `wants` is what of the surroundings its judge reads."""

    slug: str
    label: str
    section: str
    form: type[forms.Form]
    judge: Judge
    wants: frozenset[Around]
    about: str

    def form_for(self, call: Call | None, data: Mapping[str, Any] | None = None) -> forms.Form:
        """The form of the parameters; one that offers things of a call has `suit(call)`."""
        form = self.form(data)
        if call is not None and hasattr(form, "suit"):
            form.suit(call)
        return form

    def clean(self, params: Mapping[str, Any], call: Call | None = None) -> dict[str, Any]:
        """Checked parameters as plain JSON, or ValueError with a sentence."""
        form = self.form_for(call, dict(params))
        if not form.is_valid():
            raise ValueError("; ".join(f"{name}: {' '.join(errors)}" for name, errors in form.errors.items()))
        return {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}


CATALOGUE: dict[str, Kind] = {}


def kind(
    slug: str, label: str, section: str, form: type[forms.Form], *, wants: tuple[Around, ...] = (), about: str
) -> Callable[[Judge], Judge]:
    """Enter a judge under `slug`. `about` tells staff in a sentence what it looks at."""

    def enter(judge: Judge) -> Judge:
        CATALOGUE[slug] = Kind(slug, label, section, form, judge, frozenset(wants), about)
        return judge

    return enter
