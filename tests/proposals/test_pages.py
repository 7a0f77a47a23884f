"""The other pages of a proposal, read as a person reads them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from letters.models import Letter
from proposals import actions
from proposals.content import EditionRow, FacultyRow, ItemRow
from proposals.lifecycle import State
from proposals.models import Proposal
from rendering import pdf as printing
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_format
from tests.proposals.reader import words
from workshops.models import Extension


@pytest.fixture
def paula(sign_in, cast, clock):
    return sign_in(cast.paula)


def page(name, *args):
    return reverse(name, args=args)


def new_address(call):
    return page("proposal_new", call.meeting.slug, call.slug)


def test_an_empty_list_offers_the_first_step(paula, form):
    text = words(paula.get(page("proposal_list")))
    assert "You have not proposed anything yet" in text
    assert "Call for workshops Annual Meeting 2027 Closes Wednesday, 31 March 2027, 05:00 PDT" in text
    assert "Propose in Call for workshops" in text


def test_what_waits_for_me_comes_first_by_deadline(paula, form, cast, at):
    soon = at + timedelta(days=3)
    make_proposal(form, cast.paula, at, "in_review", title="Being read")
    make_proposal(form, cast.paula, at, "declined", title="Over")
    make_proposal(form, cast.paula, at, title="A draft")
    make_proposal(form, cast.paula, at, "revision_asked", title="To revise", revise_by_at=soon)
    text = words(paula.get(page("proposal_list")))
    order = ["Waits for you", "To revise", "A draft", "Waits for others", "Being read", "Ended", "Over"]
    assert sorted(order, key=text.index) == order


def test_a_personal_extension_is_the_deadline_of_the_list_and_the_page(paula, draft, cast):
    until = draft.call.closes_at + timedelta(days=1)
    Extension.objects.create(call=draft.call, person=cast.paula, until=until, reason="Flood", by=cast.olga)
    for address in (page("proposal_list"), page("proposal", draft.code), new_address(draft.call)):
        assert "Thursday, 1 April 2027, 05:00 PDT" in words(paula.get(address))


def test_a_proposal_is_begun_with_a_format(paula, form):
    make_format(form.call, "agenda", name="Agenda-setting session")
    text = words(paula.get(new_address(form.call)))
    assert "It saves itself while you write" in text
    assert "What will be asked" in text
    assert "Why now?" in text
    assert "This field is required" in words(paula.post(new_address(form.call), {}))
    response = paula.post(new_address(form.call), {"format": "agenda"})
    begun = Proposal.objects.get()
    assert response["Location"] == page("proposal_edit", begun.code, "basics")
    assert (begun.format.slug, begun.faculty.get().name) == ("agenda", "Paula Perez")


def test_a_proposal_is_begun_from_an_earlier_one_of_mine_only(paula, form, cast, at):
    mine = make_proposal(form, cast.paula, at, "declined", title="Mine of old")
    other = make_proposal(form, cast.felix, at, title="Felix’ secret")
    response = paula.get(new_address(form.call))
    assert "Mine of old" in words(response)
    assert "secret" not in words(response)
    refused = paula.post(new_address(form.call), {"format": form.slug, "earlier": other.code})
    assert "Select a valid choice" in words(refused)
    paula.post(new_address(form.call), {"format": form.slug, "earlier": mine.code})
    assert Proposal.objects.get(started_from=mine).title == "Mine of old"


def test_a_closed_call_says_so_instead_of_offering_a_form(sign_in, form, clock, cast):
    clock(form.call.closes_at)
    paula = sign_in(cast.paula)
    response = paula.get(new_address(form.call))
    assert "This call is not open for you now" in words(response)
    assert b"Begin writing" not in response.content
    assert paula.post(new_address(form.call), {"format": form.slug}).status_code == 403


def test_the_page_reads_as_it_will_be_read(paula, draft, write):
    write(draft, "people", faculty=(FacultyRow("a", "co_chair", "Felix", "Fuchs", "", "Nordwald", "Germany", "mid"),))
    items = (ItemRow("x", "talk", "Platelets", 70, "a"), ItemRow("y", "discussion", "", 20))
    write(draft, "running-order", items=items)
    write(draft, "earlier-editions", editions=(EditionRow("z", "First", 2019, 80, "A paper."),))
    text = words(paula.get(page("proposal", draft.code)))
    assert "Felix Fuchs Co-chair Nordwald Germany · Mid career" in text
    assert "90 of 180 minutes, 20 of them discussion" in text
    assert "0:00 Platelets Felix Fuchs 70 1:10 Discussion – 20" in text
    assert "First, 2019 80 people came. A paper." in text
    assert "Whose turn Yours: complete it and submit it." in text
    assert "Write Check and submit Withdraw" in text


def test_a_letter_is_on_the_page_once_it_is_let_go_and_not_before(paula, form, cast, at):
    proposal = make_proposal(form, cast.paula, at, State.IN_REVIEW)
    about = {"about": f"proposals.proposal:{proposal.pk}", "to": cast.paula, "to_address": "p@example.org"}
    letter = Letter.objects.create(kind="x", subject="We *decided*", body="Dear **Paula**", created_at=at, **about)
    assert "decided" not in words(paula.get(page("proposal", proposal.code)))
    letter.state, letter.try_at = "queued", at
    letter.save()
    assert "We *decided* 1 March 2027 Dear Paula" in words(paula.get(page("proposal", proposal.code)))


@pytest.mark.parametrize(
    ("verb", "state", "asked"),
    [
        ("withdraw", "submitted", "Its place among the proposals of Call for workshops."),
        ("withdraw", "draft", "Your draft for Call for workshops: it can no longer be submitted."),
        ("withdraw", "confirmed", "Its place in Annual Meeting 2027: it goes to another."),
        ("take_back", "submitted", "Its submission to Call for workshops"),
    ],
)
def test_a_verb_that_loses_something_asks_first_with_its_name(verb, state, asked, paula, form, cast, at):
    proposal = make_proposal(form, cast.paula, at, state)
    text = words(paula.get(page("proposal_verb", proposal.code, verb)))
    assert "“Clots and cancer”? " in text
    assert asked in text
    assert Proposal.objects.get(pk=proposal.pk).state == state
    paula.post(page("proposal_verb", proposal.code, verb))
    assert Proposal.objects.get(pk=proposal.pk).state == {"withdraw": "withdrawn", "take_back": "draft"}[verb]


def test_staff_return_a_proposal_with_a_sentence_that_the_proposer_reads(sign_in, form, cast, at, clock):
    proposal = make_proposal(form, cast.paula, at, "submitted")
    olga = sign_in(cast.olga)
    address = page("proposal_verb", proposal.code, "return")
    assert "This field is required" in words(olga.post(address, {"reason": " "}))
    olga.post(address, {"reason": "Name a second chair."})
    assert "Please complete Name a second chair." in words(sign_in(cast.paula).get(page("proposal", proposal.code)))


def test_a_verb_of_a_decision_has_no_page(sign_in, form, cast, at):
    proposal = make_proposal(form, cast.paula, at, "in_review")
    for verb in ("accept", "decline", "merge", "ask_revision"):
        assert sign_in(cast.olga).post(page("proposal_verb", proposal.code, verb)).status_code == 404


def test_history_shows_word_by_word_what_changed_and_brings_a_text_back(paula, draft, write):
    write(draft, "basics", summary="How tumours stop blood clots.", auto=False)
    write(draft, "basics", title="New title", auto=False)
    address = page("proposal_history", draft.code)
    html = paula.get(f"{address}?older=1&newer=2").content.decode()
    assert "How tumours <del>make</del> blood <del>clot</del>." in html
    assert "How tumours <ins>stop</ins> blood <ins>clots</ins>." in html
    assert "From text 2 to text 3" in words(paula.get(address))
    assert paula.get(f"{address}?older=1&newer=99").status_code == 404
    paula.post(address, {"number": "1"})
    draft.refresh_from_db()
    assert (draft.title, draft.summary, draft.version) == ("Clots and cancer", "How tumours make blood clot.", 4)
    assert paula.post(address, {"number": "99"}).status_code == 404


def test_the_pdf_holds_what_the_page_holds(paula, draft, write):
    if printing.available():
        pytest.skip(printing.available())
    from io import BytesIO

    from pypdf import PdfReader

    write(draft, "running-order", items=(ItemRow("x", "talk", "Platelets", 70),))
    response = paula.get(page("proposal_pdf", draft.code))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="proposal-{draft.code}.pdf"'
    text = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(response.content)).pages).split())
    for piece in ("Clots and cancer", "1. Summary", "How tumours make blood clot.", "Paula Perez", "Platelets"):
        assert piece in text


def test_without_a_printer_the_page_says_what_is_missing(paula, draft, monkeypatch):
    def fail(*args, **kwargs):
        raise printing.PdfUnavailable("Pango is missing.")

    monkeypatch.setattr("proposals.views.pdf.render_pdf", fail)
    response = paula.get(page("proposal_pdf", draft.code))
    assert response.status_code == 503
    assert "The PDF could not be made Pango is missing. Nothing is lost." in words(response)


def test_a_co_chair_reads_the_draft_and_may_not_write_in_it(sign_in, draft, write, cast, clock):
    write(draft, "people", faculty=(FacultyRow("f", "co_chair", "F", "Fuchs", "felix@example.org"),))
    felix = sign_in(cast.felix)
    text = words(felix.get(page("proposal", draft.code)))
    assert "The proposer writes." in text
    assert "Withdraw" not in text
    assert felix.get(page("proposal_edit", draft.code, "basics")).status_code == 403
    assert "Clots and cancer" in words(felix.get(page("proposal_list")))


def test_staff_do_not_find_what_was_never_handed_in(sign_in, draft, cast):
    assert sign_in(cast.olga).get(page("proposal", draft.code)).status_code == 404
    assert sign_in(cast.paula).get(page("proposal", draft.code)).status_code == 200


def test_staff_read_what_was_submitted_and_not_what_is_written_since(sign_in, draft, write, cast, at, clock):
    actions.submit(draft, by=cast.paula, at=at)
    actions.take_back(draft, by=cast.paula, at=at)
    write(draft, "basics", title="Secret new title", summary="Secret new summary")
    olga = sign_in(cast.olga)
    for address in (
        page("proposal", draft.code),
        page("proposal_history", draft.code),
        page("call_proposals", draft.call.meeting.slug, draft.call.slug),
    ):
        text = words(olga.get(address))
        assert "Clots and cancer" in text
        assert "Secret" not in text
