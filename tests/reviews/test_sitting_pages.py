"""The pages of sittings as people read them: planning, the room, minutes; and what a conflict leaves of them."""

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from reviews.actions import minuting, presiding, voting
from reviews.models import Conflict, Motion, Sitting
from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_sitting
from tests.reviews.conftest import seen


def words(response) -> str:
    main = response.content.decode().partition("<main")[2]
    return " ".join(re.sub("<[^>]*>", " ", main).split())


@pytest.fixture
def sitting(committee, at) -> Sitting:
    return make_sitting(committee.world.stage, at, committee.other, committee.mine)


@pytest.fixture
def page(committee, sitting):
    def address(rest: str = "") -> str:
        return f"/{committee.world.meeting.slug}/sittings/{sitting.pk}/{rest}"

    return address


def declare(committee, person, at):
    Conflict.objects.create(proposal=committee.other, person=person, reason="We share a grant", at=at, by=person)


def item_on(sitting, proposal):
    found = sitting.items.get(proposal=proposal)
    found.sitting = Sitting.objects.get(pk=sitting.pk)
    return found


def test_who_has_no_seat_finds_no_sitting(page, cast, sign_in):
    assert sign_in(cast.raj).get(page()).status_code == 200
    assert [sign_in(who).get(page()).status_code for who in (cast.paula, cast.ada)] == [404, 404]


def test_the_chair_plans_a_sitting_and_puts_its_agenda_together(committee, cast, sign_in):
    client, here = sign_in(cast.chen), f"/{committee.world.meeting.slug}/sittings/"
    typed = {
        "committee": committee.world.committee.pk,
        "stage": committee.world.stage.pk,
        "name": "Spring sitting",
        "starts_at_day": "2027-04-12",
        "starts_at_clock": "14:00",
        "ends_at_day": "2027-04-12",
        "ends_at_clock": "13:00",
        "quorum": 60,
        "majority": "two_thirds",
    }
    refused = client.post(f"{here}new/", typed)
    assert refused.status_code == 422
    assert "A sitting ends after it begins." in words(refused)
    client.post(f"{here}new/", typed | {"ends_at_clock": "16:00"})
    made = Sitting.objects.get()
    client.post(f"{here}{made.pk}/agenda/add/", {"act": "item", "title": "Welcome"})
    client.post(f"{here}{made.pk}/agenda/add/", {"act": "ticked", "proposal": committee.other.code})
    client.post(f"{here}{made.pk}/agenda/add/", {"act": "all"})
    assert [str(item) for item in made.items.all()] == ["Welcome", str(committee.other), str(committee.mine)]
    client.post(f"{here}{made.pk}/agenda/{made.items.last().pk}/up/")
    read = words(client.get(f"{here}{made.pk}/"))
    assert read.index("Canary in review by Paula") < read.index("Canary other of Nora")
    assert "60 % of the members" in read


def test_the_machine_shows_its_order_before_it_is_taken(committee, sitting, cast, sign_in, at, page):
    """Rita and Raj leave by turns; the quietest order lets each leave once."""
    extra = make_proposal(committee.world.format, cast.felix, at, "in_review", title="Third")
    sitting.items.create(proposal=extra, order=9)
    for proposal in (committee.other, extra):
        Conflict.objects.create(proposal=proposal, person=cast.rita, reason="Kin", at=at, by=cast.rita)
    client = sign_in(cast.chen)
    assert "return 4 times" in words(client.get(page()))
    shown = client.get(page("agenda/order/"))
    assert "4 times somebody leaves or returns" in words(shown)
    keys = re.findall(r'name="item" value="(\d+)"', shown.content.decode())
    client.post(page("agenda/order/"), {"item": keys})
    assert "return 2 times" in words(client.get(page()))


QUERIES = {"list": 7, "": 10, "room/": 15, "minutes/": 17}
PAGES = ["", "agenda/add/", "agenda/order/", "room/", "minutes/", "sitting.ics"]


@pytest.mark.parametrize("who", ["chen", "olga", "rita"])
def test_pages_of_a_sitting_equal_those_of_a_world_without_the_proposal(
    committee, sitting, cast, sign_in, at, page, who
):
    """Also after it was discussed, in her absence; its place on the agenda leaves no gap."""
    person = getattr(cast, who)
    declare(committee, person, at)
    helper = cast.olga if who == "chen" else cast.chen
    presiding.open_sitting(sitting, by=helper, at=at)
    presiding.come(sitting, person=cast.raj, by=helper, at=at)
    presiding.come(sitting, person=helper, by=helper, at=at)
    presiding.begin(item_on(sitting, committee.other), by=helper, at=at)
    presiding.end(item_on(sitting, committee.other), by=helper, at=at)
    client = sign_in(person)
    pages = [each for each in PAGES if who != "rita" or "agenda" not in each]

    def look():
        found = {}
        for each in pages:
            with CaptureQueriesContext(connection) as queries:
                response = client.get(page(each))
            body = re.sub(r"seen=\w+", "", seen(response))
            found[each] = (response.status_code, body, len(queries) if each != "minutes/" else 0)
        return found

    client.get(page())
    within = look()
    assert {status for status, _, _ in within.values()} == {200}
    assert "Canary in review by Paula" in within[""][1]
    assert not any("Nora" in body for _, body, _ in within.values())
    committee.other.delete()
    assert look() == within


def test_while_it_is_discussed_she_reads_that_something_is_and_no_more(committee, sitting, cast, sign_in, at, page):
    declare(committee, cast.rita, at)
    declare(committee, cast.raj, at)
    presiding.open_sitting(sitting, by=cast.chen, at=at)
    for person in (cast.chen, cast.rita, cast.raj):
        presiding.come(sitting, person=person, by=cast.chen, at=at)
    item = presiding.begin(item_on(sitting, committee.other), by=cast.chen, at=at)
    motion = voting.move(item, kind="words", text="Canary motion", mover=cast.chen, by=cast.chen, at=at)
    read = words(sign_in(cast.rita).get(page("room/")))
    assert "Something is being discussed, and you are out of the room." in read
    for word in ("Nora", committee.other.code, "Canary motion", "Out of the room", "Recused", "not recused", "2. "):
        assert word not in read
    assert sign_in(cast.rita).post(page(f"motions/{motion.pk}/yes/")).status_code == 404
    assert sign_in(cast.rita).post(page(f"agenda/{item.pk}/end/")).status_code == 404
    others = words(sign_in(cast.chen).get(page("room/")))
    assert "Canary other of Nora" in others
    assert "1 of the 1 members who are not recused is here; 1 have to be." in others
    assert "Raj Rao Out of the room" in others


def test_the_page_asks_again_and_is_answered_only_when_something_has_changed(
    committee, sitting, cast, sign_in, at, page
):
    presiding.open_sitting(sitting, by=cast.chen, at=at)
    client = sign_in(cast.raj)
    again = re.search(r'hx-get="([^"]*)"', client.get(page("room/")).content.decode())[1].replace("&amp;", "&")
    assert client.get(again, headers={"HX-Request": "true"}).status_code == 204
    presiding.begin(item_on(sitting, committee.mine), by=cast.chen, at=at)
    changed = client.get(again, headers={"HX-Request": "true"}).content.decode()
    assert "Canary in review by Paula" in changed
    assert "The item at hand has changed." in changed
    assert "<html" not in changed


def test_a_motion_goes_through_the_page_of_the_room_to_a_decision(committee, sitting, cast, sign_in, at, page):
    client = sign_in(cast.chen)
    client.post(page("room/open/"))
    client.post(page("people/here/"), {"person": cast.raj.code})
    client.post(page(f"agenda/{item_on(sitting, committee.mine).pk}/begin/"))
    item = item_on(sitting, committee.mine)
    typed = {"item": item.pk, "kind": "conditions", "mover": cast.chen.pk, "seconder": cast.raj.pk}
    refused = client.post(page("motions/new/"), typed)
    assert "Write what is moved." in words(refused)
    client.post(page("motions/new/"), typed | {"kind": "waitlist"})
    motion = Motion.objects.get()
    client.post(page(f"motions/{motion.pk}/put-closed/"))
    client.post(page(f"motions/{motion.pk}/yes/"))
    sign_in(cast.raj).post(page(f"motions/{motion.pk}/no/"))
    client = sign_in(cast.chen)
    client.post(page(f"motions/{motion.pk}/count/"))
    read = words(client.get(page("room/")))
    assert "Not carried 1 yes, 1 no, 0 abstained, closed vote." in read
    assert "Make it the decision" not in read


@pytest.mark.pdf
def test_the_minutes_print_what_was_done_and_leave_out_for_her_what_was_not_hers(
    committee, sitting, cast, sign_in, at, page
):
    declare(committee, cast.rita, at)
    presiding.open_sitting(sitting, by=cast.chen, at=at)
    for person in (cast.chen, cast.rita, cast.raj):
        presiding.come(sitting, person=person, by=cast.chen, at=at)
    item = presiding.begin(item_on(sitting, committee.other), by=cast.chen, at=at)
    motion = voting.move(item, kind="accept", mover=cast.chen, seconder=cast.raj, by=cast.chen, at=at)
    voting.put(motion, ballot="open", by=cast.chen, at=at)
    voting.vote(motion, choice="yes", person=cast.raj, by=cast.raj, at=at)
    voting.adopt(voting.count(motion, by=cast.chen, at=at), by=cast.chen, at=at)
    presiding.end(item, by=cast.chen, at=at)
    presiding.close_sitting(sitting, by=cast.chen, at=at)
    minuting.approve_minutes(sitting, by=cast.chen, at=at)
    chens, ritas = (text_of(sign_in(person).get(page("minutes/pdf/"))) for person in (cast.chen, cast.rita))
    assert "approved by Chen Wei" in chens
    assert "1. Canary other of Nora" in chens
    assert "Rita Romano left the room" in chens
    assert "Carried by open vote: 1 yes, 0 no, 0 abstained. Decision: Accept." in chens
    assert "Nora" not in ritas
    assert "1. Canary in review by Paula" in ritas


def text_of(response) -> str:
    pages = PdfReader(io.BytesIO(response.content)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("count", [1, 3, 30])
def test_pages_of_sittings_ask_the_same_number_of_queries(committee, cast, sign_in, at, count):
    stage, form = committee.world.stage, committee.world.format
    for _ in range(count):
        sitting = make_sitting(stage, at, *(make_proposal(form, cast.paula, at, "in_review") for _ in range(count)))
    presiding.open_sitting(sitting, by=cast.olga, at=at)
    presiding.come(sitting, person=cast.raj, by=cast.olga, at=at)
    for item in sitting.items.all():
        Motion.objects.create(item=item, kind="accept", mover=cast.raj, moved_at=at)
    client, here = sign_in(cast.chen), f"/{committee.world.meeting.slug}/sittings/"
    client.get(here)
    asked = {}
    for page in ("", f"{sitting.pk}/", f"{sitting.pk}/room/", f"{sitting.pk}/minutes/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{here}{page}").status_code == 200
        asked[page.removeprefix(f"{sitting.pk}/") if page else "list"] = len(queries)
    assert asked == QUERIES
