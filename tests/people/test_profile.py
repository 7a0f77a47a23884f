"""A person says who she is; what cannot be right is refused beside its field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from people import orcid

PROFILE = "/people/profile/"
PAULA = {
    "given_name": "Paula",
    "family_name": "Pérez",
    "affiliation": "Hospital del Río",
    "country": "Spain",
    "degree": "MD, PhD",
    "career_stage": "mid",
    "orcid": "https://orcid.org/0000-0002-1825-0097",
    "time_zone": "Europe/Madrid",
    "biography": "She studies why tumours make blood clot.",
    "wants_invitations": True,
}


def test_what_she_says_is_kept_and_shown_again(cast, sign_in):
    client = sign_in(cast.paula)
    assert client.post(PROFILE, PAULA)["Location"] == PROFILE
    cast.paula.refresh_from_db()
    assert {name: getattr(cast.paula, name) for name in PAULA} == PAULA | {"orcid": "0000-0002-1825-0097"}
    page = client.get(PROFILE).content.decode()
    assert 'value="Hospital del Río"' in page
    assert '<option value="Europe/Madrid" selected>Madrid</option>' in page


def test_the_audit_names_the_fields_and_never_the_words(cast, sign_in):
    sign_in(cast.paula).post(PROFILE, PAULA)
    entry = Entry.objects.about(cast.paula).get()
    assert entry.detail["fields"] == sorted(set(PAULA) - {"given_name", "wants_invitations"})
    assert "tumours" not in str(entry.detail)


def test_saving_what_is_there_already_writes_nothing(cast, sign_in):
    client = sign_in(cast.paula)
    client.post(PROFILE, PAULA)
    client.post(PROFILE, PAULA)
    assert Entry.objects.about(cast.paula).count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("family_name", "", "This field is required."),
        ("orcid", "0000-0002-1825-0098", "This is not an ORCID iD"),
        ("orcid", "paula", "This is not an ORCID iD"),
        ("time_zone", "Mars/Olympus", "Select a valid choice."),
        ("career_stage", "royal", "Select a valid choice."),
        ("biography", "x" * 2001, "Ensure this value has at most 2000 characters (it has 2001)."),
    ],
)
def test_what_cannot_be_right_is_refused_and_kept_in_the_field(cast, sign_in, field, typed, sentence):
    page = sign_in(cast.paula).post(PROFILE, PAULA | {field: typed}).content.decode()
    assert sentence in page
    assert "Hospital del Río" in page
    cast.paula.refresh_from_db()
    assert cast.paula.affiliation == "Hospital del Rio"


@pytest.mark.parametrize("field", ["is_staff", "is_superuser", "email", "code", "password"])
def test_a_form_that_says_more_than_it_may_changes_nothing_more(cast, sign_in, field):
    before = getattr(cast.paula, field)
    sign_in(cast.paula).post(PROFILE, PAULA | {field: "1"})
    cast.paula.refresh_from_db()
    assert getattr(cast.paula, field) == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        (" https://orcid.org/0000-0002-9079-593x/ ", "0000-0002-9079-593X"),
        ("0000000218250097", "0000-0002-1825-0097"),
        ("0000-0002-1825-0079", None),
        ("0000-0002-1825", None),
        ("https://evil.example/0000-0002-1825-0097", None),
        ("٠٠٠٠-0002-1825-0097", None),
    ],
)
def test_orcid_ids_are_tidied_and_checked(typed, kept):
    assert orcid.tidy(typed) == kept


@given(st.integers(0, 10**15 - 1), st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number, place, shift):
    digits = f"{number:015}"
    last = next(mark for mark in "0123456789X" if orcid.is_whole(digits + mark))
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    assert not orcid.is_whole(wrong + last)
