"""A member's own page: her topics, her papers, and which proposals she can judge."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from people.models import Publication
from people.refusal import insist
from proposals.reading import with_submitted_titles
from reviews.expertise import actions, rules
from reviews.expertise.asking import asked_about
from reviews.expertise.forms import AskedFilter, BidForm, TopicsForm
from reviews.models import Bid, TopicChoice
from reviews.models.expertise import Wish
from reviews.views.reach import meeting_of, to_state_first

ROWS = 25
ENOUGH = 5
"""So many papers say what a member knows."""


@login_required
@require_safe
def expertise(request, meeting):
    meeting = meeting_of(request.user, meeting)
    if answer := to_state_first(request, meeting):
        return answer
    topics = meeting.topics.all()
    chosen = TopicChoice.objects.filter(person=request.user, topic__meeting=meeting).values_list("topic", flat=True)
    asked = asked_about(request.user, meeting)
    form = AskedFilter(request.GET or None, topics=topics)
    rows = filtered(request.user, asked, form).select_related("format").prefetch_related("topics")
    total = asked.count()
    pages = Paginator(rows.as_handed_in().order_by("title", "pk"), ROWS)
    if not form.is_bound:
        pages.count = total
    page = pages.get_page(request.GET.get("page"))
    context = {
        "meeting": meeting,
        "may_choose": rules.choose_topics(request.user, meeting) is None,
        "topics": TopicsForm(topics=topics, initial={"topics": list(chosen)}),
        "papers": Publication.objects.of(request.user).count(),
        "enough": ENOUGH,
        "filter": form,
        "clear_url": request.path if request.GET else "",
        "page": page,
        "rows": with_bids(request.user, page),
        "total": total,
        "wishes": Wish.choices,
    }
    return render(request, "reviews/expertise.html", context)


def filtered(person, asked, form):
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if wanted.get("q"):
        asked = asked.as_handed_in().filter(told_title__icontains=wanted["q"])
    if wanted.get("topic"):
        asked = asked.filter(topics=wanted["topic"])
    if wanted.get("open"):
        asked = asked.exclude(pk__in=Bid.objects.filter(person=person, can_judge__isnull=False).values("proposal"))
    return asked


def with_bids(person, page):
    """Pairs (proposal, what she said of it)."""
    proposals = with_submitted_titles(page)
    bids = {row.proposal_id: row for row in Bid.objects.filter(person=person, proposal__in=proposals)}
    return [(proposal, bids.get(proposal.pk)) for proposal in proposals]


@login_required
@require_POST
def expertise_topics(request, meeting):
    meeting = meeting_of(request.user, meeting)
    form = TopicsForm(request.POST, topics=meeting.topics.all())
    insist(rules.choose_topics(request.user, meeting))
    if form.is_valid():
        chosen = form.cleaned_data["topics"]
        actions.choose_topics(meeting, topics=chosen, by=request.user, at=timezone.now())
        messages.success(request, f"Your topics are kept: {len(chosen)}.")
    else:
        messages.error(request, "One of those topics is not of this meeting; nothing was changed.")
    return redirect("expertise", meeting.slug)


@login_required
@require_POST
def expertise_bids(request, meeting):
    """What she says of the proposals on one page; what she left as it was stays."""
    meeting = meeting_of(request.user, meeting)
    codes = request.POST.getlist("proposal")[:ROWS]
    proposals = asked_about(request.user, meeting).filter(code__in=codes).select_related("call__meeting")
    at = timezone.now()
    for proposal, said in with_bids(request.user, proposals):
        form = BidForm(request.POST, prefix=proposal.code)
        before = {"can_judge": said.can_judge, "wish": said.wish} if said else {"can_judge": None, "wish": 0}
        if form.is_valid() and form.said != before:
            actions.bid(proposal, by=request.user, at=at, **form.said)
    messages.success(request, "What you said of these proposals is kept.")
    back = request.POST.get("query", "")[:300]
    return redirect(f"{reverse('expertise', args=[meeting.slug])}{'?' if back else ''}{back}")
