"""What is not for a person is not found, in every channel; what people type stays text; lists cost the same."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from proposals.content import EditionRow, FacultyRow, ItemRow
from proposals.models import Requirement, Revision
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_prompt, make_topic
from tests.proposals.reader import words

CANARY = "<script>alert('canary')</script><img src=x onerror=alert(1)>"

ADDRESSES = [
    ("proposal", {}),
    ("proposal_edit", {"section": "basics"}),
    ("proposal_edit", {"section": "people"}),
    ("proposal_history", {}),
    ("proposal_pdf", {}),
    ("proposal_verb", {"verb": "withdraw"}),
]


def asked(client, address):
    """Status, body without what differs by nonce or token, and the queries it took."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(address)
    body = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", response.content.decode())
    return response.status_code, body.replace(address, ""), len(queries)


@pytest.mark.parametrize("who", ["stan", "rita", "chen", "olga"])
def test_a_draft_of_somebody_else_is_as_if_it_did_not_exist(who, draft, sign_in, cast):
    client = sign_in(getattr(cast, who))
    for name, arguments in ADDRESSES:
        real = asked(client, reverse(name, kwargs={"code": draft.code, **arguments}))
        none = asked(client, reverse(name, kwargs={"code": "nowhere2", **arguments}))
        assert real == none
        assert (real[0], real[2]) == (404, 4)


def test_a_stranger_is_led_to_sign_in_whether_it_exists_or_not(draft, client):
    for name, arguments in ADDRESSES:
        for code in (draft.code, "nowhere2"):
            response = client.get(reverse(name, kwargs={"code": code, **arguments}))
            assert response["Location"].startswith("/accounts/login/")


def test_a_stranger_cannot_write_submit_or_restore(draft, sign_in, cast):
    stan = sign_in(cast.stan)
    for name, arguments in ADDRESSES:
        address = reverse(name, kwargs={"code": draft.code, **arguments})
        assert stan.post(address, {"number": "1", "title": "x"}).status_code in (404, 405)
    draft.refresh_from_db()
    assert (draft.state, draft.version) == ("draft", 1)


def test_nobody_becomes_a_proposer_or_reader_by_what_she_posts(draft, sign_in, cast, clock, write):
    stan = sign_in(cast.stan)
    stan.post(reverse("proposal_edit", args=[draft.code, "people"]), {"faculty-0-email": "stan@example.org"})
    assert stan.get(reverse("proposal", args=[draft.code])).status_code == 404
    write(draft, "people", faculty=(FacultyRow("s", "speaker", "Stan", "Stone", "stan@example.org"),))
    assert stan.get(reverse("proposal", args=[draft.code])).status_code == 404


def test_a_page_does_not_tell_whether_an_address_has_an_account(draft, sign_in, cast, clock, write):
    paula = sign_in(cast.paula)
    pages = []
    for email in ("felix@example.org", "fritz@example.org"):
        write(draft, "people", faculty=(FacultyRow("f", "co_chair", "F", "Fuchs", email),))
        for name, arguments in (("proposal", {}), ("proposal_edit", {"section": "people"})):
            response = paula.get(reverse(name, kwargs={"code": draft.code, **arguments}))
            pages.append(words(response).replace(email, ""))
    assert pages[:2] == pages[2:]


def test_what_people_type_is_text_on_every_page(draft, write, sign_in, cast, clock):
    make_prompt(draft.call, "extra", label=CANARY, help=CANARY, section=CANARY, is_required=False)
    make_topic(draft.call.meeting, "canary", name=CANARY)
    Requirement.objects.create(
        call=draft.call, kind="chairs", params={"minimum": 9}, sentence=CANARY, severity="warn"
    )
    write(draft, "basics", title=CANARY, summary=CANARY, topics=("canary",))
    write(draft, "questions", answers={"extra": CANARY, "why-now": CANARY})
    write(draft, "people", faculty=(FacultyRow("a", "chair", CANARY, CANARY, CANARY, CANARY, CANARY),))
    write(draft, "running-order", items=(ItemRow("i", "talk", CANARY, 20, "a"),))
    write(draft, "earlier-editions", editions=(EditionRow("e", CANARY, 2019, 1, CANARY),))
    paula = sign_in(cast.paula)
    pages = [reverse("proposal_list"), reverse("proposal", args=[draft.code])]
    sections = ("basics", "questions", "people", "running-order", "earlier-editions", "check")
    pages += [reverse("proposal_edit", args=[draft.code, section]) for section in sections]
    pages += [f"{reverse('proposal_history', args=[draft.code])}?older=1&newer={draft.revisions.first().number}"]
    pages += [reverse("proposal_new", args=[draft.call.meeting.slug, draft.call.slug])]
    for address in pages:
        html = paula.get(address).content.decode()
        assert "&lt;script&gt;alert(" in html, address
        assert "<script>alert(" not in html, address
        assert "<img src=x" not in html, address
    type(draft).objects.filter(pk=draft.pk).update(
        state="submitted", first_submitted_at=draft.saved_at, submitted_at=draft.saved_at
    )
    olga = sign_in(cast.olga)
    for name in ("call_proposals", "requirement_list"):
        html = olga.get(reverse(name, args=[draft.call.meeting.slug, draft.call.slug])).content.decode()
        assert ("&lt;script&gt;alert(" in html, "<script>alert(" in html) == (True, False)
    html = olga.get(reverse("proposal_verb", args=[draft.code, "turn_away"])).content.decode()
    assert "<script>alert(" not in html


def cost(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_lists_cost_the_same_at_any_length(rows, form, cast, at, sign_in, clock):
    topic = make_topic(form.call.meeting)
    for number in range(rows):
        make_proposal(form, cast.paula, at, "submitted", title=f"Number {number}").topics.add(topic)
    last = make_proposal(form, cast.paula, at)
    at_call = [form.call.meeting.slug, form.call.slug]
    Revision.objects.bulk_create(
        Revision(proposal=last, number=number + 2, content={}, by=cast.paula, at=at, began_at=at)
        for number in range(rows)
    )
    paula = sign_in(cast.paula)
    assert cost(paula, reverse("proposal_list")) == 26
    assert cost(paula, reverse("proposal_history", args=[last.code])) == 13
    olga = sign_in(cast.olga)
    assert cost(olga, reverse("call_proposals", args=at_call)) == 15
    assert cost(olga, f"{reverse('call_proposals', args=at_call)}?as=csv") == 12


def test_a_proposal_with_many_people_and_items_costs_what_a_small_one_costs(draft, write, sign_in, cast, clock):
    paula = sign_in(cast.paula)
    addresses = [reverse("proposal", args=[draft.code]), reverse("proposal_edit", args=[draft.code, "running-order"])]
    write(draft, "running-order", items=(ItemRow("i", "talk", "One", 20),))
    small = [cost(paula, address) for address in addresses]
    people = tuple(FacultyRow(f"p{n}", family_name=f"P{n}", email=f"p{n}@example.org") for n in range(40))
    write(draft, "people", faculty=people)
    write(draft, "running-order", items=tuple(ItemRow(f"i{n}", "talk", "T", 5, f"p{n}") for n in range(40)))
    assert [cost(paula, address) for address in addresses] == small
