"""Files on pages: sent with and without script, listed, downloaded as what they are, closed to everybody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from proposals import actions
from proposals.actions.attaching import attach
from proposals.models import Attachment
from reviews.models import Conflict
from tests.factories.files import SVG, clean, pdf, picture
from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_assignment, make_stage
from tests.factories.workshops import make_prompt
from workshops.models import Prompt

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def question(form) -> Prompt:
    return make_prompt(form.call, "letter", label="Letter of support", kind="file", is_required=False)


@pytest.fixture
def paula(question, cast, sign_in):
    return sign_in(cast.paula)


def address(proposal, prompt="letter") -> str:
    return reverse("file_send", args=[proposal.code, prompt])


def edit_address(proposal) -> str:
    return reverse("proposal_edit", args=[proposal.code, "questions"])


def upload(body=None, name="Letter.pdf"):
    return SimpleUploadedFile(name, pdf() if body is None else body)


def send(client, proposal, file=None, **more):
    """As the script does."""
    given = {"file-letter": upload() if file is None else file, "base_version": "1", "tab": "abc"}
    return client.post(address(proposal), given | more, headers={"HX-Request": "true"})


def test_the_page_offers_to_send_a_file(paula, draft):
    page = paula.get(edit_address(draft)).content.decode()
    assert 'type="file" name="file-letter"' in page
    assert "at most 10 MB" in page
    assert page.count('formenctype="multipart/form-data"') == 4


def test_a_file_sent_by_the_script_stands_at_its_question_at_once(paula, draft):
    answer = send(paula, draft)
    assert answer.status_code == 200
    file = Attachment.objects.get()
    said = answer.content.decode()
    assert f"/proposals/files/{file.code}/" in said
    assert 'id="base-version" value="2"' in said
    assert "Letter.pdf" in paula.get(reverse("proposal", args=[draft.code])).content.decode()


def test_a_file_sent_without_script_comes_with_what_was_typed(paula, draft):
    given = {"answer-why-now": "Typed with it.", "asked": ["why-now text", "letter file"], "base_version": "1"}
    answer = paula.post(edit_address(draft), given | {"go": "stay", "file-letter": upload()}, follow=True)
    draft.refresh_from_db()
    assert draft.answers == {"why-now": "Typed with it.", "letter": Attachment.objects.get().code}
    assert "“Letter.pdf” is kept." in answer.content.decode()


def test_without_script_a_file_is_taken_away_and_what_was_typed_is_saved(paula, draft):
    send(paula, draft)
    given = {"answer-why-now": "Typed with it.", "asked": ["why-now text", "letter file"], "base_version": "2"}
    paula.post(edit_address(draft), given | {"act": "detach-letter"})
    draft.refresh_from_db()
    assert draft.answers == {"why-now": "Typed with it."}
    assert Attachment.objects.kept().count() == 1


def test_the_code_of_a_file_cannot_be_typed_as_an_answer(paula, draft, form, cast, at):
    """Seeing is not owning."""
    other = make_proposal(form, cast.stan, at)
    theirs = attach(other, "letter", clean(), name="Secret.pdf", by=cast.stan, at=at).attachment
    given = {"answer-letter": theirs.code, "asked": ["letter file"], "base_version": "1"}
    paula.post(edit_address(draft), given)
    draft.refresh_from_db()
    assert "letter" not in draft.answers
    draft.answers = {"letter": theirs.code}
    draft.save()
    assert "Secret.pdf" not in paula.get(reverse("proposal", args=[draft.code])).content.decode()
    assert paula.get(reverse("file_download", args=[theirs.code])).status_code == 404


WRONG = {
    "svg": (SVG, "figure.svg", "neither a PDF nor a picture"),
    "svg under another name": (SVG, "figure.png", "neither a PDF nor a picture"),
    "page": (b"<!doctype html><script>alert(1)</script>", "letter.pdf", "neither a PDF nor a picture"),
    "empty": (b"", "letter.pdf", "No file came|is empty"),
}


@pytest.mark.parametrize(("body", "name", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_refused_says_why_beside_the_question(paula, draft, body, name, sentence):
    answer = send(paula, draft, upload(body, name))
    assert answer.status_code == 422
    said = answer.content.decode()
    assert any(part in said for part in sentence.split("|"))
    assert 'aria-invalid="true"' in said
    assert not Attachment.objects.exists()


def test_a_file_beyond_the_limit_of_the_call_is_not_read(paula, draft, monkeypatch):
    draft.call.file_megabytes = 1
    draft.call.save()
    monkeypatch.setattr("proposals.views.sending.cleaned", lambda body: pytest.fail("it was read"))
    answer = send(paula, draft, upload(b"%PDF-" + b"x" * 1_200_000))
    assert answer.status_code == 422
    assert "1.2 MB; at most 1 MB are taken" in answer.content.decode()


def test_a_file_that_no_call_could_take_is_dropped_while_it_arrives(paula, draft, monkeypatch):
    monkeypatch.setattr("config.uploads.MOST_BYTES", 100_000)
    answer = send(paula, draft, upload(b"x" * 200_000))
    assert "a very large one is not even read" in answer.content.decode()


def test_nobody_sends_without_end(paula, draft, monkeypatch):
    monkeypatch.setattr("proposals.views.sending.MOST_AN_HOUR", 2)
    monkeypatch.setattr("proposals.views.sending.cleaned", lambda body: clean(body))
    assert [send(paula, draft).status_code for _ in range(3)] == [200, 200, 422]


@pytest.mark.parametrize("prompt", ["why-now", "nothing"])
def test_only_questions_for_a_file_take_one(paula, draft, prompt):
    assert paula.post(address(draft, prompt), {"file-letter": upload()}).status_code == 404


# --- downloads


@pytest.fixture
def handed_in(form, question, cast, at):
    """A proposal in review with a file, read by Rita; Chen leads."""
    proposal = make_proposal(form, cast.paula, at, answers={"why-now": "Now."})
    attach(proposal, "letter", clean(b"%PDF-1.7 the letter"), name="Letter.pdf", by=cast.paula, at=at)
    proposal = actions.submit(proposal, by=cast.paula, at=at)
    return actions.begin_review(proposal, by=cast.olga, at=at)


def test_a_file_goes_out_as_a_download_that_no_browser_runs(paula, handed_in):
    file = handed_in.attachments.get()
    answer = paula.get(reverse("file_download", args=[file.code]))
    assert answer.content == b"%PDF-1.7 the letter"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Letter.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"


@pytest.mark.parametrize(
    "name", ['<img src=x onerror=alert(1)>".pdf', "letter\r\nSet-Cookie: a=b.pdf", "\u202egpj.письмо.pdf"]
)
def test_a_name_is_text_on_every_page_and_in_the_header(paula, draft, name):
    send(paula, draft, upload(name=name))
    for page in (edit_address(draft), reverse("proposal_files", args=[draft.code])):
        said = paula.get(page).content.decode()
        assert "<img src=x" not in said
        assert "\u202e" not in said
    answer = paula.get(reverse("file_download", args=[Attachment.objects.get().code]))
    assert "Set-Cookie" not in answer
    assert answer["Content-Disposition"].startswith("attachment; ")


def test_who_gets_it_and_who_finds_nothing(client, sign_in, handed_in, cast):
    file = handed_in.attachments.get()
    answers = {}
    for who in ("stan", "ada", "rita", "raj", "chen", "paula", "olga"):
        answers[who] = sign_in(getattr(cast, who)).get(reverse("file_download", args=[file.code])).status_code
    assert answers == {"stan": 404, "ada": 404, "rita": 404, "raj": 404, "chen": 404, "paula": 200, "olga": 200}


def stage_of(proposal, cast, at):
    stage = make_stage(proposal.call, proposal.call.meeting.committees.get(), at)
    return stage, make_assignment(stage, proposal, cast.rita, at)


def test_who_reads_the_proposal_gets_the_file_through_her_reading(sign_in, handed_in, cast, at):
    stage, ritas = stage_of(handed_in, cast, at)
    file, meeting = handed_in.attachments.get(), handed_in.call.meeting.slug
    address = reverse("review_file", args=[meeting, ritas.pk, file.code])
    client = sign_in(cast.rita)
    assert address in client.get(reverse("review", args=[meeting, ritas.pk])).content.decode()
    assert client.get(address).content == b"%PDF-1.7 the letter"
    assert client.get(reverse("review_file", args=[meeting, ritas.pk, "nowhere2"])).status_code == 404
    case = reverse("dossier_file", args=[meeting, stage.pk, handed_in.code, file.code])
    assert client.get(case).status_code == 404
    chen = sign_in(cast.chen)
    assert chen.get(address).status_code == 404
    assert case in chen.get(reverse("dossier", args=[meeting, stage.pk, handed_in.code])).content.decode()
    assert chen.get(case).status_code == 200


@pytest.mark.parametrize("who", ["rita", "chen", "olga"])
def test_a_conflict_closes_the_file_too(sign_in, handed_in, cast, at, who):
    stage, ritas = stage_of(handed_in, cast, at)
    person = getattr(cast, who)
    Conflict.objects.create(proposal=handed_in, person=person, reason="A colleague", by=person, at=at)
    file, meeting = handed_in.attachments.get(), handed_in.call.meeting.slug
    client = sign_in(person)
    for address in (
        reverse("review_file", args=[meeting, ritas.pk, file.code]),
        reverse("dossier_file", args=[meeting, stage.pk, handed_in.code, file.code]),
    ):
        assert client.get(address).status_code == 404


def test_a_file_for_staff_only_is_not_the_committees(sign_in, handed_in, question, cast, at):
    question.audience = "staff"
    question.save()
    _, ritas = stage_of(handed_in, cast, at)
    file, meeting = handed_in.attachments.get(), handed_in.call.meeting.slug
    client = sign_in(cast.rita)
    assert "Letter.pdf" not in client.get(reverse("review", args=[meeting, ritas.pk])).content.decode()
    assert client.get(reverse("review_file", args=[meeting, ritas.pk, file.code])).status_code == 404


def test_what_replaced_it_in_a_revision_is_closed_until_it_is_handed_in(sign_in, handed_in, cast, at):
    _, ritas = stage_of(handed_in, cast, at)
    old = handed_in.attachments.get()
    handed_in.state = "revision_asked"
    handed_in.save()
    new = attach(handed_in, "letter", clean(b"new"), name="New.pdf", by=cast.paula, at=at).attachment
    meeting, client = handed_in.call.meeting.slug, sign_in(cast.rita)
    found = [
        client.get(reverse("review_file", args=[meeting, ritas.pk, each.code])).status_code for each in (old, new)
    ]
    assert found == [200, 404]
    staff = sign_in(cast.olga)
    assert [staff.get(reverse("file_download", args=[each.code])).status_code for each in (old, new)] == [200, 404]


# --- the page of files


def test_the_page_of_files_asks_as_much_for_many_as_for_one(paula, draft, cast, at, django_assert_num_queries):
    page = reverse("proposal_files", args=[draft.code])

    def add(number):
        for _ in range(number):
            attach(draft, "letter", clean(), name="Letter.pdf", by=cast.paula, at=at)

    add(1)
    paula.get(page)
    for more in (0, 2):
        add(more)
        with django_assert_num_queries(8):
            paula.get(page)


def test_an_earlier_file_is_removed_for_good_after_a_question(paula, draft, cast, at):
    first = attach(draft, "letter", clean(b"one"), name="One.pdf", by=cast.paula, at=at).attachment
    second = attach(draft, "letter", clean(b"two"), name="Two.pdf", by=cast.paula, at=at).attachment
    page = reverse("proposal_files", args=[draft.code])
    said = paula.get(page).content.decode()
    remove = [reverse("file_remove", args=[each.code]) for each in (first, second)]
    assert [each in said for each in remove] == [True, False]
    assert "One.pdf" in paula.get(remove[0]).content.decode()
    paula.post(remove[0])
    assert "removed on" in paula.get(page).content.decode()
    assert paula.get(reverse("file_download", args=[first.code])).status_code == 410
    assert paula.post(remove[1]).status_code == 403


def test_a_picture_is_kept_as_a_picture(paula, draft):
    send(paula, draft, upload(picture("PNG"), "figure.bin"))
    file = Attachment.objects.get()
    assert (file.name, file.content_type) == ("figure.png", "image/png")


def test_a_storage_that_does_not_answer_says_so(paula, handed_in, monkeypatch):
    def gone(*args, **kwargs):
        raise OSError("gone")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._open", gone)
    answer = paula.get(reverse("file_download", args=[handed_in.attachments.get().code]))
    assert answer.status_code == 503
    assert "It is not lost" in answer.content.decode()


# --- after acceptance


@pytest.fixture
def accepted(form, cast, at):
    make_prompt(form.call, "letter", label="Slides", kind="file", due="later")
    return make_proposal(form, cast.paula, at, "confirmed", answers={"why-now": "Now."})


def test_a_file_asked_after_acceptance_is_with_the_society_at_once(accepted, sign_in, cast):
    paula = sign_in(cast.paula)
    page = reverse("proposal_later", args=[accepted.code])
    assert 'type="file" name="file-letter"' in paula.get(page).content.decode()
    answer = send(paula, accepted)
    assert answer.status_code == 200
    file = Attachment.objects.get()
    assert f"/proposals/files/{file.code}/" in paula.get(page).content.decode()
    assert sign_in(cast.olga).get(reverse("file_download", args=[file.code])).status_code == 200


def test_without_script_it_goes_with_the_form_and_nothing_else_is_touched(accepted, sign_in, cast):
    paula = sign_in(cast.paula)
    page = reverse("proposal_later", args=[accepted.code])
    said = paula.post(page, {"file-letter": upload(), "asked": ["letter file"], "base_version": "1"}, follow=True)
    accepted.refresh_from_db()
    assert accepted.answers == {"why-now": "Now.", "letter": Attachment.objects.get().code}
    assert "Every question is answered" in said.content.decode()


def test_a_question_of_the_other_time_takes_no_file(accepted, draft, sign_in, cast):
    assert sign_in(cast.paula).post(address(draft), {"file-letter": upload()}).status_code == 404
