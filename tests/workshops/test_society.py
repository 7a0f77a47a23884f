from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, PngImagePlugin

from audit.models import Entry
from workshops import rules
from workshops.accent import DARK_CONTRAST, DARK_GROUND, LEAST_CONTRAST, LIGHT_GROUND, contrast, stylesheet
from workshops.logo import NotALogo, redrawn
from workshops.models import Society

SOCIETY = {"name": "Society of Tests", "short_name": "SoT", "accent": "#123456", "zone": "UTC", "file_months": 24}


def picture(kind="PNG", size=(1600, 400), **save) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "#123456").save(out, kind, **save)
    return out.getvalue()


def upload(content: bytes, name="logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def olga(sign_in, cast):
    return sign_in(cast.olga)


def kept() -> Society:
    return Society.objects.get()


def test_contrast_is_the_ratio_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("accent", ["#8c1d2f", "#000000", "#767676", "#0000ff", "#595900"])
def test_words_in_the_accent_are_readable_on_light_and_dark(accent):
    light, dark = stylesheet(accent).partition("light-dark(")[2].partition(")")[0].split(",")
    assert contrast(light, LIGHT_GROUND) >= LEAST_CONTRAST
    assert contrast(dark, DARK_GROUND) >= DARK_CONTRAST


def test_an_accent_too_light_for_white_words_is_refused_with_one_that_is_dark_enough():
    refusal = rules.colour("#ff8800")
    assert refusal.sentence == "White words on #ff8800 are hard to read: their contrast is 2.4, and 4.5 is needed."
    suggested = refusal.way_forward.rpartition(" ")[2].rstrip(".")
    assert rules.colour(suggested) is None


@pytest.mark.parametrize("accent", ["red", "#12345", "#12345g", "#123456;}"])
def test_what_is_not_a_colour_is_refused(accent):
    assert rules.colour(accent).sentence.startswith("A colour is written as #")


def test_a_logo_is_drawn_anew_small_and_without_what_it_carried():
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "canary")
    content = redrawn(picture(pnginfo=note))
    with Image.open(BytesIO(content)) as drawn:
        assert (drawn.format, drawn.size, drawn.info) == ("PNG", (800, 200), {})
    assert b"canary" not in content


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "GIF"])
def test_other_pictures_become_png(kind):
    with Image.open(BytesIO(redrawn(picture(kind)))) as drawn:
        assert drawn.format == "PNG"


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"GIF89a<script>alert(1)</script>",
        picture()[:100],
        b"",
        picture("BMP"),
        b"%PDF-1.7",
    ],
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(NotALogo, match="not a picture we can draw"):
        redrawn(content)


def test_a_huge_file_and_a_huge_picture_are_refused():
    with pytest.raises(NotALogo, match="larger than 2 MB"):
        redrawn(b"x" * (2 * 1024 * 1024 + 1))
    with pytest.raises(NotALogo, match="more than 20 million pixels"):
        redrawn(picture(size=(10_000, 3_000)))


def test_the_society_page_keeps_name_colour_and_logo(olga, client):
    response = olga.post(reverse("society"), SOCIETY | {"new_logo": upload(picture())})
    assert response.status_code == 302, response.context["form"].errors
    logo = olga.get(kept().logo.url)
    assert (logo.status_code, logo["Content-Type"], b"".join(logo)[:4]) == (200, "image/png", b"\x89PNG")
    assert (kept().name, kept().accent) == ("Society of Tests", "#123456")
    assert [entry.detail["changed"] for entry in Entry.objects.filter(verb="edit_society")] == [
        ["accent", "name", "short_name", "logo"]
    ]


def test_a_new_logo_takes_the_place_of_the_old_and_can_be_taken_away(olga, django_capture_on_commit_callbacks):
    olga.post(reverse("society"), SOCIETY | {"new_logo": upload(picture())})
    first = kept().logo
    with django_capture_on_commit_callbacks(execute=True):
        olga.post(reverse("society"), SOCIETY | {"new_logo": upload(picture(size=(50, 50)))})
    assert not first.storage.exists(first.name)
    assert olga.get(f"/{first.name}").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        olga.post(reverse("society"), SOCIETY | {"remove_logo": "on"})
    assert not kept().logo
    assert "<img" not in olga.get("/").content.decode()


def test_a_refused_logo_is_told_beside_the_field_and_nothing_else_is_lost(olga):
    response = olga.post(reverse("society"), SOCIETY | {"new_logo": upload(b"<svg/>", "logo.svg")})
    page = response.content.decode()
    assert "SVG files can carry programs" in page
    assert 'value="Society of Tests"' in page
    assert not Society.objects.exists()


def test_the_accent_is_on_every_page_and_kept_by_browsers_until_it_changes(client, db):
    address = reverse("society_accent")
    first = client.get(address)
    assert (first["Content-Type"], first["Cache-Control"]) == ("text/css", "public, max-age=86400")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert f'href="{address}?8c1d2f"' in client.get("/").content.decode()
    Society.objects.create(pk=1, accent="#123456")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert "--accent-fill:#123456}" in client.get(address).content.decode()
    assert f'href="{address}?123456"' in client.get("/").content.decode()


def test_a_page_keeps_its_colour_while_the_database_is_away(client):
    """No fixture of this test opens a database."""
    answer = client.get(reverse("society_accent") + "?12345F")
    assert "--accent-fill:#12345f}" in answer.content.decode()


def test_a_page_keeps_its_logo_while_the_database_is_away(olga, client, django_assert_num_queries):
    olga.post(reverse("society"), SOCIETY | {"new_logo": upload(picture())})
    address = kept().logo.url
    with django_assert_num_queries(0):
        assert client.get(address).status_code == 200
    assert client.get(address.replace("logo-", "logo-0")).status_code == 404


def test_what_is_no_colour_is_not_written_into_the_stylesheet(client, db):
    answer = client.get(reverse("society_accent") + "?red}body{}")
    assert "--accent-fill:#8c1d2f}" in answer.content.decode()


def test_no_other_file_is_served_as_a_logo(olga):
    olga.post(reverse("society"), SOCIETY | {"new_logo": upload(picture())})
    assert olga.get("/society/other.png").status_code == 404
    assert olga.get("/society/../society/x.png").status_code == 404
