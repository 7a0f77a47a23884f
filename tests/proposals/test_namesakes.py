import pytest

from proposals.content import FacultyRow
from proposals.faculty.namesakes import pairs_of


def row(key, given, family, email):
    return FacultyRow(key=key, given_name=given, family_name=family, email=email)


FELIX = row("a", "Felix", "Fuchs", "felix.fuchs@uni.example")


@pytest.mark.parametrize(
    "other",
    [
        row("b", "Felix", "Fuchs", "felix@clinic.example"),
        row("b", "félix", "FUCHS", "felix@clinic.example"),
        row("b", "Fuchs", "Felix", "felix@clinic.example"),
        row("b", "F.", "F.", "felixfuchs@uni.example"),
        row("b", "F.", "F.", "felix.fuchs+meeting@uni.example"),
        row("b", "F.", "F.", "Felix.Fuchs@Uni.example"),
    ],
)
def test_one_name_or_one_address_spelt_twice_looks_like_one_person(other):
    assert pairs_of([FELIX, other]) == [(FELIX, other)]
    assert pairs_of([FELIX, other], [("a", "b")]) == []


@pytest.mark.parametrize(
    "other",
    [
        row("b", "Felix", "Fuchs", "felix.fuchs@uni.example"),
        row("b", "Felix", "Fuchs", ""),
        row("b", "Frieda", "Fuchs", "frieda@uni.example"),
        row("b", "", "", "felix.fuchs@other.example"),
    ],
)
def test_one_person_in_two_roles_and_strangers_are_left_alone(other):
    assert pairs_of([FELIX, other]) == []


def test_nameless_rows_are_not_each_other():
    assert pairs_of([row("a", "", "", "a@x.example"), row("b", "", "", "b@x.example")]) == []
