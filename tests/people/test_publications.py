"""A person's publications: whatever they are pasted as, what was read is shown before it is kept."""

import pytest

from people.models import Publication
from people.publications.reading import read_publications

LIST = "/people/publications/"
BIBTEX = r"""
@article{same, title={Inhibitors in {Haemophilia A}}, author={M{\"u}ller, J{\"o}rg and Doe, Jane and others},
  journal="Blood", year=2023, doi={https://doi.org/10.1182/BLOOD.1}, abstract={Antibodies against factor VIII.}}
@inproceedings{same, title = {Marrow niches}, author = {Jane Doe}, booktitle = {Annual Meeting}, date = {2021-12-04}}
@article{cut, title={This one ends
@misc{, author={Nobody}}
"""
RIS = """TY  - JOUR
TI  - Inhibitors in haemophilia A
AU  - Doe, Jane
PY  - 2023/05/01
T2  - Blood
DO  - 10.1182/blood.1
AB  - Antibodies against factor VIII.
ER  -
TY  - JOUR
AU  - Nobody
TY  - BOOK
T1  - Marrow niches
"""
MEDLINE = """PMID- 36000001
TI  - Inhibitors in haemophilia A: a long title that
      goes on.
AB  - Antibodies against
      factor VIII.
FAU - Doe, Jane
FAU - Roe, Richard J
AU  - Doe J
DP  - 2023 May 4
JT  - Blood
LID - 10.1182/blood.1 [doi]

PMID- 36000002
AB  - A record without a title.
"""
NUMBERED = """1. Blood. 2023 May 4;141(18):2200-10. doi: 10.1182/blood.1.

Inhibitors in haemophilia A.

Doe J(1), Roe R(2).

Author information:
(1)Lakeside University.

BACKGROUND: Antibodies against factor VIII.
RESULTS: They were found.

DOI: 10.1182/blood.1
PMID: 36000001

2. Leukemia. 2021 Dec;35(12):1.

Marrow niches.

Roe R.

A short abstract of the second.
"""
PASTED = """Inhibitors in haemophilia A
Antibodies against factor VIII appear in a third of the children who are treated for it.

Methods: we counted them again and again over the years, in nine centres.

Marrow niches in three dimensions

Niches were seen in three dimensions, which shows where stem cells rest in the marrow.

Blood
"""


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("text", "kind", "titles", "faults"),
    [
        (BIBTEX, "BibTeX", ["Inhibitors in Haemophilia A", "Marrow niches"], ["Line 6:", "Line 5:"]),
        (RIS, "RIS", ["Inhibitors in haemophilia A", "Marrow niches"], ["Line 9: this record has no title"]),
        (MEDLINE, "PubMed (MEDLINE)", ["Inhibitors in haemophilia A: a long title that goes on"], ["Line 13:"]),
        (NUMBERED, "PubMed (Abstract)", ["Inhibitors in haemophilia A", "Marrow niches"], []),
        (PASTED, "abstracts", ["Inhibitors in haemophilia A", "Marrow niches in three dimensions"], []),
    ],
)
def test_every_kind_of_list_is_read_and_what_is_not_is_named(text, kind, titles, faults):
    listing = read_publications(text)
    assert (listing.kind, [each.title for each in listing.entries]) == (kind, titles)
    assert [fault[: len(part)] for fault, part in zip(listing.faults, faults, strict=True)] == faults
    first = listing.entries[0]
    assert "factor VIII" in first.abstract
    if kind != "abstracts":
        assert (first.year, first.venue, first.doi) == (2023, "Blood", "10.1182/blood.1")


@pytest.mark.any_database
def test_authors_are_spoken_given_name_first():
    assert read_publications(BIBTEX).entries[0].authors == ("Jörg Müller", "Jane Doe")
    assert read_publications(MEDLINE).entries[0].authors == ("Jane Doe", "Richard J Roe")
    assert read_publications(NUMBERED).entries[0].authors == ("Doe J", "Roe R")


@pytest.mark.any_database
def test_paragraphs_of_an_abstract_stay_together():
    first, second = read_publications(PASTED).entries
    assert "nine centres" in first.abstract
    assert second.abstract.startswith("Niches were seen")


@pytest.mark.any_database
@pytest.mark.parametrize(
    "text", ["@article{" * 5000, "@a{x, title={" + "{" * 20000, "TY  - " * 9000, "1. 2020\n\n" * 5000]
)
def test_hostile_lists_are_read_to_their_end(text):
    assert len(read_publications(text).entries) <= 200


@pytest.fixture
def hers(cast, at):
    return Publication.objects.create(
        person=cast.rita, title="Canary paper of Rita", doi="10.1182/blood.1", added_at=at, saved_at=at
    )


@pytest.mark.django_db
def test_what_was_read_is_kept_only_when_she_says_so(cast, sign_in):
    rita = sign_in(cast.rita)
    page = rita.post(LIST, {"text": BIBTEX}).content.decode()
    assert "2 publications, 2 new" in page
    assert "Without an abstract" in page
    assert "is not whole BibTeX, and is left out" in page
    assert not Publication.objects.exists()
    rita.post(LIST, {"text": BIBTEX, "act": "add", "keep": ["0"]})
    (kept,) = cast.rita.publications.all()
    assert (kept.title, kept.authors, kept.year) == ("Inhibitors in Haemophilia A", ["Jörg Müller", "Jane Doe"], 2023)


@pytest.mark.django_db
def test_what_is_in_the_list_already_is_not_added_again(cast, sign_in, hers):
    rita = sign_in(cast.rita)
    assert "in your list already" in rita.post(LIST, {"text": RIS}).content.decode()
    rita.post(LIST, {"text": RIS, "act": "add", "keep": ["0", "1"]})
    assert sorted(cast.rita.publications.values_list("title", flat=True)) == ["Canary paper of Rita", "Marrow niches"]


@pytest.mark.django_db
def test_she_corrects_and_removes_her_own_and_nobody_elses(cast, sign_in, hers):
    rita = sign_in(cast.rita)
    words = {"title": "Better", "names": "Jane Doe\n\nRichard Roe", "doi": "doi:10.1182/BLOOD.2", "year": ""}
    rita.post(f"{LIST}{hers.pk}/", words)
    hers.refresh_from_db()
    assert (hers.title, hers.authors, hers.doi, hers.year) == (
        "Better",
        ["Jane Doe", "Richard Roe"],
        "10.1182/blood.2",
        None,
    )
    assert sign_in(cast.raj).post(f"{LIST}{hers.pk}/remove/").status_code == 404
    sign_in(cast.rita).post(f"{LIST}{hers.pk}/remove/")
    assert not Publication.objects.exists()


@pytest.mark.django_db
def test_a_list_of_any_length_asks_the_same_number_of_queries(cast, sign_in, at, django_assert_num_queries):
    for number in (1, 3):
        rows = [
            Publication(person=cast.rita, title=f"Paper {one}", added_at=at, saved_at=at) for one in range(number)
        ]
        Publication.objects.all().delete()
        Publication.objects.bulk_create(rows)
        client = sign_in(cast.rita)
        with django_assert_num_queries(6):
            client.get(LIST)
