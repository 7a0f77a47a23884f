"""What came back: by SMTP at once, by a provider later; its address is left alone until somebody has settled it."""

import base64
import json
import smtplib
from datetime import timedelta

import pytest
from django.core.exceptions import SuspiciousOperation

from audit.models import Entry
from config.providers import listening, mailer
from letters import actions, returns
from letters.models import Fate, Letter, LetterState
from letters.sending import send_due
from letters.views.told import mail_told
from people.refusal import Refused
from tests.factories.letters import make_letter
from tests.letters.provider import Provider

BOUNCE = {
    "RecordType": "Bounce",
    "ID": 4323372036854775807,
    "Type": "HardBounce",
    "MessageID": "0a129aee-e1cd",
    "Details": "smtp;550 5.1.1 The account does not exist",
    "Description": "The server was unable to deliver your message",
    "Email": "paula@example.org",
    "BouncedAt": "2027-03-01T16:33:54.9070259Z",
}
COMPLAINT = BOUNCE | {"RecordType": "SpamComplaint", "Type": "SpamComplaint"}
DELIVERY = {
    "RecordType": "Delivery",
    "MessageID": "0a129aee-e1cd",
    "Recipient": "paula@example.org",
    "DeliveredAt": "2027-03-01T16:32:00Z",
    "Details": "250 ok",
}
"""As Postmark posts them (postmarkapp.com/developer/webhooks)."""


@pytest.fixture
def sent(cast, at):
    return make_letter(cast.paula, at, LetterState.SENT, provider_id="0a129aee-e1cd")


@pytest.fixture
def tell(settings, rf):
    told = {"key": "token"}
    settings.MAIL_WEBHOOK, settings.ANYMAIL = listening("postmark", told, secret="them:pass", signature="")

    def post(event, who="them:pass"):
        headers = {"HTTP_AUTHORIZATION": f"Basic {base64.b64encode(who.encode()).decode()}"} if who else {}
        return mail_told(rf.post("/letters/told/", json.dumps(event), content_type="application/json", **headers))

    return post


def again(letter):
    return Letter.objects.get(pk=letter.pk)


def test_a_letter_that_came_back_says_why_once(tell, sent):
    assert tell(BOUNCE).status_code == tell(BOUNCE).status_code == 200
    letter = again(sent)
    assert (letter.state, letter.fate) == (LetterState.SENT, Fate.BOUNCED)
    assert letter.fate_words == "smtp;550 5.1.1 The account does not exist"
    assert letter.fate_at.isoformat().startswith("2027-03-01T16:33:54")
    assert Entry.objects.about(letter).filter(verb="come back").count() == 1


def test_what_came_back_after_it_was_delivered_stays_so(tell, sent):
    tell(DELIVERY)
    assert again(sent).fate == Fate.DELIVERED
    tell(COMPLAINT)
    tell(DELIVERY)
    assert again(sent).fate == Fate.COMPLAINED


@pytest.mark.parametrize("who", ["", "them:wrong", "pass"])
def test_who_does_not_know_the_secret_is_not_heard(tell, sent, who):
    with pytest.raises(SuspiciousOperation):
        tell(BOUNCE, who)
    assert again(sent).fate == ""


def test_what_is_told_of_a_letter_that_is_not_ours_changes_nothing(tell, sent):
    assert tell(BOUNCE | {"MessageID": "another"}).status_code == 200
    assert tell(DELIVERY | {"RecordType": "Open"}).status_code == 200
    assert again(sent).fate == ""


def test_the_providers_number_is_kept_so_that_what_it_tells_is_understood(tell, settings, cast, at):
    served = Provider()
    settings.MAILERS = {"post": mailer("postmark", {"key": "token", "address": served.address})}
    letter = make_letter(cast.paula, at, LetterState.QUEUED)
    assert send_due(at) == 1
    served.close()
    tell(DELIVERY)
    assert again(letter).fate == Fate.DELIVERED


def test_an_address_refused_for_good_is_not_written_to_again_until_it_is_settled(post, cast, at):
    post.refusals["paula@example.org"] = "550 No such person here"
    refused = make_letter(cast.paula, at, LetterState.QUEUED, subject="First")
    send_due(at)
    assert again(refused).fate == Fate.BOUNCED
    post.refusals.clear()
    second = make_letter(cast.paula, at, LetterState.QUEUED, subject="Second")
    code = make_letter(cast.paula, at, LetterState.QUEUED, kind="sign-in", is_secret=True)
    other = make_letter(cast.felix, at, LetterState.QUEUED)
    assert send_due(at) == 2
    assert [again(each).state for each in (second, code, other)] == ["failed", "sent", "sent"]
    assert again(second).fault == (
        "A letter to this address came back on 1 March 2027; nothing is sent there until that is settled."
    )
    assert again(second).fate == ""
    assert returns.settle(Letter.objects.filter(pk=refused.pk), by=cast.olga, at=at) == 1
    assert actions.send_again(Letter.objects.filter(pk=second.pk), by=cast.olga, at=at) == 1
    assert send_due(at) == 1


@pytest.mark.parametrize("answer", ["450 Mailbox busy", "452 Too many recipients"])
def test_an_address_refused_for_now_closes_nothing(post, cast, at, answer):
    post.refusals["paula@example.org"] = answer
    letter = make_letter(cast.paula, at, LetterState.QUEUED)
    send_due(at)
    assert (again(letter).state, again(letter).fate) == (LetterState.QUEUED, "")
    assert returns.closed("paula@example.org") == ""


def test_a_corrected_address_gets_a_copy_and_the_log_keeps_what_came_back(post, tell, sent, cast, at):
    tell(BOUNCE)
    assert Letter.objects.came_back().count() == 1
    cast.paula.email = "paula@new.example"
    cast.paula.save()
    assert Letter.objects.came_back().count() == 0
    actions.send_again(Letter.objects.filter(pk=sent.pk), by=cast.olga, at=at)
    assert send_due(at) == 1
    assert post.accepted[0][1] == ["paula@new.example"]
    assert (again(sent).to_address, again(sent).fate) == ("paula@example.org", Fate.BOUNCED)


def test_a_letter_that_is_delivered_later_opens_the_address_but_not_after_a_complaint(tell, sent, cast, at):
    tell(BOUNCE)
    later = make_letter(cast.paula, at, LetterState.SENT, provider_id="later")
    tell(DELIVERY | {"MessageID": "later"})
    assert returns.closed("paula@example.org") == ""
    tell(COMPLAINT | {"MessageID": "later"})
    make_letter(cast.paula, at, LetterState.SENT, provider_id="third")
    tell(DELIVERY | {"MessageID": "third"})
    assert "was marked as spam" in returns.closed(later.to_address)


def test_staff_see_what_came_back_and_settle_it(tell, sent, cast, at, sign_in):
    tell(BOUNCE)
    client = sign_in(cast.olga)
    outbox = client.get("/letters/").content.decode()
    assert "1 letter came back" in outbox
    assert "The account does not exist" in outbox
    home = client.get("/").content.decode()
    assert "1 letter came back: the address has to be corrected." in home
    listed = client.get("/letters/?state=returned").content.decode()
    assert f"/letters/{sent.pk}/" in listed
    page = client.get(f"/letters/{sent.pk}/").content.decode()
    assert "Until then nothing else is sent to paula@example.org." in page
    assert "Send again" in page
    held = make_letter(cast.paula, at)
    assert "Nothing is sent to this address" in client.get(f"/letters/{held.pk}/").content.decode()
    client.post("/letters/settle/", {"letter": sent.pk})
    assert "came back</p>" not in client.get("/letters/").content.decode()
    assert again(sent).fate == Fate.BOUNCED


def test_only_staff_settle_an_address(sent, cast, at):
    with pytest.raises(Refused, match="Only program staff"):
        returns.settle(Letter.objects.all(), by=cast.chen, at=at)


def test_a_refusal_by_smtp_of_the_sender_closes_no_address(cast, at, monkeypatch):
    class Line:
        def send_messages(self, messages):
            raise smtplib.SMTPSenderRefused(550, b"Who are you?", "office@society.example")

        def close(self):
            pass

    from letters.sending import send, take

    letter = make_letter(cast.paula, at, LetterState.QUEUED)
    assert take(letter, at)
    assert not send(letter, Line(), at + timedelta(seconds=1))
    assert (again(letter).state, again(letter).fate) == (LetterState.QUEUED, "")
