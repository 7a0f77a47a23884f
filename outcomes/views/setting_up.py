"""What an exercise is about, its method, its themes, and who leads it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from outcomes import rules
from outcomes.actions import exercises
from outcomes.forms.exercise import DescribeForm, FacilitatorForm, MethodForm, ThemesForm
from outcomes.setting import CHOSEN
from outcomes.views.methods import explained
from outcomes.views.reach import ASKED, exercise_of, with_form, with_tabs
from people.models import Person
from people.refusal import insist


@login_required
@ASKED
def exercise_edit(request, meeting, code):
    found = exercise_of(request.user, meeting, code)
    insist(rules.lead(request.user, found))
    form = DescribeForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        fresh = exercise_of(request.user, meeting, code)
        exercises.describe(fresh, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("exercise", meeting, code)
    return with_form(request, found, "exercise_edit", form, "What it is about", "Save")


@login_required
@ASKED
def exercise_method(request, meeting, code):
    """A form until the method is fixed, then what it is."""
    found = exercise_of(request.user, meeting, code)
    if rules.lead(request.user, found) or rules.choose_method(found):
        return render(request, "outcomes/method.html", explained(found) | with_tabs(found, "exercise_method"))
    form = MethodForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        fields = {name: data[name] for name in CHOSEN if name in data}
        exercises.choose_method(
            exercise_of(request.user, meeting, code),
            criteria=data["criteria"],
            groups=data["groups"],
            by=request.user,
            at=timezone.now(),
            **fields,
        )
        messages.success(request, "The method is chosen. It is fixed when the first round opens.")
        return redirect("exercise", meeting, code)
    return with_form(request, found, "exercise_method", form, "Method", "Choose it")


@login_required
@ASKED
def exercise_themes(request, meeting, code):
    found = exercise_of(request.user, meeting, code)
    insist(rules.keep_list(request.user, found))
    kept = found.taxonomy.themes.all() if found.taxonomy else []
    initial = {"themes": "\n".join(f"{theme.code}; {theme.name}" for theme in kept)}
    form = ThemesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = exercises.write_themes(found, themes=form.cleaned_data["themes"], by=request.user, at=timezone.now())
        messages.success(request, f"{made}: {made.themes.count()} themes.")
        return redirect("exercise_items", meeting, code)
    return with_form(request, found, "exercise_items", form, "Themes", "Save")


@login_required
@require_safe
def facilitator_list(request, meeting, code):
    return show_facilitators(request, exercise_of(request.user, meeting, code), FacilitatorForm())


@login_required
@require_POST
def facilitator_name(request, meeting, code):
    found = exercise_of(request.user, meeting, code)
    insist(rules.found(request.user))
    form = FacilitatorForm(request.POST)
    if not form.is_valid():
        return show_facilitators(request, found, form)
    row = exercises.name_facilitator(
        found, form.cleaned_data["email"], role=form.cleaned_data["role"], by=request.user, at=timezone.now()
    )
    messages.success(request, f"{row.person} is {row.get_role_display().lower()} now.")
    return redirect("facilitator_list", meeting, code)


@login_required
@require_POST
def facilitator_release(request, meeting, code, person):
    found = exercise_of(request.user, meeting, code)
    insist(rules.found(request.user))
    named = Person.objects.filter(code=person).first()
    if named:
        exercises.release_facilitator(found, named, by=request.user, at=timezone.now())
    return redirect("facilitator_list", meeting, code)


def show_facilitators(request, found, form):
    context = with_tabs(found, "exercise_edit", form=form, rows=found.facilitators.select_related("person"))
    context["may_name"] = rules.found(request.user) is None
    return render(request, "outcomes/facilitator_list.html", context, status=422 if form.errors else 200)
