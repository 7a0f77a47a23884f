"""Secret links: what scanners, guessers, the impatient and the curious may not do with them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from audit.models import Entry
from config.logs import masked
from letters.models import Letter
from people.refusal import Refused
from proposals.actions import answering, inviting
from proposals.faculty import rules as faculty_rules
from proposals.models import Invitation
from tests.factories.cast import make_cast
from tests.factories.invitations import TOKEN, make_faculty, make_invitation, token_in
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_format, make_meeting

PAGE = f"/invitations/{TOKEN}/"


@pytest.fixture
def draft(cast, at):
    return make_proposal(make_format(make_call(make_meeting(), at)), cast.paula, at)


@pytest.fixture
def invitation(draft, at):
    return make_invitation(make_faculty(draft, "felix@example.org"), at, token=TOKEN)


def facts():
    return list(Invitation.objects.values()), Entry.objects.count(), Letter.objects.count()


@pytest.mark.parametrize("method", ["get", "head", "options", "trace", "put", "patch", "delete"])
@pytest.mark.parametrize("query", ["", "?act=accept&seen=asked", "?act=decline&seen=asked&reason=x"])
def test_what_a_scanner_does_with_the_link_answers_for_nobody(client, invitation, method, query):
    before = facts()
    answer = getattr(client, method)(PAGE + query)
    assert facts() == before
    assert answer.status_code == (200 if method in ("get", "head") else 405)
    assert "sessionid" not in answer.cookies


def test_an_answer_sent_from_another_site_is_refused(invitation):
    strict = Client(enforce_csrf_checks=True)
    before = facts()
    assert strict.post(PAGE, {"act": "accept", "seen": "asked"}).status_code == 403
    strict.get(PAGE)
    token = strict.cookies["csrftoken"].value
    typed = {"act": "accept", "seen": "asked", "csrfmiddlewaretoken": token}
    assert strict.post(PAGE, typed, headers={"origin": "https://evil.example"}).status_code == 403
    assert facts() == before
    assert strict.post(PAGE, typed).status_code == 302


@pytest.mark.parametrize(
    "guess", [TOKEN[:-1], TOKEN + "2", TOKEN.upper(), "1", "x" * 5000, "%00", "..%2F..%2Fadmin", "hash"]
)
def test_a_guess_finds_nothing(client, invitation, guess):
    guess = invitation.links.get().token_hash if guess == "hash" else guess
    for method in (client.get, client.post):
        assert method(f"/invitations/{guess}/", {"act": "accept", "seen": "asked"}).status_code == 404
    assert Invitation.objects.get().state == "asked"


def test_one_link_answers_one_invitation(client, draft, invitation, at):
    other = make_invitation(make_faculty(draft, "raj@example.org", order=2), at, token="another-token-of-raj-2345")
    client.post(
        PAGE, {"act": "accept", "seen": "asked", "invitation": other.pk, "email": other.email, "key": other.key}
    )
    other.refresh_from_db()
    assert other.state == "asked"


def test_the_secret_stands_in_no_table_once_the_letter_is_sent_and_in_no_page_of_others(draft, cast, at, sign_in):
    type(draft).objects.update(state="submitted", first_submitted_at=at, submitted_at=at)
    row = make_faculty(draft, "felix@example.org")
    inviting.ask(draft, row.key, by=cast.paula, at=at)
    letter = Letter.objects.get()
    assert sign_in(cast.olga).get(f"/letters/{letter.pk}/").status_code == 200
    token = token_in(letter)
    for person, address in (
        (cast.olga, f"/letters/{letter.pk}/"),
        (cast.olga, "/letters/"),
        (cast.paula, f"/proposals/{draft.code}/faculty/"),
        (cast.paula, f"/proposals/{draft.code}/"),
    ):
        assert token not in sign_in(person).get(address).content.decode()
    assert sign_in(cast.olga).get(f"/letters/{letter.pk}/sheet/").status_code == 404
    assert token not in str(list(Entry.objects.values()))


def test_staff_do_not_learn_from_the_outbox_of_a_draft_and_its_people(draft, cast, at, sign_in):
    row = make_faculty(draft, "felix@example.org")
    inviting.ask(draft, row.key, by=cast.paula, at=at)
    page = sign_in(cast.olga).get("/letters/").content.decode()
    assert "felix@example.org" not in page
    type(draft).objects.update(state="submitted", first_submitted_at=at, submitted_at=at)
    assert "felix@example.org" in sign_in(cast.olga).get("/letters/").content.decode()


@pytest.mark.parametrize(
    "line",
    [
        f'"GET /invitations/{TOKEN}/ HTTP/1.1" 200',
        f"Not Found: /invitations/{TOKEN}/",
        f"/accounts/login/?next=/invitations/{TOKEN}/",
        f"/accounts/login/?next=%2Finvitations%2F{TOKEN}%2F",
    ],
)
def test_logs_do_not_hold_the_secret(line):
    assert TOKEN not in masked(line)
    assert "invitations" in masked(line)


def test_the_page_tells_no_other_site_its_address_and_is_kept_by_nobody(client, invitation):
    answer = client.get(PAGE)
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert f"next=/invitations/{TOKEN}" not in answer.content.decode()


def test_scripts_typed_by_either_side_are_words_on_the_others_page(client, draft, invitation, cast, sign_in):
    bad = "<script>alert(1)</script>"
    type(draft).objects.update(title=bad, summary=bad)
    assert bad not in client.get(PAGE).content.decode()
    client.post(
        PAGE,
        {"act": "decline", "seen": "asked", "reason": bad, "family_name": bad, "email": "n@example.org", "note": bad},
    )
    page = sign_in(cast.paula).get(f"/proposals/{draft.code}/faculty/").content.decode()
    assert (bad in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_a_named_person_cannot_put_a_link_into_the_letter_to_the_chair(client, draft, invitation):
    named = {"family_name": "http://evil.example/ [x](http://evil.example)", "email": "n@example.org"}
    client.post(PAGE, {"act": "decline", "seen": "asked", **named})
    body = Letter.objects.get(kind="proposals.substitute_named").body
    assert "http://evil.example" not in body.replace("\\", "")


def together(*acts):
    ready = Barrier(len(acts))

    def run(act):
        try:
            ready.wait(10)
            return act()
        except Refused as fault:
            return fault
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def link(transactional_db, at):
    cast = make_cast()
    draft = make_proposal(make_format(make_call(make_meeting(), at)), cast.paula, at)
    return make_invitation(make_faculty(draft, "felix@example.org"), at, token=TOKEN).links.get()


@pytest.mark.django_db(transaction=True)
def test_two_different_answers_at_once_are_one_and_the_other_is_told(link, at):
    results = together(
        lambda: answering.accept(link, seen="asked", at=at), lambda: answering.decline(link, seen="asked", at=at)
    )
    assert sorted(type(each).__name__ for each in results) == ["Invitation", "Refused"]
    assert Entry.objects.filter(verb="answer invitation").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_withdrawal_at_once_leave_one_story(link, at):
    invitation = link.invitation
    proposal = invitation.proposal
    together(
        lambda: answering.accept(link, seen="asked", at=at),
        lambda: inviting.withdraw_invitation(proposal, invitation, by=proposal.proposer, at=at),
    )
    assert Invitation.objects.get().state == "withdrawn"


@pytest.mark.django_db(transaction=True)
def test_a_quota_holds_when_the_button_is_pressed_many_times_at_once(link, at, monkeypatch):
    monkeypatch.setattr(faculty_rules, "PER_PROPOSAL", 3)
    proposal = link.invitation.proposal
    rows = [make_faculty(proposal, f"f{number}@example.org", order=number + 2) for number in range(4)]
    together(*[lambda row=row: inviting.ask(proposal, row.key, by=proposal.proposer, at=at) for row in rows])
    assert Letter.objects.filter(kind="proposals.faculty_asked").count() == 2
