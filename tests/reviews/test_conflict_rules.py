"""The rules about conflicts of interest, by examples: what binds, what is only possible, and on what evidence."""

from datetime import UTC, date, datetime

import pytest

from reviews.conflicts.facts import Case, Declared, Facts, Paper, Part, Stated, Tied, Who
from reviews.conflicts.finding import Kind, Reason, State, judged
from reviews.conflicts.institutions import closed, compared, domain_of
from reviews.conflicts.pairs import reasons

AT = datetime(2027, 3, 1, tzinfo=UTC)
RITA = Who(
    7, "Rita", "Romano", frozenset({"rita@lago.it", "rr@web.de"}), "0000-0002-1825-0097", ("Istituto del Mare",)
)
PAULA = Who(8, "Paula", "Perez", frozenset({"paula@rio.es"}), "", ("Hospital del Rio",))


def case(*people: Who, key=1, meeting=1, year=2027, organizes=True, proposer=PAULA, **more) -> Case:
    facts = {"form": 1, "topics": frozenset({key}), "competes": True, "title": f"Number {key}"} | more
    parts = tuple(Part(who, "named in the proposal as speaker", organizes) for who in people)
    return Case(key, meeting=meeting, year=year, proposer=proposer.key, parts=parts, **facts)


def found(one: Case, reader: Who = RITA, elsewhere=(), **more) -> list[Reason]:
    facts = Facts({reader.key or 0: reader}, {one.key: one}, (one, *elsewhere), **more)
    return reasons(facts).get((one.key, reader.key or 0), [])


def told(rows: list[Reason]) -> list[tuple[str, bool]]:
    return [(row.kind.value, row.binds) for row in rows]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (Who(7, "Anybody"), [("own", True)]),
        (Who(None, "R.", "Other", frozenset({"rr@web.de"})), [("own", True)]),
        (Who(9, "Rita", "Moved", orcid="0000-0002-1825-0097"), [("own", True)]),
        (Who(None, "R", "Römano"), [("namesake", False)]),
        (Who(None, "Rita", "Romano", frozenset({"rita@elsewhere.org"})), [("namesake", False)]),
        (Who(None, "Raffaele", "Romano"), []),
        (Who(None, "", "Romano"), []),
    ],
)
def test_who_takes_part_is_known_by_account_address_or_orcid_and_only_guessed_by_name(who, expected):
    assert told(found(case(PAULA, who))) == expected


@pytest.mark.parametrize(
    ("affiliation", "address", "expected"),
    [
        ("ISTITUTO  del Mare", "", True),
        ("Dept. of Haematology, Istituto del Mare, Genova", "", True),
        ("Istituto del Monte", "", None),
        ("", "x@med.lago.it", True),
        ("", "x@web.de", None),
        ("Università di Genova", "", True),
        ("Ospedale Vecchio", "", False),
    ],
)
def test_the_same_house_binds_by_name_or_domain_and_by_what_it_is_part_of(affiliation, address, expected):
    """Rita's institute is part of the university, of which the old hospital is part too."""
    wholes = closed(
        [(compared(part), compared("Universita di Genova")) for part in ("Istituto del Mare", "Ospedale Vecchio")]
    )
    who = Who(None, "Ugo", "Conti", frozenset({address} - {""}), "", (affiliation,) if affiliation else ())
    rows = found(case(who), wholes=wholes)
    assert told(rows) == ([] if expected is None else [("institution", expected)])
    assert all(row.may_clear for row in rows)


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("a@Med.Lakeside.edu", "lakeside.edu"),
        ("a@haem.ox.ac.uk", "ox.ac.uk"),
        ("a@ac.uk", ""),
        ("a@gmail.com", ""),
        ("a@yahoo.co.uk", ""),
        ("rita@example.org", ""),
        ("rita@convoke.example", ""),
        ("nothing", ""),
    ],
)
def test_a_domain_is_that_of_an_institution_or_none(address, domain):
    assert domain_of(address) == domain


def test_words_that_any_house_could_have_are_no_institution():
    assert compared("Department of Medicine") == compared("University Hospital") == ""
    assert compared("St. Mary's Univ. Hosp.") == compared("Saint Mary’s University Hospital")


@pytest.mark.parametrize(
    ("meeting", "organizes", "expected"),
    [(1, False, ("together", True)), (2, True, ("past", True)), (2, False, ("past", False))],
)
def test_having_prepared_something_together_binds_this_year_and_organizers_for_three(meeting, organizes, expected):
    other = case(RITA, PAULA, key=2, meeting=meeting, year=2025, organizes=organizes, competes=False)
    rows = found(case(PAULA), elsewhere=[other])
    assert told(rows) == [expected]
    assert rows[0].through == 2
    assert "“Number 2”" in rows[0].sentence
    assert "Paula Perez" in rows[0].sentence
    assert found(case(Who(9, "Nora")), elsewhere=[other]) == []


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (Paper(7, "Iron", 2024, ("R. Romano", "Perez P")), True),
        (Paper(8, "Iron", 2024, ("Rita Romano", "P. Pérez")), True),
        (Paper(7, "Iron", 2022, ("R. Romano", "Paula Perez")), False),
        (Paper(7, "A guideline on iron", 2026, ("R. Romano", "Paula Perez")), False),
        (Paper(7, "Iron", 2026, ("Paula Perez", *map(str, range(15)))), False),
        (Paper(7, "Iron", 2026, ("R. Romano", "Pablo Perez")), False),
    ],
)
def test_having_published_together_lately_is_for_the_chair_to_judge(paper, expected):
    rows = found(case(PAULA), papers=(paper,), today=AT.date())
    assert told(rows) == ([("coauthor", False)] if expected else [])


def test_a_competing_proposal_of_the_reader_is_for_the_chair_to_judge():
    own = case(RITA, key=2, proposer=RITA)
    assert told(found(case(PAULA), elsewhere=[own])) == [("competing", False)]
    assert found(case(PAULA, form=2), elsewhere=[own]) == []
    assert told(found(case(PAULA, form=2, topics=frozenset({2})), elsewhere=[own])) == [("competing", False)]


@pytest.mark.parametrize("turned", [False, True])
def test_a_declared_tie_binds_from_either_end_and_by_name_alone_only_warns(turned):
    ends = (PAULA, RITA) if turned else (RITA, PAULA)
    assert told(found(case(PAULA), ties=(Tied(*ends, "family", "Rita", AT),))) == [("tie", True)]
    nameless = Who(None, "P.", "Perez")
    assert told(found(case(PAULA), ties=(Tied(RITA, nameless, "family", "Rita", AT),))) == [("tie", False)]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (Stated(None, 24, ()), [("disclosure", True)]),
        (Stated(date(2024, 1, 1), 24, ()), [("disclosure", True)]),
        (Stated(date(2027, 1, 1), 24, ("Río Pharma",)), [("company", True)]),
        (Stated(date(2027, 1, 1), 24, ("Other Pharma",)), []),
    ],
)
def test_a_disclosure_that_lacks_or_is_old_blocks_and_so_does_a_company_that_is_in_it(stated, expected):
    who = Who(None, "Ugo", "Conti", affiliations=("Rio Pharma",))
    assert told(found(case(who), stated={(1, 7): stated}, today=AT.date())) == expected


def test_what_was_called_no_conflict_stays_so_until_something_new_is_found():
    who = Who(None, "Ugo", "Conti", affiliations=("Istituto del Mare",))
    rows = tuple(found(case(who)))
    cleared = frozenset(row.mark for row in rows)
    assert judged(rows, frozenset()).state == State.BLOCKED
    assert judged(rows, cleared).state == State.CLEARED
    more = tuple(found(case(who, Who(None, "R.", "Romano"))))
    assert judged(more, cleared).state == State.POSSIBLE
    assert [row.kind for row in judged(more, cleared).reasons] == [Kind.NAMESAKE]


def test_what_is_certain_cannot_be_called_no_conflict():
    declared = Declared(1, 7, "We share a grant", "Rita", AT)
    rows = tuple(found(case(PAULA), declared=(declared,)))
    finding = judged(rows, frozenset(row.mark for row in rows))
    assert finding.state == State.BLOCKED
    assert finding.sentence == "conflict of interest: We share a grant"
