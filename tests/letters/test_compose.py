"""A letter is written from named placeholders; what people typed comes in as words only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters import kinds
from letters.actions import compose
from letters.message import message_of, sheet
from letters.models import LetterState
from letters.placeholders import fill_line, fill_markdown, unknown, words
from people.refusal import Refused
from rendering.text import markdown_to_html


@pytest.fixture
def write(asked, values, cast, at):
    def written(letter_set=None, hold=True, **changed):
        return compose("test.asked", letter_set, values | changed, to=cast.felix, by=cast.paula, at=at, hold=hold)

    return written


def test_compose_fills_the_default_text(write):
    letter = write()
    assert letter.subject == "Will you speak in Clots and cancer?"
    assert (letter.to_address, letter.to_name, letter.state) == ("felix@example.org", "Felix Fuchs", LetterState.HELD)
    page = sheet(letter.subject, letter.body)
    assert "<p>please speak in <em>Clots and cancer</em>.</p>" in page.html
    assert "Answer here (https://meetings.example/f/k7m2/)\n\nhttps://meetings.example/f/k7m2/\n" in page.text


def test_compose_takes_the_societys_own_text(write, letter_set):
    letter_set.templates.create(kind="test.asked", subject="Speak, {{ name }}", body="We ask {{name}}.")
    letter = write(letter_set)
    assert (letter.subject, letter.body) == ("Speak, Felix Fuchs", "We ask Felix Fuchs.")


def test_compose_refuses_a_template_with_a_name_nobody_knows(write, letter_set):
    letter_set.templates.create(kind="test.asked", subject="Hello", body="{{name.password}}")
    with pytest.raises(Refused, match=r"uses {{name.password}}, which is not known"):
        write(letter_set)


def test_compose_refuses_a_link_to_elsewhere(write):
    for elsewhere in ("https://evil.example/", "https://meetings.example.evil.example/", "javascript:alert(1)"):
        with pytest.raises(Refused, match="does not lead to this site"):
            write(link=elsewhere)


def test_compose_refuses_a_link_that_breaks_out_of_its_place(write):
    with pytest.raises(Refused, match="does not lead to this site"):
        write(link="https://meetings.example/) [win](https://evil.example")


def test_compose_needs_exactly_the_values_of_its_kind(asked, cast, at):
    with pytest.raises(ValueError, match=r"needs values for \['link', 'name', 'title'\]"):
        compose("test.asked", None, {"name": "Felix"}, to=cast.felix, by=None, at=at, hold=True)


def test_compose_refuses_a_person_without_an_address(write, cast):
    cast.felix.email = None
    with pytest.raises(Refused, match="no e-mail address of Felix Fuchs"):
        write()


def test_a_default_text_with_an_unknown_name_is_a_fault_of_the_code():
    with pytest.raises(ValueError, match="names unknown placeholders: nmae"):
        kinds.register("test.wrong", "Wrong", placeholders={"name": "A"}, subject="Hi", body="{{nmae}}")


HOSTILE = [
    "[win](https://evil.example)",
    "https://evil.example/win",
    "www.evil.example",
    "win@evil.example",
    "<https://evil.example>",
    '<a href="https://evil.example">win</a>',
    "<script>alert(1)</script>",
    "![x](https://evil.example/x.png)",
    "[x]\n\n[x]: https://evil.example",
    "# Title",
    "`code` **bold** _it_",
    "1. one\n2. two",
    "text\n====",
    "> quoted",
    "    indented",
    "{{link}} {{name}}",
    "&lt;b&gt; &#60;b&#62;",
]


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize(
    "around", ["{{v}}", "Dear {{v}},", "[{{v}}](https://meetings.example/)", "*{{v}}*", "`{{v}}`"]
)
def test_what_people_typed_forms_no_link_and_no_markup(typed, around):
    html = markdown_to_html(fill_markdown(around, {"v": typed}))
    expected = {"p"} | ({"a"} if "](" in around else set())
    expected |= {"em"} if around.startswith("*") else {"code"} if around.startswith("`") else set()
    assert tags_of(html) <= expected
    assert 'href="https://evil' not in html


@given(st.text(alphabet=st.sampled_from("ab 1.\n#*_`[](){}<>!&;:/\\-+=~|@\"'")))
def test_words_are_read_as_typed_whatever_they_are(typed):
    html = markdown_to_html(f"Dear {words(typed)}!")
    assert tags_of(html) <= {"p"}


@pytest.mark.parametrize(
    "typed", ["https://evil.example/win", "www.evil.example", "win@evil.example", "evil.example"]
)
def test_a_mail_program_finds_no_address_in_what_people_typed(db, typed):
    page = sheet("Hello", fill_markdown("Dear {{v}}", {"v": typed}))
    for part in (page.html, page.text):
        assert typed not in part
        assert typed in part.replace("\u200b", "")


@pytest.mark.parametrize("typed", ["Hi\nBcc: all@example.org", "Hi\r\nBcc: all@example.org", "Hi\u2028Bcc: x"])
def test_a_subject_stays_on_one_line(write, typed):
    letter = write(title=typed)
    assert "\n" not in letter.subject
    headers = message_of(letter).message()
    assert headers["Bcc"] is None
    assert headers["Subject"].startswith("Will you speak in Hi Bcc: ")


def test_a_name_stays_in_its_place_in_the_header(write, cast):
    cast.felix.given_name = 'Felix" <all@example.org>,\nBcc: x@example.org'
    headers = message_of(write()).message()
    assert [address.addr_spec for address in headers["To"].addresses] == ["felix@example.org"]
    assert headers["Bcc"] is None


def test_unknown_names_are_told_once_each():
    assert unknown("{{a}} {{ b }} {{a.b}} {{a.b}} {{ }}", {"a", "b"}) == ["a.b", ""]


def test_a_value_is_never_looked_into_for_names():
    assert fill_line("{{a}}", {"a": "{{b}}", "b": "secret"}) == "{{b}}"


def tags_of(html: str) -> set[str]:
    import re

    return set(re.findall(r"<(\w+)", html))
