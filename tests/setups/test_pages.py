"""The set-up of a meeting as a file, on the pages of staff."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dashboard.setup_file.toml import MOST_BYTES
from tests.house.test_setup_file import EVERYTHING
from workshops.models import Meeting

BODY = EVERYTHING.read_bytes()
PAGE = "/meetings/import/"


def upload(body: bytes = BODY) -> SimpleUploadedFile:
    return SimpleUploadedFile("process.toml", body)


@pytest.fixture
def olga(sign_in, cast):
    return sign_in(cast.olga)


def test_the_file_is_a_download_named_after_the_meeting(world, olga):
    answer = olga.get(reverse("setup_export", args=[world.meeting.slug]))
    assert answer["Content-Disposition"] == 'attachment; filename="ash-2027-setup.toml"'
    assert answer.content.startswith(b"# A setup file of Convoke")


def test_the_pages_lead_there(world, olga):
    assert f'href="{PAGE}"' in olga.get(reverse("meeting_list")).content.decode()
    setup = olga.get(reverse("meeting_edit", args=["ash-2027"])).content.decode()
    assert f'href="{reverse("setup_export", args=["ash-2027"])}"' in setup


def test_a_first_look_tells_what_would_be_made_and_makes_nothing(olga):
    page = olga.post(PAGE, {"file": upload(), "look": ""}).content.decode()
    assert "It would make Annual Meeting 2031" in page
    assert "Tuesday, 13 May 2031, 23:59" in page
    assert "Stages: 2" in page
    assert not Meeting.objects.exists()


def test_the_text_that_was_looked_at_makes_the_meeting(olga):
    form = olga.post(PAGE, {"file": upload(), "look": ""}).context["form"]
    answer = olga.post(PAGE, {"text": form["text"].value().replace("\n", "\r\n"), "make": ""})
    assert answer["Location"] == reverse("meeting_edit", args=["annual-2031"])
    assert Meeting.objects.get().description == "First line.\n\nSecond *paragraph*."


def test_another_address_and_day_are_taken(olga):
    said = {"slug": "Annual-2032", "starts_on": "2032-12-03"}
    page = olga.post(PAGE, {"file": upload(), "look": ""} | said).content.decode()
    assert "3–7 December 2032, at /annual-2032/" in page
    assert 'value="2032-12-03"' in page


def test_faults_stand_above_the_text_which_stays(olga):
    broken = BODY.replace(b'kind = "chairs"', b'kind = "<i>sofas</i>"')
    page = olga.post(PAGE, {"file": upload(broken), "make": ""}).content.decode()
    assert "Nothing was made: 1 thing to mend in the file" in page
    assert "There is no kind of rule called “&lt;i&gt;sofas&lt;/i&gt;”." in page
    assert "kind = &quot;&lt;i&gt;sofas&lt;/i&gt;&quot;" in page
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Choose a file, or put its text below."),
        ({"file": upload(b"a" * (MOST_BYTES + 1))}, "The file is too large: a setup file has at most 300,000 bytes."),
        ({"file": upload(), "starts_on": "soon"}, "Enter a valid date."),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(olga, given, said):
    assert said in olga.post(PAGE, given | {"look": ""}).content.decode()


def test_bytes_that_are_no_text_are_told(olga):
    page = olga.post(PAGE, {"file": upload(b"\xff\x00\xfe"), "look": ""}).content.decode()
    assert "This is not text in UTF-8." in page


def test_a_meeting_whose_names_are_not_clear_says_so_instead_of_a_file(world, olga):
    world.call.rubrics.create(name="Rubric")
    answer = olga.get(reverse("setup_export", args=["ash-2027"]), HTTP_REFERER="/")
    assert "Content-Disposition" not in answer
    told = olga.get(answer["Location"]) if "Location" in answer else answer
    assert "Two are called “Rubric”" in told.content.decode()
