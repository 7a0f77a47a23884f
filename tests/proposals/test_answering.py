"""What Felix does on the page behind his link: no account, no password, and a mind that may change."""

from datetime import UTC, datetime, timedelta

import pytest

from audit.models import Entry
from letters.models import Letter
from proposals.actions import inviting, replacing
from proposals.faculty.answers import answers_of, tally
from proposals.faculty.released import TELLERS
from proposals.models import Invitation, Proposal
from tests.factories.invitations import make_faculty, make_invitation
from tests.factories.proposals import make_proposal

TOKEN = "k7m2p4qxk7m2p4qxk7m2p4qx"
PAGE = f"/invitations/{TOKEN}/"
NO_TIMES = {"times-TOTAL_FORMS": "0", "times-INITIAL_FORMS": "0"}


@pytest.fixture
def felix(draft, at):
    return make_faculty(draft, "felix@example.org")


@pytest.fixture
def invitation(felix, at, clock):
    return make_invitation(felix, at, token=TOKEN)


def post(client, act, seen="asked", **typed):
    return client.post(PAGE, {"act": act, "seen": seen} | typed)


def state() -> str:
    return Invitation.objects.get().state


def test_the_page_tells_who_asks_for_what_and_by_when(client, invitation):
    page = client.get(PAGE).content.decode()
    for words in ("Paula Perez asks you, Felix Fuchs, to take part as speaker", "Clots and cancer", "15 March 2027"):
        assert words in page


def test_a_yes_counts_on_the_proposal(client, invitation, draft):
    assert post(client, "accept").status_code == 302
    assert "You take part. Thank you." in client.get(PAGE).content.decode()
    assert str(tally(answers_of(draft)[draft.pk])) == "2 of 2 confirmed"


def test_a_no_has_its_reason_for_those_who_write(client, invitation, draft, cast, sign_in):
    post(client, "decline", reason="On <b>sabbatical</b>")
    assert "You declined." in client.get(PAGE).content.decode()
    page = sign_in(cast.paula).get(f"/proposals/{draft.code}/faculty/").content.decode()
    assert "On &lt;b&gt;sabbatical&lt;/b&gt;" in page


def test_a_mind_may_change_from_yes_to_out_and_back(client, invitation):
    post(client, "accept")
    post(client, "drop-out", seen="accepted", reason="Ill")
    assert state() == "dropped_out"
    post(client, "accept", seen="dropped_out")
    assert state() == "accepted"
    assert [each.verb for each in Entry.objects.order_by("id")] == ["answer invitation"] * 3


def test_silence_can_still_be_broken(client, invitation, at, clock):
    clock(at + timedelta(days=20))
    assert "The day to answer has passed." in client.get(PAGE).content.decode()
    post(client, "accept")
    assert state() == "accepted"


def test_the_same_answer_twice_is_one_and_another_one_of_an_old_page_is_told(client, invitation):
    post(client, "accept")
    assert post(client, "accept").status_code == 302
    answer = post(client, "decline")
    assert (answer.status_code, state()) == (409, "accepted")
    assert "Somebody answered by this link a moment ago: accepted." in answer.content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"state": "withdrawn"}, "This invitation was withdrawn."),
        ({"replaced_by": "abc", "key": "gone"}, "Somebody else takes part in your place by now."),
        ({"email": "old@example.org"}, "The proposal does not name you at this address any more."),
    ],
)
def test_a_link_that_holds_no_more_says_so_kindly_and_shows_nothing_of_the_proposal(client, invitation, change, said):
    Invitation.objects.update(**change)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert said in page.content.decode()
    assert "How tumours make blood clot." not in page.content.decode()
    answer = post(client, "accept", seen=state())
    assert answer.status_code == 409
    assert said in answer.content.decode()


def test_a_workshop_that_has_ended_needs_no_answer(client, invitation):
    Proposal.objects.update(state="withdrawn", state_before="draft")
    assert "not pursued any more" in client.get(PAGE).content.decode()
    assert post(client, "accept").status_code == 409


def test_who_is_signed_in_as_somebody_else_has_to_say_that_she_is_meant(invitation, cast, sign_in):
    client = sign_in(cast.stan)
    page = client.get(PAGE).content.decode()
    assert "You are signed in as Stan Stone" in page
    answer = post(client, "accept")
    assert (answer.status_code, state()) == (422, "asked")
    assert "say that you are meant" in answer.content.decode()
    post(client, "accept", is_me="on")
    assert state() == "accepted"


def test_felix_signed_in_at_the_same_address_is_asked_nothing_more(invitation, cast, sign_in):
    client = sign_in(cast.felix)
    assert "You are signed in as" not in client.get(PAGE).content.decode()
    post(client, "accept")
    assert state() == "accepted"


def test_answering_by_link_signs_nobody_in_and_opens_no_other_page(client, invitation, draft, cast, sign_in):
    post(client, "accept")
    assert client.get(f"/proposals/{draft.code}/").status_code == 302
    assert sign_in(cast.felix).get(f"/proposals/{draft.code}/").status_code == 404
    assert client.get(f"/proposals/{draft.code}/faculty/").status_code == 404


class TestDetails:
    @pytest.fixture(autouse=True)
    def yes(self, client, invitation):
        post(client, "accept")

    def tell(self, client, **typed):
        return post(client, "details", seen="accepted", **(NO_TIMES | typed))

    def test_times_are_clock_times_of_the_meetings_place(self, client):
        times = {
            "times-TOTAL_FORMS": "2",
            "times-0-kind": "impossible",
            "times-0-starts_at_day": "2027-12-10",
            "times-0-starts_at_clock": "08:00",
            "times-0-ends_at_day": "2027-12-10",
            "times-0-ends_at_clock": "12:00",
            "times-1-kind": "impossible",
        }
        assert self.tell(client, **times).status_code == 302
        kept = Invitation.objects.get().availabilities.get()
        zone = kept.invitation.proposal.call.meeting.tz
        assert kept.starts_at == datetime(2027, 12, 10, 8, tzinfo=zone).astimezone(UTC)
        assert (kept.ends_at - kept.starts_at, kept.kind) == (timedelta(hours=4), "impossible")
        assert self.tell(client).status_code == 302
        assert not Invitation.objects.get().availabilities.exists()

    def test_an_end_before_its_beginning_is_told_beside_it_and_what_was_typed_stays(self, client):
        times = {
            "times-TOTAL_FORMS": "1",
            "times-0-kind": "preferred",
            "times-0-starts_at_day": "2027-12-10",
            "times-0-starts_at_clock": "08:00",
            "times-0-ends_at_day": "2027-12-09",
            "times-0-ends_at_clock": "12:00",
        }
        answer = self.tell(client, country="Norway", **times)
        assert answer.status_code == 422
        assert "This ends before it begins." in answer.content.decode()
        assert 'value="Norway"' in answer.content.decode()

    def test_consents_are_dated_and_a_change_keeps_its_history(self, client, at, clock):
        self.tell(client, live="yes", slides="no")
        self.tell(client, live="yes", slides="no")
        clock(at + timedelta(days=1))
        self.tell(client, live="no", slides="no")
        kept = Invitation.objects.get().consents.values_list("use", "is_given", "at")
        later = at + timedelta(days=1)
        assert list(kept) == [("live", True, at), ("slides", False, at), ("live", False, later)]
        page = client.get(PAGE).content.decode()
        assert page.count(": refused</li>") == 2
        assert page.count(": allowed</li>") == 1

    def test_after_the_release_consents_stand_and_times_may_still_change(self, client, monkeypatch):
        self.tell(client, live="yes")
        TELLERS.append(always := lambda meeting: True)
        try:
            assert "what you allowed stands as it was" in client.get(PAGE).content.decode()
            self.tell(client, live="no", country="Norway")
        finally:
            TELLERS.remove(always)
        invitation = Invitation.objects.get()
        assert list(invitation.consents.values_list("use", "is_given")) == [("live", True)]
        assert invitation.country == "Norway"

    def test_who_dropped_out_tells_nothing_more(self, client):
        post(client, "drop-out", seen="accepted")
        assert self.tell(client, live="yes").status_code == 409
        assert not Invitation.objects.get().consents.exists()


NIA = {"given_name": "Nia", "family_name": "New", "email": "Nia@Example.org", "note": "Knows it best."}


class TestSubstitutes:
    @pytest.fixture
    def nia(self, client, invitation):
        post(client, "decline", **NIA)
        return invitation.substitutes.get()

    def test_the_proposer_is_told_and_nothing_changes_yet(self, nia, draft):
        letter = Letter.objects.get(kind="proposals.substitute_named")
        assert (letter.to_address, letter.subject) == (
            "paula@example.org",
            "Felix Fuchs names Nia New for “Clots and cancer”",
        )
        assert [row.name for row in draft.faculty.all()] == ["Paula Perez", "Felix Fuchs"]

    def test_half_a_person_is_not_kept_and_the_no_neither(self, client, invitation):
        answer = post(client, "decline", given_name="Nia")
        assert (answer.status_code, state()) == (422, "asked")
        assert "Give an e-mail address, so that the person can be asked." in answer.content.decode()

    def test_one_click_puts_her_in_his_place_and_his_talks_and_asks_nobody(self, nia, draft, cast, sign_in):
        draft.items.create(title="Clots", minutes=20, speaker=draft.faculty.get(email="felix@example.org"))
        client = sign_in(cast.paula)
        client.post(f"/proposals/{draft.code}/faculty/substitutes/{nia.pk}/adopt/")
        row = draft.faculty.last()
        assert (row.name, row.email, row.role) == ("Nia New", "nia@example.org", "speaker")
        assert draft.items.get().speaker == row
        assert Invitation.objects.get().replaced_by == row.key
        page = client.get(f"/proposals/{draft.code}/faculty/").content.decode()
        assert "declined; replaced by Nia New" in page
        assert not Letter.objects.filter(to_address="nia@example.org").exists()

    def test_his_link_says_that_somebody_else_has_the_place(self, nia, draft, cast, at, client):
        replacing.adopt(draft, nia, by=cast.paula, at=at)
        assert "Somebody else takes part in your place by now." in client.get(PAGE).content.decode()

    def test_a_second_click_is_refused(self, nia, draft, cast, at, sign_in):
        replacing.adopt(draft, nia, by=cast.paula, at=at)
        client = sign_in(cast.paula)
        page = client.post(f"/proposals/{draft.code}/faculty/substitutes/{nia.pk}/pass-over/", follow=True)
        assert "That was settled before: adopted." in page.content.decode()

    def test_passed_over_she_is_offered_no_more(self, nia, draft, cast, sign_in):
        client = sign_in(cast.paula)
        client.post(f"/proposals/{draft.code}/faculty/substitutes/{nia.pk}/pass-over/")
        assert "Felix Fuchs names Nia New" not in client.get(f"/proposals/{draft.code}/faculty/").content.decode()

    def test_three_are_enough(self, client, nia):
        for number in range(3):
            answer = post(client, "substitute", seen="declined", **NIA | {"email": f"n{number}@example.org"})
        assert answer.status_code == 409
        assert nia.invitation.substitutes.count() == 3

    def test_what_was_handed_in_changes_its_people_only_once_it_is_decided(self, form, cast, at, client, clock):
        proposal = make_proposal(form, cast.paula, at, "in_review")
        make_invitation(make_faculty(proposal, "felix@example.org"), at, token=TOKEN)
        post(client, "decline", **NIA)
        nia = proposal.invitations.get().substitutes.get()
        with pytest.raises(Exception, match="its people stay as they are now"):
            replacing.adopt(proposal, nia, by=cast.paula, at=at)
        Proposal.objects.update(state="confirmed")
        replacing.adopt(proposal, nia, by=cast.paula, at=at)
        handed_in = proposal.revisions.submitted().first()
        assert [row["family_name"] for row in handed_in.content["faculty"]] == ["Perez", "New"]


class TestPromise:
    @pytest.mark.parametrize(("state", "told"), [("confirmed", 1), ("accepted", 1), ("in_review", 0), ("draft", 0)])
    def test_an_accepted_workshop_that_loses_a_speaker_is_told_at_once(
        self, form, cast, at, client, clock, state, told
    ):
        proposal = make_proposal(form, cast.paula, at, state)
        make_invitation(make_faculty(proposal, "felix@example.org"), at, "accepted", TOKEN)
        post(client, "drop-out", seen="accepted")
        letters = Letter.objects.filter(kind="proposals.below_promise")
        assert letters.count() == told
        if told:
            assert letters.get().subject == "“Clots and cancer”: Felix Fuchs dropped out"
            assert "1 of 2 confirmed" in letters.get().body

    def test_everybody_concerned_sees_it_until_somebody_else_is_in(self, form, cast, at, clock, sign_in):
        proposal = make_proposal(form, cast.paula, at, "confirmed")
        row = make_faculty(proposal, "felix@example.org")
        make_invitation(row, at, "dropped_out")
        call = proposal.call
        pages = {
            cast.paula: (f"/proposals/{proposal.code}/", "/proposals/"),
            cast.olga: (f"/proposals/{proposal.code}/", f"/{call.meeting.slug}/calls/{call.slug}/proposals/"),
        }
        told = "Felix Fuchs (speaker) dropped out"
        for person, addresses in pages.items():
            for address in addresses:
                assert told in sign_in(person).get(address).content.decode(), address
        row.delete()
        for person, addresses in pages.items():
            for address in addresses:
                assert told not in sign_in(person).get(address).content.decode(), address


class TestNamesakes:
    @pytest.fixture
    def twice(self, felix, draft, at, clock):
        draft.items.create(title="Clots", minutes=20, speaker=felix)
        return make_faculty(draft, "f.fuchs@uni.example", given_name="Félix", order=2)

    def test_the_same_name_at_two_addresses_is_offered_as_one(self, twice, felix, draft, cast, sign_in):
        client = sign_in(cast.paula)
        assert "Is this one person?" in client.get(f"/proposals/{draft.code}/faculty/").content.decode()
        client.post(f"/proposals/{draft.code}/faculty/same/", {"kept": twice.key, "dropped": felix.key})
        assert [row.email for row in draft.faculty.all()] == ["paula@example.org", "f.fuchs@uni.example"]
        assert draft.items.get().speaker == twice

    def test_two_people_stay_two_and_are_not_offered_again(self, twice, felix, draft, cast, sign_in):
        client = sign_in(cast.paula)
        ends = {"kept": twice.key, "dropped": felix.key, "apart": "yes"}
        page = client.post(f"/proposals/{draft.code}/faculty/same/", ends, follow=True).content.decode()
        assert "Is this one person?" not in page
        assert draft.faculty.count() == 3


def test_whom_one_asked_and_took_out_can_still_be_told(draft, felix, cast, at, sign_in, clock):
    inviting.ask(draft, felix.key, by=cast.paula, at=at)
    felix.delete()
    client = sign_in(cast.paula)
    page = client.get(f"/proposals/{draft.code}/faculty/").content.decode()
    assert "Not named any more" in page
    client.post(f"/proposals/{draft.code}/faculty/{Invitation.objects.get().pk}/withdraw/")
    assert state() == "withdrawn"


def test_an_older_text_brought_back_brings_back_the_answer_and_the_link(client, invitation, draft, felix):
    post(client, "accept")
    Invitation.objects.update(replaced_by="somebody")
    assert str(tally(answers_of(draft)[draft.pk])) == "2 of 2 confirmed"
    assert "You take part" in client.get(PAGE).content.decode()


def test_who_writes_an_accepted_workshop_names_somebody_else_herself(form, cast, at, sign_in, clock):
    proposal = make_proposal(form, cast.paula, at, "confirmed")
    row = make_faculty(proposal, "felix@example.org")
    make_invitation(row, at, "dropped_out")
    client = sign_in(cast.paula)
    page = client.get(f"/proposals/{proposal.code}/faculty/").content.decode()
    address = f"/proposals/{proposal.code}/faculty/{row.key}/replace/"
    assert f'href="{address}"' in page
    assert client.post(address, {"family_name": "New"}).status_code == 422
    client.post(address, {"given_name": "Nia", "family_name": "New", "email": "nia@example.org"})
    assert [each.name for each in proposal.faculty.all()] == ["Paula Perez", "Nia New"]
    assert Invitation.objects.get().replaced_by == proposal.faculty.last().key
    own = proposal.faculty.first()
    assert client.get(f"/proposals/{proposal.code}/faculty/{own.key}/replace/").status_code == 404
