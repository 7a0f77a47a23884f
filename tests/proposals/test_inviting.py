"""Asking people to take part: the letter, the day to answer, the reminder, quotas, and taking it back."""

from datetime import UTC, datetime, timedelta

import pytest

from letters.models import Letter
from people.refusal import Refused
from proposals.actions import answering, inviting
from proposals.faculty import rules as faculty_rules
from proposals.faculty.answers import answers_of
from proposals.models import Faculty, InvitationLink
from tests.factories.invitations import make_faculty, token_in
from tests.factories.proposals import make_proposal
from workshops.models import Call


@pytest.fixture
def felix(draft):
    return make_faculty(draft, "felix@example.org")


def letters():
    return Letter.objects.filter(kind__startswith="proposals.faculty").order_by("pk")


def test_a_letter_with_a_link_goes_at_once_and_is_read_by_nobody_else(draft, felix, cast, at):
    invitation = inviting.ask(draft, felix.key, by=cast.paula, at=at)
    letter = letters().get()
    assert (letter.to_address, letter.state, letter.is_secret) == ("felix@example.org", "queued", True)
    assert letter.subject == "Will you take part in “Clots and cancer”?"
    assert "Paula Perez asks you to take part, as speaker" in letter.body
    assert invitation.links.get().token_hash == inviting.hash_of(token_in(letter))
    assert token_in(letter) not in str(list(InvitationLink.objects.values()))


def test_she_has_the_days_of_the_call_to_the_end_of_the_last_on_the_meetings_calendar(draft, felix, cast, at):
    Call.objects.update(answer_days=10)
    zone = draft.call.meeting.tz
    invitation = inviting.ask(draft, felix.key, by=cast.paula, at=at)
    assert invitation.reply_by_at.astimezone(zone) == datetime(2027, 3, 12, tzinfo=zone)
    assert "answer by 11 March 2027" in letters().get().body


def test_asked_twice_within_a_day_is_refused_and_a_day_later_is_a_new_letter(draft, felix, cast, at):
    inviting.ask(draft, felix.key, by=cast.paula, at=at)
    with pytest.raises(Refused, match="asked within the last day"):
        inviting.ask(draft, felix.key, by=cast.paula, at=at + timedelta(hours=23))
    inviting.ask(draft, felix.key, by=cast.paula, at=at + timedelta(days=1))
    assert letters().count() == 2


def test_who_has_answered_is_not_asked_again(draft, felix, cast, at):
    invitation = inviting.ask(draft, felix.key, by=cast.paula, at=at)
    answering.decline(invitation.links.get(), seen="asked", at=at)
    with pytest.raises(Refused, match="Felix Fuchs has answered: declined"):
        inviting.ask(draft, felix.key, by=cast.paula, at=at + timedelta(days=3))


def test_all_who_were_not_asked_get_their_letters_in_one_act(draft, felix, cast, at):
    make_faculty(draft, "raj@example.org", given_name="Raj", family_name="Rao", order=2)
    make_faculty(draft, "", given_name="Nobody", family_name="Known", order=3)
    inviting.ask(draft, felix.key, by=cast.paula, at=at)
    assert [each.email for each in inviting.ask_all(draft, by=cast.paula, at=at)] == ["raj@example.org"]
    assert inviting.ask_all(draft, by=cast.paula, at=at) == []
    assert [each.state for each in answers_of(draft)[draft.pk].values()] == ["accepted", "asked", "asked", "drafted"]


@pytest.mark.parametrize(("name", "said"), [("PER_PROPOSAL", "for this proposal"), ("PER_DAY", "within a day")])
def test_letters_have_a_quota_and_past_it_none_of_many_goes(draft, cast, at, monkeypatch, name, said):
    monkeypatch.setattr(faculty_rules, name, 2)
    for number in range(3):
        make_faculty(draft, f"f{number}@example.org", order=number + 1)
    with pytest.raises(Refused, match=said):
        inviting.ask_all(draft, by=cast.paula, at=at)
    assert not letters().exists()


def test_the_daily_quota_counts_over_all_her_proposals_and_is_free_again_the_next_day(form, cast, at, monkeypatch):
    monkeypatch.setattr(faculty_rules, "PER_DAY", 1)
    rows = [make_faculty(make_proposal(form, cast.paula, at), "felix@example.org") for _ in range(2)]
    inviting.ask(rows[0].proposal, rows[0].key, by=cast.paula, at=at)
    with pytest.raises(Refused, match="Go on tomorrow"):
        inviting.ask(rows[1].proposal, rows[1].key, by=cast.paula, at=at)
    inviting.ask(rows[1].proposal, rows[1].key, by=cast.paula, at=at + timedelta(days=1))


@pytest.mark.parametrize("who", ["felix", "stan", "olga", "chen", "rita"])
def test_nobody_but_who_writes_it_asks_or_takes_back(draft, felix, cast, at, who):
    Faculty.objects.filter(pk=felix.pk).update(person=cast.felix, role="co_chair")
    invitation = inviting.ask(draft, felix.key, by=cast.paula, at=at)
    other = getattr(cast, who)
    for act in (
        lambda: inviting.ask(draft, felix.key, by=other, at=at + timedelta(days=2)),
        lambda: inviting.ask_all(draft, by=other, at=at),
        lambda: inviting.withdraw_invitation(draft, invitation, by=other, at=at),
    ):
        with pytest.raises(Refused):
            act()
    assert letters().count() == 1


def test_a_co_chair_asks_where_the_call_lets_chairs_write(draft, felix, cast, at):
    Faculty.objects.filter(pk=felix.pk).update(person=cast.felix, role="co_chair")
    Call.objects.update(editors="chairs")
    row = make_faculty(draft, "raj@example.org", given_name="Raj", family_name="Rao", order=2)
    inviting.ask(type(draft).objects.get(pk=draft.pk), row.key, by=cast.felix, at=at)
    assert "Felix Fuchs asks you to take part" in letters().get().body


@pytest.mark.parametrize("state", ["declined", "withdrawn", "cancelled"])
def test_nobody_is_asked_for_what_has_ended(form, cast, at, state):
    proposal = make_proposal(form, cast.paula, at, state)
    row = make_faculty(proposal, "felix@example.org")
    with pytest.raises(Refused, match="nobody is asked any more"):
        inviting.ask(proposal, row.key, by=cast.paula, at=at)


@pytest.mark.parametrize("email", ["", "nonsense", "a@b"])
def test_without_a_sound_address_nobody_is_asked(draft, cast, at, email):
    row = make_faculty(draft, email)
    with pytest.raises(Refused, match="no e-mail address of Felix Fuchs"):
        inviting.ask(draft, row.key, by=cast.paula, at=at)


def test_a_withdrawn_invitation_is_told_and_can_be_sent_anew(draft, felix, cast, at):
    invitation = inviting.ask(draft, felix.key, by=cast.paula, at=at)
    inviting.withdraw_invitation(draft, invitation, by=cast.paula, at=at)
    assert [each.kind for each in letters()] == ["proposals.faculty_asked", "proposals.faculty_withdrawn"]
    link = invitation.links.get()
    with pytest.raises(Refused, match="This invitation was withdrawn"):
        answering.accept(link, seen="asked", at=at)
    again = inviting.ask(draft, felix.key, by=cast.paula, at=at)
    assert (again.pk, again.state) == (invitation.pk, "asked")
    with pytest.raises(Refused, match="This invitation was withdrawn"):
        answering.accept(link, seen="asked", at=at)
    assert answering.accept(again.links.last(), seen="asked", at=at).state == "accepted"


def test_the_clock_reminds_once_and_both_links_answer(draft, felix, cast, at):
    invitation = inviting.ask(draft, felix.key, by=cast.paula, at=at)
    soon = invitation.reply_by_at - timedelta(days=3)
    assert inviting.remind_due(soon - timedelta(minutes=1)) == 0
    assert inviting.remind_due(soon) == 1
    assert inviting.remind_due(soon + timedelta(hours=1)) == 0
    assert [each.kind for each in letters()] == ["proposals.faculty_asked", "proposals.faculty_reminded"]
    tokens = {token_in(letter) for letter in letters()}
    assert len(tokens) == 2
    hashes = set(invitation.links.values_list("token_hash", flat=True))
    assert hashes == {inviting.hash_of(token) for token in tokens}


@pytest.mark.parametrize("what", ["answered", "late", "gone", "ended", "never"])
def test_nobody_is_reminded_who_answered_or_is_not_asked_any_more(draft, felix, cast, at, what):
    invitation = inviting.ask(draft, felix.key, by=cast.paula, at=at)
    soon = invitation.reply_by_at - timedelta(days=1)
    if what == "answered":
        answering.accept(invitation.links.get(), seen="asked", at=at)
    elif what == "late":
        soon = invitation.reply_by_at
    elif what == "gone":
        felix.delete()
    elif what == "ended":
        type(draft).objects.update(state="withdrawn", state_before="draft")
    else:
        Call.objects.update(remind_days=0)
    inviting.remind_due(soon)
    assert letters().count() == 1


def test_while_the_mail_server_is_down_the_page_says_that_the_letter_waits(draft, felix, cast, at, clock, sign_in):
    inviting.ask(draft, felix.key, by=cast.paula, at=at)
    client = sign_in(cast.paula)
    assert "The letter is on its way." in client.get(f"/proposals/{draft.code}/faculty/").content.decode()
    letters().update(fault="The mail server cannot be reached.", attempts=1)
    page = client.get(f"/proposals/{draft.code}/faculty/").content.decode()
    assert "the letter waits, and goes by itself as soon as it can" in page


def test_names_with_markup_and_links_are_words_in_the_letter(draft, cast, at):
    draft.title = "[Click](https://evil.example) www.evil.example"
    draft.save()
    row = make_faculty(draft, "felix@example.org", given_name="<b>Fe", family_name="http://evil.example")
    inviting.ask(draft, row.key, by=cast.paula, at=at)
    body = letters().get().body
    assert "](https://evil" not in body
    assert "evil.example" not in body.replace("\\", "")
    assert AT_LEAST_A_GAP in body


AT_LEAST_A_GAP = "\u200b"


def test_the_day_does_not_depend_on_the_machines_clock(draft, felix, cast):
    Call.objects.update(answer_days=1, remind_days=0)
    draft.call.meeting.zone = "Asia/Tokyo"
    draft.call.meeting.save()
    invitation = inviting.ask(draft, felix.key, by=cast.paula, at=datetime(2027, 3, 1, 20, 0, tzinfo=UTC))
    assert invitation.reply_by_at == datetime(2027, 3, 3, 15, 0, tzinfo=UTC)
