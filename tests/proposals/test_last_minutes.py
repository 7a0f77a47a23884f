"""Five hundred submissions in the last ten minutes while no worker runs: all are in, and all are confirmed later."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from jobs.models import Job
from letters.models import Letter
from letters.sending import send_due
from proposals import actions
from proposals.lifecycle import State
from proposals.models import Proposal
from tests.factories.cast import make_person
from tests.factories.proposals import make_proposal
from tests.letters.post import Post
from tests.proposals.reader import words

MANY = 500
BY_PAGE = 30
"""So many of them press the button of the page; the others' submissions begin where the page's end."""


@pytest.fixture
def rush(form, at):
    """Drafts of many people, each complete."""
    people = [make_person(f"proposer{number:03}") for number in range(MANY // 5)]
    texts = {"answers": {"why-now": "It is time."}}
    return [
        make_proposal(form, people[number % len(people)], at, title=f"Workshop {number}", **texts)
        for number in range(MANY)
    ]


@pytest.fixture
def no_worker(settings):
    """Tasks are stored, and nobody takes them."""
    settings.TASKS = {
        alias: values | {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}
        for alias, values in settings.TASKS.items()
    }


@pytest.mark.slow
def test_all_are_accepted_at_once_and_all_are_confirmed_when_the_worker_is_back(
    rush, no_worker, client, clock, django_capture_on_commit_callbacks
):
    closes = rush[0].call.closes_at
    with django_capture_on_commit_callbacks(execute=True):
        for number, draft in enumerate(rush):
            moment = closes - timedelta(minutes=10) + timedelta(seconds=number)
            if number < BY_PAGE:
                clock(moment)
                client.force_login(draft.proposer, backend="django.contrib.auth.backends.ModelBackend")
                assert client.post(reverse("proposal_verb", args=[draft.code, "submit"])).status_code == 302
            else:
                actions.submit(draft, by=draft.proposer, at=moment)
    assert Proposal.objects.filter(state=State.SUBMITTED).count() == MANY
    assert Letter.objects.filter(kind="proposals.received", state="queued").count() == MANY
    assert mail.outbox == []
    while send_due(closes + timedelta(hours=1)):
        pass
    assert len({message.subject for message in mail.outbox}) == MANY
    assert Letter.objects.filter(state="sent").count() == MANY
    assert not Job.objects.filter(state="failed").exists()


@pytest.fixture
def post(settings):
    """A real mail server, not yet open."""
    server = Post()
    smtp = {"host": "127.0.0.1", "port": server.port, "timeout": 5}
    settings.MAILERS = {
        "default": {"BACKEND": "letters.mail.OutboxBackend"},
        "post": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": smtp},
    }
    return server


def test_a_mail_server_that_is_down_holds_nobody_up_is_seen_by_staff_and_gets_every_letter_later(
    post, no_worker, draft, form, cast, sign_in, clock
):
    closes = draft.call.closes_at
    make_proposal(form, cast.felix, draft.created_at, answers={"why-now": "x"})
    actions.remind(closes - timedelta(days=1))
    actions.submit(draft, by=cast.paula, at=closes - timedelta(minutes=1))
    actions.remind(closes)
    kinds = ["proposals.closing_soon", "proposals.closing_soon", "proposals.received", "proposals.closed_complete"]
    assert list(Letter.objects.order_by("pk").values_list("kind", flat=True)) == kinds
    assert send_due(closes) == 0
    assert set(Letter.objects.values_list("state", "attempts")) == {("queued", 1)}
    clock(closes)
    assert "The mail server cannot be reached" in words(sign_in(cast.olga).get(reverse("outbox")))
    post.open()
    try:
        assert send_due(closes + timedelta(minutes=2)) == len(kinds)
    finally:
        post.close()
    subjects = sorted(str(message["Subject"]) for _, _, message in post.accepted)
    assert len(subjects) == len(kinds)
    assert "We have your proposal “Clots and cancer”" in subjects
