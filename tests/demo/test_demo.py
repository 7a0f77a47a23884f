"""The demo as a newcomer finds it."""

import io
from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from audit.models import Entry, key_of
from config.tool import system
from demo.acts.past import SERIES
from demo.material import load
from demo.telling import ACTS, title_of
from letters.models import Letter
from people.demo_sign_in import address_of
from people.models import Person
from program.actions.releasing import waiting_for
from program.models import Release, SignUp
from program.rendition.bundle import is_public
from program.shelf import program_of_release
from proposals.faculty.answers import answers_of
from proposals.faculty.promise import losses_of
from proposals.judging.sheet import judge
from proposals.lineage import lineage_of
from proposals.models import Faculty, Proposal
from proposals.unsubmitted import left_in
from rendering.calendar_lint import lint
from reviews.models import Assignment, Conflict, Review, Stage
from reviews.models.conflict import hidden_from
from reviews.portfolio.alike import pairs_of
from scheduling.models import Session, Star
from scheduling.planner.planning import run_planner
from tests.factories.demo import tell
from workshops.models import Call, Disclosure, Meeting, Society
from workshops.register import counted, lines_of

pytestmark = [pytest.mark.slow, pytest.mark.any_database]
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def upcoming() -> Meeting:
    return Meeting.objects.filter(series__name="Annual Meeting").order_by("-starts_on")[0]


def decided() -> Meeting:
    return Meeting.objects.filter(series__name="Annual Meeting").order_by("starts_on")[0]


def states(meeting: Meeting) -> dict[str, int]:
    return dict(Counter(Proposal.objects.filter(call__meeting=meeting).values_list("state", flat=True)))


def test_every_act_is_told_by_its_title(demo):
    assert [line.strip().rpartition(" (")[0] for line in demo.splitlines()] == [title_of(act) for act in ACTS]


def test_told_again_it_changes_nothing(demo):
    before = (Entry.objects.count(), Person.objects.count(), Letter.objects.count())
    assert tell() == "The demo has been told already; nothing was changed.\n"
    assert (Entry.objects.count(), Person.objects.count(), Letter.objects.count()) == before


def test_the_society_is_plainly_made_up(demo):
    assert Society.current().name == "Society of Hematology (demonstration)"


def test_the_upcoming_meeting_is_half_way_through_its_reading(demo):
    assert states(upcoming()) == {
        "in_review": 26,
        "revision_asked": 1,
        "submitted": 2,
        "draft": 4,
        "withdrawn": 1,
        "joint": 1,
    }
    reading, *later = Stage.objects.filter(call__meeting=upcoming())
    done = Review.objects.filter(assignment__stage=reading, submitted_at__isnull=False).count()
    assert 25 <= done <= 50
    assert reading.is_open
    assert [stage.opened_at for stage in later] == [None, None]
    declared = Conflict.objects.get(proposal__call__meeting=upcoming(), reason__contains="published together")
    assert declared.person.email == address_of("raj")


def test_rita_has_several_left_to_read(demo):
    rita = Person.objects.get(email=address_of("rita"))
    counts = Counter(row.state for row in Assignment.objects.of(rita).filter(stage__call__meeting=upcoming()))
    assert counts["done"] == 4
    assert counts["begun"] == 1
    assert counts["assigned"] >= 3


def test_paula_has_a_draft_and_one_that_was_returned(demo):
    rows = Proposal.objects.filter(call__meeting=upcoming(), proposer__email=address_of("paula"))
    assert Counter(rows.values_list("state", flat=True)) == {"in_review": 1, "revision_asked": 1, "draft": 2}
    returned = rows.get(state="draft", first_submitted_at__isnull=False)
    assert returned.state_reason.startswith("The summary does not say")


def test_a_complete_draft_was_left_at_closing_and_its_proposer_was_told(demo):
    call = Call.objects.get(meeting=decided())
    left = left_in(call, call.closes_at + timedelta(days=1))
    [draft] = Proposal.objects.filter(call=call, state="draft")
    assert [line.sentence for line in judge(draft) if line.state == "block"] == []
    assert ([each.proposal for each in left.complete], left.incomplete) == ([draft], 0)
    kinds = Letter.objects.filter(about=key_of(draft)).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["proposals.closing_soon", "proposals.closed_complete"]


def test_paula_wrote_on_two_devices_and_both_texts_are_in_the_history(demo):
    draft = Proposal.objects.get(
        call__meeting=upcoming(), proposer__email=address_of("paula"), submitted_at=None, first_submitted_at=None
    )
    assert "part" in draft.revisions.values_list("kind", flat=True)


def test_two_workshops_go_on_a_declined_one_comes_back_and_all_others_are_new(demo):
    chen = Person.objects.get(email=address_of("chen"))
    pairs = pairs_of(Stage.objects.filter(call__meeting=upcoming())[0], chen)
    assert [(pair.one.title, pair.other.title) for pair in pairs if pair.percent > 90] == []
    back = Proposal.objects.filter(call__meeting=upcoming(), started_from__call__meeting=decided()).order_by("pk")
    assert [each.started_from.state for each in back] == ["confirmed", "confirmed", "declined"]
    near = {(pair.one.key, pair.other.key): pair.percent for pair in pairs}
    assert all(near[each.pk, each.started_from_id] >= 40 for each in back)
    assert [[known.decision for known in lineage_of(each, hidden_from(chen))] for each in back] == [
        ["Accepted and confirmed", ""],
        ["Accepted and confirmed", ""],
        [""],
    ]


def test_no_submitted_proposal_breaks_a_rule_of_the_call(demo):
    faults = [
        f"{proposal}: {line.sentence}"
        for proposal in Proposal.objects.submitted().filter(call__meeting=upcoming())
        for line in judge(proposal)
        if line.state == "block"
    ]
    assert faults == []


def test_the_decided_meeting_has_a_whole_program(demo):
    assert states(decided()) == {"confirmed": 18, "waitlisted": 3, "declined": 9, "draft": 1}
    release = Release.objects.current(decided())
    assert release.version.placements.count() == decided().sessions.count() == 19
    names = set(release.files.values_list("name", flat=True))
    assert {"program.ics", "program.json", "program.csv", "schedule.xml", "schedule.json"} <= names
    assert ("program.pdf" in names) == (not system.notice_for_pdf())
    assert Star.objects.filter(person__email=address_of("ada")).count() == 4


def test_one_speaker_has_not_disclosed_and_her_session_waits(demo):
    release = Release.objects.current(decided())
    held = waiting_for(decided().versions.get(frozen_at__isnull=True))
    assert [(each.is_public, len(each.lacks)) for each in held] == [(False, 1)]
    program = program_of_release(release)
    assert len(program.living) == 18
    assert {each.stated for each in program.disclosures} == {"nothing", "interests"}


def test_the_committee_has_said_again_what_is_still_true(demo):
    counts = counted(lines_of(upcoming(), viewer=Person.objects.get(email=address_of("olga"))))
    assert (counts["missing"], counts["to judge"] > 0, counts["complete"] > 5) == (1, True, True)
    assert Disclosure.objects.filter(meeting=upcoming(), reused__isnull=False).count() > 5


@pytest.mark.pdf
def test_the_disclosure_sheet_of_the_call_is_printed(demo, client):
    client.force_login(Person.objects.get(email=address_of("olga")), backend=MODEL_BACKEND)
    answer = client.get(f"{reverse('disclosure_paper', args=[decided().slug])}?call=workshops")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    assert len(pages) > 5
    assert sum(page.count("Not stated yet") for page in pages) == 1
    assert sum(page.count("To be judged") + page.count("To be mitigated") for page in pages) == 0


def test_no_hard_rule_is_broken_in_the_draft(demo):
    draft = decided().versions.get(frozen_at__isnull=True)
    assert run_planner(draft, seconds=1, seed=1)["hard"] == 0


def test_another_society_calls_beside_it_by_its_own_file(demo, client):
    call = Call.objects.get(meeting__series__name="Seminars")
    handed_in, begun = call.proposals.order_by("-state")
    assert (handed_in.state, begun.state) == ("in_review", "draft")
    assert [line.sentence for line in judge(handed_in) if line.state == "block"] == []
    assert call.zone == "AoE"
    assert "Seminars and Perspectives Workshops" in client.get("/").content.decode()


def test_its_second_release_says_what_it_changed(demo, client):
    page = client.get(f"/{decided().slug}/program/changes/").content.decode()
    assert "The chairs have time for lunch" in page
    assert "Ends at 12:35 instead of 12:45." in page
    assert page.count("data-change=") == 1


def test_letters_of_the_decisions_were_released(demo):
    told = Letter.objects.filter(kind__startswith="decision.")
    assert set(told.values_list("state", flat=True)) <= {"queued", "sent"}
    assert told.count() == 30


@pytest.mark.parametrize("slug", ["ash-2013", "ash-2014", "ash-2022", "ash-2024"])
def test_past_sessions_name_their_source(demo, slug):
    sessions = Session.objects.filter(meeting__slug=slug)
    assert sessions.exists()
    known = {record["source_url"] for record in load("ash-records")}
    assert {session.source_address for session in sessions} <= known


def test_two_parallel_sessions_of_one_named_room_do_not_clash(demo):
    meeting = Meeting.objects.get(slug="ash-2014")
    rooms = meeting.rooms.filter(name="Esplanade 301-302")
    assert [room.location for room in rooms] == [
        "Moscone South, the source names one room for two parallel sessions"
    ] * 2
    assert sorted(room.placements.filter(version__number=1).count() for room in rooms) == [2, 2]


def test_meetings_without_a_known_room_stay_with_staff(demo):
    hidden = Meeting.objects.filter(series__name=SERIES, is_public=False)
    assert [meeting.slug for meeting in hidden] == ["ash-2025", "ash-2023", "ash-2020", "ash-2018", "ash-2016"]


def test_no_real_person_is_judged_or_proposes(demo):
    """Whoever is named by the record has no account, and is in no proposal, review or letter."""
    records = load("ash-records")
    real = {one["name"] for record in records for one in record["chairs"]}
    real |= {one["speaker"] for record in records for one in record["talks"]}
    assert len(real) > 15
    reached = {person.name for person in Person.objects.exclude(email=None)}
    named = {faculty.name for faculty in Faculty.objects.all()}
    judging = {str(row.reviewer) for row in Assignment.objects.select_related("reviewer")}
    assert real & (reached | named | judging) == set()
    assert {str(person) for person in Person.objects.filter(email=None)} <= real


def public_pages() -> list[str]:
    pages = ["/", "/accounts/login/"]
    for meeting in Meeting.objects.filter(is_public=True):
        here = [meeting.slug]
        pages += [reverse("meeting", args=here), reverse("deadlines_ics", args=here)]
        pages += [reverse("call", args=[meeting.slug, call.slug]) for call in meeting.calls.all()]
        if release := Release.objects.current(meeting):
            pages += [reverse(name, args=here) for name in ("program", "subscribe", "my_agenda")]
            shown = program_of_release(release)
            pages += [reverse("session", args=[meeting.slug, session.code]) for session in shown.living]
            pages += [f"{reverse('program', args=here)}?day={day}" for day in shown.days]
    return pages


def test_every_public_page_answers(demo, client):
    assert {page: status for page in public_pages() if (status := client.get(page).status_code) != 200} == {}


def test_every_released_file_is_served_and_every_feed_is_sound(demo, client):
    faults = []
    for release in Release.objects.published():
        for name in filter(is_public, release.files.values_list("name", flat=True)):
            answer = client.get(f"/{release.meeting.slug}/{name}")
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            faults += [f"{release.meeting.slug} {name}: {answer.status_code}"] if answer.status_code != 200 else []
            faults += (
                [f"{release.meeting.slug} {name}: {each}" for each in lint(body)] if name.endswith("ics") else []
            )
    assert faults == []


def test_stan_finds_nothing_of_the_committee(demo, client):
    client.force_login(
        Person.objects.get(email=address_of("stan")), backend="django.contrib.auth.backends.ModelBackend"
    )
    stage = Stage.objects.filter(call__meeting=upcoming())[0]
    proposal = Proposal.objects.filter(state="in_review")[0]
    private = [
        reverse("ranking", args=[upcoming().slug, stage.pk]),
        reverse("proposal", args=[proposal.code]),
        reverse("schedule", args=[upcoming().slug]),
        reverse("meeting", args=["ash-2016"]),
        reverse("outbox"),
    ]
    assert [client.get(page).status_code for page in private] == [404] * len(private)


def test_people_of_the_demo_were_asked_and_have_answered_in_every_way(demo):
    paula = Person.objects.get(email="paula@convoke.example")
    mine = list(Proposal.objects.of(paula))
    told = {answer.state_at(timezone.now()) for answers in answers_of(mine).values() for answer in answers.values()}
    assert {"drafted", "asked", "silent", "accepted", "declined", "dropped_out"} <= told
    assert len(losses_of(mine)) == 1


@pytest.mark.usefixtures("demo")
def test_one_workshop_has_few_places_and_people_wait_for_them():
    sign_up = SignUp.objects.counted().get()
    assert (sign_up.places, sign_up.taken, sign_up.waiting) == (4, 4, 2)
    program = program_of_release(Release.objects.current(decided()))
    assert program.session_by_code[sign_up.session.code].limited
    assert program.meeting.asks_feedback
