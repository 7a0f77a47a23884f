"""The topics of a meeting."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from workshops.actions import topics
from workshops.forms.people import TopicForm, TopicLinesForm
from workshops.views.doors import acted, removal, show_form, staff_page, undo_offer


def address(meeting) -> str:
    return reverse("topic_list", args=[meeting.slug])


@staff_page
def topic_list(request, meeting):
    """All of them, and a box to paste more."""
    form = TopicLinesForm(request.POST or None)
    added = acted(request, form, topics.add_topics, meeting)
    if added is not None:
        left_out = len(form.cleaned_data["topics"]) - len(added)
        also = f" {left_out} were here already." if left_out else ""
        messages.success(request, f"Added: {len(added)}.{also}")
        return redirect(address(meeting))
    page = {"meeting": meeting, "topics": meeting.topics.all(), "form": form, "undo": undo_offer(request, meeting)}
    return render(request, "workshops/topic_list.html", page)


@staff_page
def topic_edit(request, meeting, topic):
    found = get_object_or_404(meeting.topics, slug=topic)
    title = str(found)
    form = TopicForm(request.POST or None, instance=found)
    if acted(request, form, topics.edit_topic, found):
        return redirect(address(meeting))
    return show_form(request, form, title, address(meeting), meeting=meeting, kicker="Topic")


@staff_page
def topic_remove(request, meeting, topic):
    found = get_object_or_404(meeting.topics, slug=topic)
    return removal(request, found, topics.remove_topic, address(meeting), can_undo=True)
