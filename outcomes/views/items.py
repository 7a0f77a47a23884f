"""The list of items: written, changed, merged, dropped; and when people may suggest some."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from outcomes import rules
from outcomes.actions import items
from outcomes.forms.exercise import ReasonForm
from outcomes.forms.items import ItemForm, MergeForm
from outcomes.models import Item, Merge
from outcomes.views.reach import ASKED, address, ask, exercise_of, item_of, with_form, with_tabs
from people.refusal import Refusal, Refused, insist


@login_required
@require_safe
def exercise_items(request, meeting, code):
    found = exercise_of(request.user, meeting, code)
    merged = Prefetch("merged", Merge.objects.standing().select_related("item"), to_attr="absorbed")
    living = Item.objects.living().filter(exercise=found).select_related("theme", "participant")
    rows = list(living.prefetch_related(merged, "recusals__participant"))
    shown = {item.pk for item in rows}
    context = with_tabs(
        found,
        "exercise_items",
        rows=sorted(rows, key=lambda item: (item.theme.order if item.theme else -1, item.number)),
        gone=[item for item in found.items.all() if item.pk not in shown],
        keeps=rules.keep_list(request.user, found) is None,
        rests=rules.change_list(found),
    )
    return render(request, "outcomes/items.html", context)


@login_required
@ASKED
def item_new(request, meeting, code):
    found = exercise_of(request.user, meeting, code)
    insist(rules.keep_list(request.user, found))
    insist(rules.change_list(found))
    form = ItemForm(request.POST or None, exercise=found)
    if request.method == "POST" and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        made = items.add(found, by=request.user, at=timezone.now(), **fields)
        messages.success(request, f"Item {made.number} is on the list.")
        return redirect("exercise_items", meeting, code)
    return with_form(request, found, "exercise_items", form, "A new item", "Add it")


@login_required
@ASKED
def item_edit(request, meeting, code, number):
    """With a window that is older than the item, nothing is written over: both texts stand there."""
    found = exercise_of(request.user, meeting, code)
    row = item_of(found, number)
    insist(rules.keep_list(request.user, found))
    insist(rules.change_list(found))
    form = ItemForm(request.POST or None, instance=row, exercise=found)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        try:
            items.change(row, version=fields.pop("version"), by=request.user, at=timezone.now(), **fields)
        except items.Stale as stale:
            return clash(request, found, form, stale.item)
        messages.success(request, f"Item {row.number} is changed.")
        return redirect("exercise_items", meeting, code)
    revisions = row.revisions.select_related("by")
    return with_form(request, found, "exercise_items", form, f"Item {row.number}", "Save", revisions=revisions)


def clash(request, found, form, item):
    """What the other window wrote stands above the form; sending again takes this window's words."""
    data = form.data.copy()
    data["version"] = item.version
    again = ItemForm(data, instance=item_of(found, item.number), exercise=found)
    page = with_tabs(found, "exercise_items", form=again, title=f"Item {item.number}", label="Save mine", theirs=item)
    return render(request, "outcomes/form.html", page, status=409)


@login_required
@ASKED
def item_drop(request, meeting, code, number):
    found = exercise_of(request.user, meeting, code)
    row = item_of(found, number)
    insist(rules.keep_list(request.user, found))
    insist(rules.change_list(found))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        items.drop(row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, f"Item {row.number} is off the list.")
        return redirect("exercise_items", meeting, code)
    text = "It is not asked in later rounds. It stays at the foot of the list, and can be brought back."
    back = address("exercise_items", found)
    return ask(request, title=f"Drop “{row}”?", text=text, label="Drop it", back=back, form=form, danger=True)


@login_required
@require_POST
def item_bring_back(request, meeting, code, number):
    found = exercise_of(request.user, meeting, code)
    row = item_of(found, number)
    items.bring_back(row, by=request.user, at=timezone.now())
    messages.success(request, f"Item {row.number} is on the list again.")
    return redirect("exercise_items", meeting, code)


@login_required
@ASKED
def item_merge(request, meeting, code):
    """The ticked items (`item` in the address), and which of them goes on."""
    found = exercise_of(request.user, meeting, code)
    insist(rules.keep_list(request.user, found))
    insist(rules.change_list(found))
    numbers = [number for number in request.GET.getlist("item") if number.isdecimal() and len(number) < 7]
    rows = Item.objects.living().filter(exercise=found, number__in=numbers)
    if len(rows) < 2:
        raise Refused(Refusal("Tick two items or more that say the same.", "Then choose which of them goes on."))
    form = MergeForm(request.POST or None, items=rows)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        others = [item for item in rows if item.pk != into.pk]
        items.merge(others, into=into, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, f"{len(others)} merged into item {into.number}.")
        return redirect("exercise_items", meeting, code)
    return with_form(request, found, "exercise_items", form, "Merge items that say the same", "Merge them")


@login_required
@require_POST
def collecting_start(request, meeting, code):
    found = exercise_of(request.user, meeting, code)
    items.start_collecting(found, until=None, by=request.user, at=timezone.now())
    messages.success(request, "Whoever takes part may suggest items by her link now.")
    return redirect("exercise", meeting, code)


@login_required
@require_POST
def collecting_stop(request, meeting, code):
    found = exercise_of(request.user, meeting, code)
    items.stop_collecting(found, by=request.user, at=timezone.now())
    messages.success(request, "Items are collected no more. Merge what says the same, then open a round.")
    return redirect("exercise_items", meeting, code)
