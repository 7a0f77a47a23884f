"""The society's list of members: loaded from CSV, seen before it is kept."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from people.members import read_members
from people.membership import load_members
from people.models import Member
from people.refusal import Refused
from tests.factories.rules import make_member
from tests.proposals.reader import words

LIST = "Email;Name;Number;Until\r\nPAULA@example.org;Perez, Paula;17;2027-12-31\r\nfelix@example.org;Felix;;\r\n"


def entries(text):
    return [(each.email, each.name, each.number, each.until) for each in read_members(text).entries]


def test_a_list_is_read_by_its_header_whatever_separates_its_cells():
    read = [("paula@example.org", "Perez, Paula", "17", date(2027, 12, 31)), ("felix@example.org", "Felix", "", None)]
    assert entries(LIST) == read
    assert entries("\ufeffname,e-mail\nFelix,felix@example.org\n") == [("felix@example.org", "Felix", "", None)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "The first line names no column “email”."),
        ("name\nPaula", "The first line names no column “email”."),
        ("email\nno address", "Line 2: “no address” is not an e-mail address."),
        ("email,until\na@example.org,soon", "Line 2: “soon” is not a date such as 2027-12-31."),
        ("email\na@example.org\nA@example.org", "Line 3: a@example.org is there twice; the later line counts."),
    ],
)
def test_what_is_not_understood_is_said_with_its_line(text, fault):
    assert read_members(text).faults == [fault]


def test_staff_see_what_a_list_changes_before_it_is_kept(cast, sign_in, at):
    make_member("gone@example.org", at)
    make_member("felix@example.org", at, name="F. Fuchs")
    olga, address = sign_in(cast.olga), reverse("member_list")
    page = olga.post(address, {"file": SimpleUploadedFile("members.csv", LIST.encode())})
    text = words(page)
    assert "2 members instead of 2: 1 new, 1 changed, 1 no longer." in text
    assert "gone@example.org" in text
    assert Member.objects.count() == 2
    text = words(olga.post(address, {"act": "load", "text": page.context["text"]}, follow=True))
    assert "The list has 2 members: 1 new, 1 gone." in text
    assert sorted(Member.objects.values_list("email", "name")) == [
        ("felix@example.org", "Felix"),
        ("paula@example.org", "Perez, Paula"),
    ]
    assert "1 of 2 members" in words(olga.get(f"{address}?q=perez"))


def test_an_empty_list_or_a_file_that_is_no_text_changes_nothing(cast, sign_in, at):
    make_member("felix@example.org", at)
    olga, address = sign_in(cast.olga), reverse("member_list")
    assert "Choose a file, or paste the list." in words(olga.post(address))
    binary = SimpleUploadedFile("members.csv", b"\xff\xfe\x00")
    assert "Save it as “CSV UTF-8”" in words(olga.post(address, {"file": binary}))
    assert "The list is empty; nothing was changed." in words(
        olga.post(address, {"act": "load", "text": "email\n"}, follow=True)
    )
    assert Member.objects.count() == 1


def test_nobody_but_staff_loads_members(cast, at):
    with pytest.raises(Refused, match="Only program staff"):
        load_members(read_members(LIST).entries, by=cast.chen, at=at)
    assert not Member.objects.exists()


def test_typed_markup_stays_text_on_the_list(cast, sign_in):
    olga, canary = sign_in(cast.olga), "<script>alert(1)</script>"
    text = f"email,name\na@example.org,{canary}\n"
    assert canary not in olga.post(reverse("member_list"), {"text": text}).content.decode()
    olga.post(reverse("member_list"), {"text": text, "act": "load"})
    assert canary not in olga.get(reverse("member_list")).content.decode()
