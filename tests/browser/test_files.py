"""Paula sends files from the editor: by script with its progress, without script, and what goes wrong on the way."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from proposals.models import Proposal
from tests.factories.cast import make_cast
from tests.factories.files import SVG, pdf
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_format, make_meeting, make_prompt

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(db):
    return make_cast()


@pytest.fixture
def draft(cast):
    at = timezone.now()
    call = make_call(make_meeting(), at)
    make_prompt(call)
    make_prompt(call, "letter", label="Letter of support", kind="file", is_required=True)
    return make_proposal(make_format(call), cast.paula, at)


@pytest.fixture
def questions(open_page, sign_in_as, cast, draft):
    def opened(**screen):
        page = open_page(**screen)
        sign_in_as(page, cast.paula)
        page.goto(f"/proposals/{draft.code}/edit/questions/")
        return page

    return opened


def file(body: bytes, name: str = "Letter of support.pdf") -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": body}


def now(draft) -> dict[str, str]:
    return Proposal.objects.get(pk=draft.pk).answers


def test_a_file_goes_by_itself_and_what_is_typed_meanwhile_is_kept(questions, draft, assert_accessible):
    page = questions()
    expect(page.locator("#rule-sheet")).to_contain_text("2 of 2 required questions still to answer")
    page.get_by_label("Letter of support").set_input_files(file(pdf()))
    page.get_by_label("Why now?").press_sequentially("Because new data came", delay=60)
    expect(page.get_by_role("link", name="Letter of support.pdf")).to_be_visible()
    expect(page.locator("#rule-sheet")).to_contain_text("Required questions answered: 2 of 2.")
    expect(page.locator("#save-state")).to_contain_text("Saved ")
    code = draft.attachments.get().code
    page.wait_for_timeout(1500)
    assert now(draft) == {"letter": code, "why-now": "Because new data came"}
    assert_accessible(page)


def test_what_is_refused_is_said_at_the_question_and_another_file_may_follow(
    questions, draft, assert_accessible, complaints
):
    page = questions()
    page.get_by_label("Letter of support").set_input_files(file(SVG, "figure.pdf"))
    expect(page.locator("#file-letter")).to_contain_text("neither a PDF nor a picture")
    assert_accessible(page)
    complaints.clear()  # the browser notes the status 422
    page.get_by_label("Letter of support").set_input_files(file(pdf()))
    expect(page.get_by_role("link", name="Letter of support.pdf")).to_be_visible()
    assert draft.attachments.count() == 1


def test_a_file_that_is_too_large_is_not_even_sent(questions, draft):
    draft.call.file_megabytes = 1
    draft.call.save()
    page = questions()
    sent = []
    page.on("request", lambda request: request.method == "POST" and "/files/" in request.url and sent.append(request))
    page.get_by_label("Letter of support").set_input_files(file(b"x" * 1_100_000))
    expect(page.locator("#file-letter")).to_contain_text("larger than 1 MB")
    assert sent == []


def test_who_is_signed_out_is_told_and_loses_nothing(questions, draft):
    page = questions()
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Letter of support").set_input_files(file(pdf()))
    expect(page.locator("#file-letter")).to_contain_text("you are signed out")
    expect(page.get_by_label("Why now?")).to_be_visible()


def test_without_script_a_file_goes_with_the_form(questions, draft):
    page = questions(java_script_enabled=False)
    page.get_by_label("Why now?").fill("Because new data came")
    page.get_by_label("Letter of support").set_input_files(file(pdf()))
    page.get_by_role("button", name="Send the file").click()
    expect(page.get_by_role("link", name="Letter of support.pdf")).to_be_visible()
    assert now(draft) == {"letter": draft.attachments.get().code, "why-now": "Because new data came"}
    page.get_by_role("button", name="Take it away").click()
    expect(page.get_by_role("button", name="Send the file")).to_be_visible()
    assert now(draft) == {"why-now": "Because new data came"}


def test_a_phone_and_the_keyboard_are_enough(questions, draft, assert_fits):
    page = questions(width=390, height=844)
    page.get_by_label("Letter of support").focus()
    page.get_by_label("Letter of support").set_input_files(file(pdf(), f"{'long ' * 18}.pdf"))
    expect(page.get_by_role("link", name="long long")).to_be_visible()
    expect(page.get_by_label("Letter of support")).to_be_focused()
    assert_fits(page)
