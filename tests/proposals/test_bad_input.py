"""What people paste and type: kept as they meant it, shown as words, never as markup, and never lost."""

import pytest
from django.urls import reverse

from letters.models import Letter
from proposals import actions
from proposals.content import FacultyRow
from proposals.rows import content_of
from rendering.text import markdown_to_html
from tests.proposals.reader import fields, words

WORD = (
    '<p class="MsoNormal"><b><span style="mso-fareast-language:EN-US">Clots</span></b> &amp; “cancer”<o:p></o:p></p>'
    "<!--[if gte mso 9]><xml></xml><![endif]--><script>alert(1)</script>"
)


@pytest.fixture
def paula(sign_in, cast, clock):
    return sign_in(cast.paula)


def address(draft, section="basics"):
    return reverse("proposal_edit", args=[draft.code, section])


def send(client, draft, section="basics", **typed):
    shown = fields(client.get(address(draft, section)))
    return client.post(address(draft, section), shown | {"go": "stay"} | typed)


def kept(draft):
    draft.refresh_from_db()
    return content_of(draft)


def test_markup_pasted_from_a_word_processor_stays_words_on_every_page(paula, draft):
    send(paula, draft, title=WORD[:100], summary=WORD)
    assert kept(draft).summary == WORD
    for name, arguments in (("proposal", [draft.code]), ("proposal_history", [draft.code])):
        html = paula.get(reverse(name, args=arguments)).content.decode()
        assert "<script>alert" not in html
        assert "<o:p>" not in html
    assert fields(paula.get(address(draft)))["summary"] == WORD


def test_a_line_break_of_a_word_processor_does_not_glue_two_words_together(paula, draft):
    send(paula, draft, title="Clots\x0band cancer", summary="One\x0btwo\x0cthree")
    assert (kept(draft).title, kept(draft).summary) == ("Clots and cancer", "One\ntwo\nthree")


def test_a_nul_that_came_along_takes_no_text_with_it(paula, draft):
    response = send(paula, draft, title="Clots\x00 and cancer", summary="How\x00 blood clots")
    assert response.status_code == 302
    assert (kept(draft).title, kept(draft).summary) == ("Clots and cancer", "How blood clots")


def test_emoji_and_every_script_stay_as_typed(paula, draft):
    text = "👩‍🔬 فاطمة الزهراء, שרה, 山田太郎, नमस्ते, Ünal \u200f"
    send(paula, draft, summary=f"{text}.")
    assert kept(draft).summary == f"{text}."


def test_a_name_cannot_turn_round_the_line_it_stands_in(draft, write):
    write(draft, "people", faculty=(FacultyRow("x", "chair", "\u202ePaula", "\u2066Perez\nDr.", "p@example.org"),))
    assert [row.name for row in kept(draft).faculty] == ["Paula Perez Dr."]


def test_ten_thousand_words_are_kept_whole_and_compared_in_time(paula, draft, write):
    text = " ".join(f"Thromboseprophylaxe{number}" for number in range(9_999))[:119_000]
    assert send(paula, draft, summary=text).status_code == 302
    write(draft, "basics", summary=f"First, {text.replace('9000', 'changed')}", auto=False)
    assert kept(draft).summary.startswith("First, Thromboseprophylaxe0")
    page = paula.get(reverse("proposal_history", args=[draft.code]))
    assert "First" in words(page)


def test_a_title_of_three_hundred_letters_is_kept_told_beside_it_and_not_handed_in(paula, draft, cast, at):
    send(paula, draft, title="x" * 300)
    assert kept(draft).title == "x" * 300
    page = paula.get(address(draft))
    assert "300 of 250 letters" in words(page)
    assert "Needed: The title has 300 letters; at most 250 are allowed." in words(page)
    refused = paula.post(reverse("proposal_verb", args=[draft.code, "submit"]))
    assert (refused.status_code, "at most 250 are allowed" in words(refused)) == (403, True)


def test_links_in_titles_and_names_are_no_links_in_letters(draft, write, cast, at):
    cast.paula.given_name = "Paula www.evil.example"
    cast.paula.save()
    write(draft, "basics", title="[Win](https://evil.example) <a href='https://evil.example'>x</a>")
    actions.submit(draft, by=cast.paula, at=at)
    letter = Letter.objects.get()
    html = markdown_to_html(letter.body)
    assert html.count("<a ") == 1
    assert "www.evil.example" not in html
