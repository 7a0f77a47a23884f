"""The kinds of rules that look at people, at the past, and at what stands around a proposal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.catalogue.kind import CATALOGUE
from proposals.catalogue.regions import Grouping, region_of
from proposals.content import Content, EditionRow, FacultyRow, ItemRow
from proposals.judging.surroundings import Edition, Elsewhere, Surroundings
from tests.proposals import test_catalogue
from workshops.models import Format

FORMAT = Format(name="Workshop", minutes=180)


def named(*people, role="chair", **more):
    """Chairs, each given by the fields that matter."""
    rows = [FacultyRow(f"k{n}", **{"role": role, "family_name": f"P{n}"} | fields) for n, fields in enumerate(people)]
    return Content(faculty=tuple(rows), **more)


def countries(*names):
    return named(*({"country": name} for name in names))


def houses(*names):
    return named(*({"affiliation": name} for name in names))


def editions(*rows):
    return Content(
        editions=tuple(EditionRow(f"e{n}", f"First {year or ''}".strip(), year) for n, year in enumerate(rows))
    )


FELIX = {"given_name": "Felix", "family_name": "Fuchs", "email": "felix@example.org"}
TALK = ItemRow("t", "talk", "On clots", 20, "k0")
THERE = {"felix@example.org": (Elsewhere("c2", "Secret title", ("speaker",), 1),)}
AROUND = Surroundings(year=2027, elsewhere=THERE)
COMMITTEE = Surroundings(year=2027, elsewhere=THERE, names_others=True)
AT_2027 = Surroundings(year=2027)
AGAIN = Content(
    faculty=named({"email": "paula@example.org"}, {"email": "new@example.org"}).faculty,
    editions=(EditionRow("e", "First", 2026, earlier="c9"),),
)


def before(*chairs, held=True, year=2026):
    return Surroundings(year=2027, editions={"c9": Edition(year, held, frozenset(chairs))})


ALL_CHAIRS = {"minimum": 2, "who": "chairs"}
FIVE = ALL_CHAIRS | {"grouping": "region"}
EXAMPLES = [
    ("per_institution", {"maximum": 1, "who": "chairs"}, houses("A", "B", ""), AT_2027, True,
     "Institutions of the chairs: at most one is allowed from each."),
    ("per_institution", {"maximum": 1, "who": "chairs"}, houses("Mayo  Clinic", "mayo clinic", "B"), AT_2027, False,
     "Too many of the chairs from one institution: Mayo Clinic (2); at most one is allowed."),
    ("regions", FIVE, countries("Germany", "USA"), AT_2027, True,
     "Two regions among the chairs (Americas and Europe); at least two are needed."),
    ("regions", FIVE, countries("Germany", "France", "Utopia"), AT_2027, False,
     "One region among the chairs (Europe); at least two are needed. Not known as a country: “Utopia”."),
    ("regions", FIVE, Content(), AT_2027, False, "No regions among the chairs; at least two are needed."),
    ("early_career", {"minimum": 1, "who": "all"}, named({"career_stage": "early"}, {}), AT_2027, True,
     "One early-career person among everybody named; at least one is needed."),
    ("early_career", {"minimum": 1, "who": "all"}, named({"career_stage": "senior"}, {}), AT_2027, False,
     "No early-career people among everybody named; at least one is needed. Of 1 the career stage is not given."),
    ("organizers_speak", {"speak": "never"}, named(FELIX, items=(TALK,)), AT_2027, False,
     "Felix Fuchs is chair and gives a talk; chairs give none."),
    ("organizers_speak", {"speak": "never"}, named(FELIX), AT_2027, True, "No chair gives a talk."),
    ("organizers_speak", {"speak": "always"}, named(FELIX), AT_2027, False,
     "No talk yet of Felix Fuchs; every chair gives one."),
    ("organizers_speak", {"speak": "always"}, named(FELIX, items=(TALK,)), AT_2027, True,
     "Every chair gives a talk."),
    ("organizers_speak", {"speak": "always"}, Content(), AT_2027, False, "No chair is named yet."),
    ("one_role", {"maximum": 1, "who": "all"}, named(FELIX), AT_2027, True,
     "One role each over the whole call: nobody has more."),
    ("one_role", {"maximum": 1, "who": "all"}, named(FELIX), AROUND, False,
     "Felix Fuchs is named in another proposal too. One role each over the whole call, at most."),
    ("one_role", {"maximum": 1, "who": "all"}, named(FELIX), COMMITTEE, False,
     "Felix Fuchs is named in “Secret title” too. One role each over the whole call, at most."),
    ("one_role", {"maximum": 1, "who": "all"}, named(FELIX, FELIX | {"role": "speaker"}), AT_2027, False,
     "Felix Fuchs is named more than once here. One role each over the whole call, at most."),
    ("one_role", {"maximum": 2, "who": "all"}, named(FELIX), AROUND, True,
     "Two roles each over the whole call: nobody has more."),
    ("one_role", {"maximum": 1, "who": "speakers"}, named(FELIX), AROUND, True,
     "One role each over the whole call: nobody has more."),
    ("one_presentation", {"maximum": 1}, named(FELIX), AROUND, True,
     "One talk each over the whole call: nobody gives more."),
    ("one_presentation", {"maximum": 1}, named(FELIX, items=(TALK,)), AROUND, False,
     "Felix Fuchs is a speaker in another proposal too. One talk each over the whole call, at most."),
    ("confirmed", {"minimum": 1, "who": "all"}, named({}, {}), Surroundings(confirmed=frozenset({"k1"})), True,
     "One of 2 said yes (everybody named); at least one is needed."),
    ("confirmed", {"minimum": 2, "who": "all"}, named({}, {}), Surroundings(confirmed=frozenset({"k1"})), False,
     "One of 2 said yes (everybody named); at least two are needed."),
    ("editions_limit", {"maximum": 1, "years": 5}, editions(2023, 2026), AT_2027, False,
     "Two earlier editions in the last 5 years (2023 and 2026); at most one is allowed."),
    ("editions_limit", {"maximum": 1, "years": 3}, editions(2023, 2026), AT_2027, True,
     "One earlier edition in the last 3 years (2026); at most one is allowed."),
    ("editions_limit", {"maximum": 0, "years": 1}, editions(0), AT_2027, False,
     "One earlier edition in the last year (one without a year); none is allowed."),
    ("editions_limit", {"maximum": 0, "years": 1}, AGAIN, before(held=False), True,
     "No earlier editions in the last year; none is allowed."),
    ("edition_report", {}, editions(2026), AT_2027, False, "Not told yet what came of “First 2026”."),
    ("edition_report", {}, Content(), AT_2027, True, "No earlier edition is named."),
    ("edition_report", {}, Content(editions=(EditionRow("e", "First", 2026, report="A paper."),)), AT_2027, True,
     "It says what came of every earlier edition."),
    ("new_chair", {"minimum": 1}, AGAIN, before("paula@example.org"), True,
     "One chair who did not chair it before; at least one is needed."),
    ("new_chair", {"minimum": 1}, AGAIN, before("paula@example.org", "new@example.org"), False,
     "No chairs who did not chair it before; at least one is needed."),
    ("new_chair", {"minimum": 1}, editions(2026), AT_2027, True,
     "Who chaired the earlier editions is not known here."),
    ("topics", {"minimum": 1, "maximum": 3}, Content(topics=("a", "b")), AT_2027, True,
     "Two topics chosen; one to three are needed."),
    ("topics", {"minimum": 1, "maximum": 3}, Content(), AT_2027, False,
     "No topics chosen; one to three are needed."),
    ("membership", {"who": "lead"}, named(FELIX), Surroundings(members=frozenset({"felix@example.org"})), True,
     "Found among the members: all of whom it is asked."),
    ("membership", {"who": "all"}, named(FELIX, {}), Surroundings(members=frozenset({"felix@example.org"})), False,
     "Not found among the members by the address given: P1."),
    ("membership", {"who": "lead"}, named(FELIX, role="co_chair"), AT_2027, False,
     "Nobody is named yet of whom membership is asked."),
    ("word_limit", {"part": "question", "question": "why", "words": 2}, Content(answers={"why": "a b c"}), AT_2027,
     False, "The answer has 3 words; at most 2 are allowed."),
]  # fmt: skip


def finding(kind, params, content, around=AT_2027):
    return CATALOGUE[kind].judge(content, params, FORMAT, around)


@pytest.mark.parametrize(("kind", "params", "content", "around", "met", "sentence"), EXAMPLES)
def test_a_rule_says_what_it_found(kind, params, content, around, met, sentence):
    found = finding(kind, params, content, around)
    assert (found.met, found.sentence) == (met, sentence)


@pytest.mark.parametrize(("kind", "params"), [example[:2] for example in EXAMPLES])
def test_sound_parameters_come_back_as_they_were(kind, params):
    assert CATALOGUE[kind].clean(params) == params


REFUSED = [
    ("chairs", {"minimum": 4, "maximum": 2}, "At most cannot be less than at least"),
    ("topics", {"minimum": 3, "maximum": 1}, "At most cannot be less than at least"),
    ("speakers", {"minimum": -1}, "greater than or equal to 0"),
    ("institutions", {}, "required"),
    ("per_institution", {"maximum": 0, "who": "chairs"}, "greater than or equal to 1"),
    ("regions", {"minimum": 6, "who": "chairs", "grouping": "region"}, "This division has 5 regions"),
    ("early_career", {"minimum": 1, "who": "the moon"}, "not one of the available choices"),
    ("organizers_speak", {"speak": "sometimes"}, "not one of the available choices"),
    ("one_role", {"maximum": 1}, "required"),
    ("one_presentation", {"maximum": 99}, "less than or equal to 20"),
    ("confirmed", {"minimum": "many", "who": "all"}, "whole number"),
    ("editions_limit", {"maximum": 1, "years": 0}, "greater than or equal to 1"),
    ("new_chair", {"minimum": 0}, "greater than or equal to 1"),
    ("membership", {"who": "nobody"}, "not one of the available choices"),
    ("minutes_fit", {"tolerance": 500}, "less than or equal to 120"),
    ("discussion_share", {"percent": 101}, "less than or equal to 100"),
    ("required_parts", {"parts": ["the moon"]}, "not one of the available choices"),
    ("word_limit", {"part": "question", "words": 5}, "Choose the question"),
]


@pytest.mark.parametrize(("kind", "params", "sentence"), REFUSED)
def test_parameters_that_make_no_sense_are_refused_with_a_sentence(kind, params, sentence):
    with pytest.raises(ValueError, match=sentence):
        CATALOGUE[kind].clean(params)


def test_every_kind_has_an_example():
    assert {example[0] for example in (*EXAMPLES, *test_catalogue.EXAMPLES)} == set(CATALOGUE)


def test_every_kind_with_parameters_refuses_some():
    assert {kind for kind, *_ in REFUSED} == set(CATALOGUE) - {"edition_report"}


@pytest.mark.parametrize(
    ("country", "regions"),
    [
        ("Germany", ["Europe", "Western Europe", "Europe, Middle East and Africa"]),
        ("Deutschland", ["Europe", "Western Europe", "Europe, Middle East and Africa"]),
        ("U.S.A.", ["Americas", "Northern America", "Americas"]),
        ("Bosnia & Herzegovina", ["Europe", "Southern Europe", "Europe, Middle East and Africa"]),
        ("Israel", ["Asia", "Western Asia", "Europe, Middle East and Africa"]),
        ("Japan", ["Asia", "Eastern Asia", "Asia and Pacific"]),
        ("New Zealand", ["Oceania", "Australia and New Zealand", "Asia and Pacific"]),
        ("Utopia", ["", "", ""]),
        ("", ["", "", ""]),
    ],
)
def test_a_country_as_people_write_it_has_a_region(country, regions):
    assert [region_of(country, way) for way in (Grouping.REGION, Grouping.SUBREGION, Grouping.THREE)] == regions


places = st.lists(st.sampled_from(["Germany", "France", "USA", "Japan", "Kenya", "Utopia", ""]), max_size=6)


@given(places, st.sampled_from(["Germany", "Chile", "Nowhere"]), st.integers(2, 5))
def test_regions_that_suffice_still_do_with_one_more_chair(before, more, low):
    params = FIVE | {"minimum": low}
    if finding("regions", params, countries(*before)).met:
        assert finding("regions", params, countries(*before, more)).met


@given(st.lists(st.sampled_from(["A", "B", "C", ""]), max_size=8), st.sampled_from("AB"), st.integers(1, 4))
def test_too_many_of_one_institution_stay_too_many_with_one_more(before, more, most):
    params = {"maximum": most, "who": "chairs"}
    if not finding("per_institution", params, houses(*before)).met:
        assert not finding("per_institution", params, houses(*before, more)).met


@given(st.permutations(["A", "A", "B", "C"]), st.integers(1, 3))
def test_the_order_of_people_changes_nothing_that_is_found(names, most):
    params = {"maximum": most, "who": "chairs"}
    assert finding("per_institution", params, houses(*names)).met == (most >= 2)


@given(st.lists(st.integers(2015, 2026), max_size=6), st.integers(0, 5), st.integers(1, 10))
def test_a_longer_look_back_never_finds_fewer_editions(years, most, span):
    wider = finding("editions_limit", {"maximum": most, "years": span + 1}, editions(*years)).met
    if wider:
        assert finding("editions_limit", {"maximum": most, "years": span}, editions(*years)).met


@given(st.integers(1, 4), st.integers(0, 3), st.integers(0, 3))
def test_roles_are_counted_here_and_elsewhere_together(most, here, there):
    roles = tuple(["speaker"] * there)
    around = Surroundings(elsewhere={"felix@example.org": (Elsewhere("c", "T", roles, 0),)} if there else {})
    found = finding("one_role", {"maximum": most, "who": "all"}, named(*[FELIX] * here), around)
    assert found.met == (here == 0 or here + there <= most)
