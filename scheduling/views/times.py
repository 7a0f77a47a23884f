"""When one person cannot be there, and from where she takes part: said by herself or by staff, or by a calendar."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.models import Person
from rendering.busy import NotACalendar, busy_in
from scheduling.actions import wishing
from scheduling.forms.wishing import AwayForm, CalendarForm, ZoneForm, opened, sealed
from scheduling.models import Absence, Afar, Session
from scheduling.views.fetching import in_setup, to_set_up_by
from workshops.models import Meeting

ROWS = 50


def of_person(view):
    """The view gets the meeting and the person with a role in its sessions: herself, or by her code for staff.
    Clock times are the meeting's."""

    @login_required
    def guarded(request, meeting, code=None, **kwargs):
        person = request.user if code is None else get_object_or_404(Person, code=code)
        meetings = Meeting.objects.all() if code is None else to_set_up_by(request.user)
        roles = Session.objects.living().filter(people__person=person)
        row = get_object_or_404(meetings.filter(pk__in=roles.values("meeting")), slug=meeting)
        with timezone.override(row.tz):
            return view(request, row, person, **kwargs)

    return guarded


@require_safe
@in_setup
def people_times(request, meeting):
    """Everybody with a role in a session, and when they cannot be there."""
    away = Absence.objects.filter(meeting=meeting, person=OuterRef("pk")).order_by()
    from_afar = Afar.objects.filter(meeting=meeting, person=OuterRef("pk"))
    absences = Subquery(away.values("person").annotate(number=Count("pk")).values("number"))
    people = Person.objects.filter(session_roles__session__in=meeting.sessions.living()).distinct().in_index_order()
    people = people.annotate(absence_count=absences, zone_afar=Subquery(from_afar.values("zone")[:1]))
    words = request.GET.get("q", "").strip()
    if words:
        people = people.filter(Q(family_name__icontains=words) | Q(given_name__icontains=words))
    page = Paginator(people, ROWS).get_page(request.GET.get("page"))
    return render(request, "scheduling/people_times_page.html", {"meeting": meeting, "page": page, "q": words})


def address(request, meeting: Meeting, person: Person, verb: str = "") -> str:
    """This page, or one of its verbs, for herself or for staff who look at somebody."""
    tail = f"_{verb}" if verb else ""
    if request.resolver_match.kwargs.get("code"):
        return reverse(f"person_times{tail}", args=[meeting.slug, person.code])
    return reverse(f"my_times{tail}", args=[meeting.slug])


@require_http_methods(["GET", "HEAD", "POST"])
@of_person
def times(request, meeting, person):
    """What is said already; the form adds one absence."""
    form = AwayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        span = form.cleaned_data["starts_at"], form.cleaned_data["ends_at"]
        wishing.add_absences(meeting, person, [span], by=request.user, at=timezone.now())
        return redirect(address(request, meeting, person))
    return _page(request, meeting, person, away=form)


def _page(request, meeting: Meeting, person: Person, **forms):
    afar = Afar.objects.filter(meeting=meeting, person=person).first()
    verbs = ("zone", "calendar", "apply", "drop")
    context = {
        "meeting": meeting,
        "person": person,
        "is_hers": request.user.pk == person.pk,
        "absences": Absence.objects.filter(meeting=meeting, person=person),
        "away": AwayForm(),
        "zone": ZoneForm(initial={"zone": afar.zone if afar else ""}),
        "calendar": CalendarForm(),
        "urls": {verb: address(request, meeting, person, verb) for verb in verbs},
    }
    return render(request, "scheduling/times_page.html", context | forms)


@require_POST
@of_person
def times_drop(request, meeting, person):
    """Take one absence back; one that is gone already stays gone."""
    number = request.POST.get("absence", "")
    rows = Absence.objects.filter(meeting=meeting, person=person).select_related("person", "meeting")
    absence = rows.filter(pk=number if number.isdecimal() and len(number) < 10 else 0).first()
    if absence:
        wishing.remove_absence(absence, by=request.user, at=timezone.now())
    return redirect(address(request, meeting, person))


@require_POST
@of_person
def times_zone(request, meeting, person):
    form = ZoneForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, person, zone=form)
    wishing.take_part_from(meeting, person, form.cleaned_data["zone"], by=request.user, at=timezone.now())
    return redirect(address(request, meeting, person))


@require_POST
@of_person
def times_calendar(request, meeting, person):
    """Read a calendar file and show what of the meeting's days it makes impossible; nothing is kept yet."""
    form = CalendarForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, meeting, person, calendar=form)
    first, last = days_of(meeting)
    floating = ZoneInfo(person.time_zone) if person.time_zone else meeting.tz
    try:
        found = busy_in(form.cleaned_data["calendar"], first=first, last=last, floating=floating)
    except NotACalendar as refused:
        form.add_error("calendar", str(refused))
        return _page(request, meeting, person, calendar=form)
    spans = list(found.spans[: wishing.MOST_ABSENCES])
    preview = {"spans": spans, "left_out": found.left_out, "seal": sealed(meeting.pk, person.pk, spans)}
    return _page(request, meeting, person, preview=preview)


def days_of(meeting: Meeting) -> tuple[datetime, datetime]:
    """From the first to the last moment of the meeting's days and blocks of time."""
    begins = datetime.combine(meeting.starts_on, time(), meeting.tz)
    ends = datetime.combine(meeting.ends_on + timedelta(days=1), time(), meeting.tz)
    blocks = list(meeting.blocks.values_list("starts_at", "ends_at"))
    return min([begins, *(each for each, _ in blocks)]), max([ends, *(each for _, each in blocks)])


@require_POST
@of_person
def times_apply(request, meeting, person):
    spans = opened(request.POST.get("seal", ""), meeting.pk, person.pk)
    if spans is None:
        messages.error(request, "That preview is too old. Choose the file again.")
    else:
        number = wishing.add_absences(meeting, person, spans, by=request.user, at=timezone.now())
        messages.info(request, f"{'1 absence' if number == 1 else f'{number} absences'} added.")
    return redirect(address(request, meeting, person))
