"""My proposals: where each stands, whose turn it is, what is missing, by when; as many queries at any length."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from proposals.models import Faculty, MergeOffer, Point, Proposal
from tests.factories.invitations import make_faculty, make_invitation
from tests.factories.proposals import make_message, make_proposal
from tests.factories.workshops import make_prompt
from tests.proposals.reader import words
from workshops.models import Extension


@pytest.fixture
def home(cast, sign_in, clock):
    def read(who="paula", **asked):
        return words(sign_in(getattr(cast, who)).get("/proposals/", asked))

    return read


def test_who_has_proposed_nothing_is_shown_what_will_be_here(form, home):
    page = home("stan")
    assert "You have not proposed anything yet" in page
    assert form.call.name in page


def test_a_draft_says_what_is_missing_and_where_it_is_mended(form, cast, at, sign_in, clock):
    make_prompt(form.call, "aims", label="Aims")
    draft = make_proposal(form, cast.paula, at, title="", answers={"why-now": "Now."})
    answer = sign_in(cast.paula).get("/proposals/")
    page = words(answer)
    assert "Waits for you" in page
    assert "Yours: complete it and submit it." in page
    assert "A title is needed." in page
    assert "1 of 2 required questions still to answer: “Aims”." in page
    assert f'href="/proposals/{draft.code}/edit/questions/"' in answer.content.decode()
    assert "The call closes" in page


def test_of_many_things_missing_the_first_three_are_named(form, cast, at, home):
    draft = make_proposal(form, cast.paula, at, title="")
    for number in range(4):
        Faculty.objects.create(proposal=draft, family_name="Somebody", email=f"no address {number}")
    page = home()
    assert "“no address 0” is not an e-mail address." in page
    assert "“no address 2” is not an e-mail address." not in page
    assert "and 3 more" in page


def test_an_extension_is_her_own_deadline(draft, cast, at, home):
    until = draft.call.closes_at + timedelta(days=3)
    Extension.objects.create(call=draft.call, person=cast.paula, until=until, reason="Ill")
    Faculty.objects.create(proposal=draft, person=cast.felix, role="co_chair", family_name="Fuchs")
    told = [f"{(moment.astimezone(draft.call.tz)):%-d %B %Y}" for moment in (draft.call.closes_at, until)]
    assert [day in home() for day in told] == [False, True]
    assert [day in home("felix") for day in told] == [True, False]


def test_a_draft_whose_deadline_has_passed_has_ended(draft, home, clock):
    clock(draft.call.closes_at)
    page = home()
    assert "Ended" in page
    assert "the call closed before it was submitted" in page
    assert "Go on writing" not in page


def test_a_co_chair_waits_for_the_proposer_unless_chairs_write(draft, cast, home):
    Faculty.objects.create(proposal=draft, person=cast.felix, role="co_chair", family_name="Fuchs")
    page = home("felix")
    assert "Waits for others" in page
    assert "proposed by Paula Perez" in page
    assert "The proposer writes." in page
    draft.call.editors = "chairs"
    draft.call.save()
    assert "You write it together; Paula Perez hands it in." in home("felix")


def test_a_revision_says_how_many_points_are_open(form, cast, at, home):
    asked = make_proposal(form, cast.paula, at, "revision_asked", revise_by_at=at + timedelta(days=2))
    for order in range(2):
        Point.objects.create(proposal=asked, text=f"Point {order}", order=order, by=cast.chen, at=at)
    page = home()
    assert "2 of 2 points are not answered yet" in page
    assert "Revise by" in page
    assert "Revise it" in page


def test_what_is_asked_after_acceptance_waits_until_its_day(form, cast, at, home):
    form.call.later_by_on = date(2027, 9, 1)
    form.call.save()
    make_prompt(form.call, "slides", label="Your slides", due="later")
    make_proposal(form, cast.paula, at, "confirmed")
    page = home()
    assert "answer what is asked after acceptance" in page
    assert "Still to answer: “Your slides”" in page
    assert "Answer by" in page


def test_people_who_said_yes_are_counted(draft, cast, home):
    Faculty.objects.create(proposal=draft, role="speaker", family_name="Fuchs", email="felix@example.org")
    assert "1 of 2 confirmed" in home()


def test_new_messages_are_told_once(form, cast, at, home):
    submitted = make_proposal(form, cast.paula, at, "submitted")
    make_message(submitted, cast.olga, at, side="society")
    make_message(submitted, cast.paula, at)
    assert "1 new message" in home()
    assert "new message" not in home("olga")


def test_hers_come_first_by_deadline_then_what_waits_for_others(form, cast, at, home):
    make_proposal(form, cast.paula, at, "declined", title="Ended one")
    make_proposal(form, cast.paula, at, "in_review", title="Read one")
    make_proposal(form, cast.paula, at, title="Draft one")
    make_proposal(form, cast.paula, at, "revision_asked", title="Urgent one", revise_by_at=at + timedelta(hours=1))
    page = home()
    order = ["Urgent one", "Draft one", "Waits for others", "Read one", "Ended one"]
    places = [page.index(title) for title in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "clots"}, ["Clots and cancer"]),
        ({"q": "CANCER clots"}, ["Clots and cancer"]),
        ({"q": "annual"}, ["Clots and cancer", "Iron"]),
        ({"show": "others"}, ["Iron"]),
        ({"show": "yours", "q": "iron"}, []),
        ({"show": "nonsense"}, ["Clots and cancer", "Iron"]),
    ],
)
def test_search_and_filter(form, cast, at, home, asked, found):
    make_proposal(form, cast.paula, at)
    make_proposal(form, cast.paula, at, "submitted", title="Iron")
    page = home(**asked)
    assert [title for title in ("Clots and cancer", "Iron") if title in page] == found
    assert ("No proposal fits" in page) == (not found)


def test_it_asks_as_much_for_one_as_for_three_hundred(form, cast, at, sign_in, clock, django_assert_num_queries):
    client = sign_in(cast.paula)
    make_prompt(form.call, "slides", label="Your slides", due="later", is_required=False)

    def add(number):
        for _ in range(number):
            make_message(make_proposal(form, cast.paula, at, "submitted"), cast.olga, at, side="society")
            make_proposal(form, cast.paula, at)

    add(1)
    client.get("/proposals/")
    for more in (0, 2, 147):
        add(more)
        with django_assert_num_queries(26):
            page = client.get("/proposals/")
    assert Proposal.objects.count() == 300
    assert "1–20 of 300" in words(page)
    assert "281–300 of 300" in words(client.get("/proposals/?page=15"))


def test_nobody_sees_what_is_somebody_elses(draft, home):
    assert "Clots and cancer" not in home("stan")
    assert "Clots and cancer" not in home("olga")


def test_the_clock_is_that_of_every_page(draft, home, at, cast, sign_in, clock):
    closes = timezone.localtime(draft.call.closes_at, draft.call.tz)
    moment = f"{closes:%A, %-d %B %Y, %H:%M}"
    assert moment in home()
    assert moment in words(sign_in(cast.paula).get(f"/proposals/{draft.code}/"))


def test_an_accepted_workshop_that_lost_somebody_asks_for_another(form, cast, at, home):
    confirmed = make_proposal(form, cast.paula, at, "confirmed")
    felix = make_faculty(confirmed, "felix@example.org")
    make_invitation(felix, at, state="declined", answered_at=at)
    page = home()
    assert "somebody whom it was accepted with has left" in page
    assert "Find somebody else:" in page


def test_an_offer_to_merge_waits_until_she_has_answered(form, cast, at, home):
    hers, other = (make_proposal(form, person, at, "in_review") for person in (cast.paula, cast.felix))
    offer = MergeOffer.objects.create(reason="They are close.", by=cast.chen, at=at)
    side = offer.sides.create(proposal=hers, is_lead=True)
    offer.sides.create(proposal=other)
    assert "an offer to make one proposal of two waits for your answer. See the offer" in home()
    side.willing_at = at
    side.save()
    assert "See the offer" not in home()
