"""What one letter to a member of a group says."""

from django.conf import settings
from django.urls import reverse

from letters.actions import chosen_for, words_of
from letters.placeholders import fill_line, fill_markdown
from reviews.circulars.audience import KIND_OF, Group, Recipient
from reviews.letter_values import quoted
from workshops.models import Meeting


def values_for(meeting: Meeting, group: str, recipient: Recipient, *, about: str, words: str) -> dict[str, str]:
    """A value for every placeholder of the group's kind."""
    proposal = recipient.proposal
    path = reverse("proposal", args=[proposal.code]) if proposal else reverse("worklist", args=[meeting.slug])
    count = recipient.reviews
    every = {
        "name": recipient.name,
        "meeting": meeting.name,
        "about": about,
        "words": words,
        "link": settings.SITE_ADDRESS + path,
        "title": str(proposal or ""),
        "reviews": f"{count} review{'' if count == 1 else 's'}",
        "comments": quoted(proposal) if proposal and group == Group.FEEDBACK else "",
    }
    return {name: every[name] for name in KIND_OF[group].placeholders}


def preview(meeting: Meeting, group: str, recipient: Recipient, *, about: str, words: str) -> tuple[str, str]:
    """Subject and body as this person would get them."""
    kind = KIND_OF[group]
    values = values_for(meeting, group, recipient, about=about, words=words)
    subject, body = words_of(kind, chosen_for(kind, meeting.letter_set))
    return fill_line(subject, values), fill_markdown(body, values, links=kind.links)
