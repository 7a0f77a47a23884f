"""Two societies' ways, by their setup files alone: what each asks, what blocks, who reads by what, who decides."""

import tomllib
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from dashboard.actions.setups import export_setup, import_setup
from demo.material import DATA, setup_file
from letters.models import Letter
from people.refusal import Refused
from proposals.models import Proposal
from proposals.rows import content_of
from reviews.models import Stage
from tests.setups.walk import blocks, brought_in, lead, notes, person, talk
from workshops.zones import label_at

FILES = sorted(path.stem for path in (DATA / "setups").glob("*.toml"))
TERMS = (
    "Everybody who organizes has agreed to be named here\nWe accept the terms of the centre\n"
    "The abstract may be published under CC BY if we are accepted"
)


def test_there_are_two_societies():
    assert FILES == ["ash-friday-workshops", "dagstuhl-seminars"]


@pytest.mark.parametrize("name", FILES)
def test_a_societys_file_is_brought_in_and_comes_out_equal(name, cast, at):
    meeting, _ = import_setup(setup_file(name), by=cast.olga, at=at)
    assert export_setup(meeting, by=cast.olga).decode().split("\n") == setup_file(name).decode().split("\n")


@pytest.mark.parametrize("name", FILES)
def test_a_societys_file_says_that_it_is_an_example(name):
    """Nobody may take our restatement for the society's own words."""
    beside = (DATA / "setups" / "README.md").read_text()
    assert f"## {name}.toml" in beside
    for words in ("examples", "in our own words", "neither society has a part in it", "setting"):
        assert words in " ".join(beside.split())
    description = " ".join(tomllib.loads(setup_file(name).decode())["meeting"]["description"].lower().split())
    assert "example" in description
    assert "no part in it" in description


class TestFridayWorkshops:
    """Talks with discussion, four criteria, three bodies, Pacific time."""

    @pytest.fixture
    def process(self, cast, at):
        return brought_in("ash-friday-workshops", cast, at)

    @pytest.fixture
    def whole(self, process):
        """A workshop of three hours with everything that is asked."""
        speakers = [person(name, "Institute of Blood", "France") for name in ("Adler", "Bach", "Curie")]
        chairs = [lead(process.cast, "Hospital del Rio", "Spain"), person("Dahl", "Nordwald", "Germany", "co_chair")]
        items = [talk(f"New data {n}", 30, who) for n, who in enumerate(speakers)]
        return process.write(
            process.start("workshop-of-three-hours"),
            basics={"title": "Clots", "summary": "How clots form.", "topics": ("thrombosis-and-hemostasis",)},
            questions={
                "answers": {
                    "why-now": "Because.",
                    "alignment": "Epigenetics.",
                    "focus": "Mostly basic",
                    "audience": "All.",
                    "objectives": "Know.",
                }
            },
            people={"faculty": (*chairs, *speakers)},
            running_order={"items": (*items, talk("", 90, kind="discussion"))},
        )

    def test_a_lecture_with_one_chair_and_no_time_to_talk_is_blocked(self, process, whole):
        speakers = tuple(row for row in content_of(whole).faculty if row.role == "speaker")
        items = tuple(talk("Lecture", 60, who) for who in speakers)
        lecture = process.write(
            whole,
            people={"faculty": (lead(process.cast, "Hospital del Rio", "Spain"), *speakers)},
            running_order={"items": items},
        )
        assert blocks(lecture) == [
            "One chair named; two to four are needed.",
            "Discussion takes 0 of 180 minutes (0 %); at least 30 % are needed.",
        ]
        with pytest.raises(Refused, match="One chair named"):
            process.submit(lecture)

    def test_a_whole_workshop_is_handed_in_until_23_59_pacific_time(self, process, whole):
        assert blocks(whole) == []
        assert [state for state, _ in notes(whole)] == ["tell"]
        assert label_at(process.call.zone, process.call.closes_at) == "PDT, America/Los Angeles"
        with pytest.raises(Refused):
            process.submit(whole, at=process.call.closes_at + timedelta(minutes=15))
        assert process.submit(whole, at=process.call.closes_at - timedelta(seconds=1)).state == "submitted"

    def test_three_bodies_read_look_and_approve_by_its_four_criteria(self, process, whole):
        process.submit(whole)
        reading = process.read_and_recommend(whole, "accept")
        assert [criterion.label for criterion in reading.rubric.criteria.all()] == [
            "Basic to translational focus",
            "Novelty of the workshop and its topics",
            "Alignment with the research agenda",
            "Completeness of the application",
        ]
        process.approve()
        assert [stage.committee.name for stage in Stage.objects.all()] == [
            "Committee on Scientific Affairs",
            "Program Committee",
            "Executive Committee",
        ]
        assert Proposal.objects.get().state == "accepted"
        assert Letter.objects.get(kind="decision.accepted").to_address == process.cast.paula.email


class TestSeminars:
    """A week for people who are invited: institutions and regions, weeks that are impossible, anywhere on Earth."""

    @pytest.fixture
    def process(self, cast, at):
        return brought_in("dagstuhl-seminars", cast, at)

    @pytest.fixture
    def organizers(self, process):
        return (
            lead(process.cast, "Hospital del Rio", "Spain"),
            person("Tanabe", "Blue Mountain", "Japan", "co_chair", career_stage="early"),
        )

    @pytest.fixture
    def whole(self, process, organizers):
        return process.write(
            process.start("seminar-of-five-days"),
            basics={"title": "Models", "summary": "Which are wrong?", "topics": ("artificial-intelligence",)},
            questions={
                "answers": {
                    "keywords": "models",
                    "motivation": "It matters.",
                    "objectives": "Five questions.",
                    "overlap": "None.",
                    "size": "30",
                    "invitees": "Ada Adeyemi, Harbour Institute, Nigeria",
                    "blocked": "no",
                    "terms": TERMS,
                }
            },
            people={"faculty": organizers},
        )

    def test_neighbours_of_one_institution_and_region_are_blocked(self, process, whole, organizers):
        first = organizers[0]
        alike = replace(organizers[1], affiliation=first.affiliation, country="Portugal")
        proposal = process.write(whole, people={"faculty": (first, alike)})
        assert blocks(proposal) == [
            "Too many of the chairs from one institution: Hospital del Rio (2); at most one is allowed.",
            "One region among the chairs (Europe, Middle East and Africa); at least two are needed.",
        ]
        with pytest.raises(Refused, match="Too many of the chairs from one institution"):
            process.submit(proposal)

    def test_more_than_three_topics_are_blocked(self, process, whole):
        four = ("artificial-intelligence", "computational-biology", "data-and-information", "people-and-computers")
        proposal = process.write(whole, basics={"title": "Models", "summary": "Which?", "topics": four})
        assert blocks(proposal) == ["Four topics chosen; one to three are needed."]

    def test_impossible_weeks_are_asked_of_whoever_has_some(self, process, whole):
        assert blocks(whole) == []
        answers = {"blocked": "yes"}
        proposal = process.write(whole, questions={"answers": answers})
        assert [sentence for sentence in blocks(proposal) if "Which weeks are impossible?" in sentence] != []
        proposal = process.write(proposal, questions={"answers": answers | {"blocked-weeks": "24 January 2028"}})
        assert blocks(proposal) == []

    def test_consent_to_all_terms_is_needed(self, process, whole):
        proposal = process.write(whole, questions={"answers": {"terms": TERMS.split("\n")[0]}})
        assert len(blocks(proposal)) == 1

    def test_a_perspectives_workshop_asks_for_twenty_five_to_thirty_people(self, process, organizers):
        proposal = process.write(
            process.start("perspectives-workshop"), questions={"answers": {"size-of-perspectives": "45"}}
        )
        assert [sentence for sentence in blocks(proposal) if "30" in sentence] != []

    def test_it_is_handed_in_until_the_day_has_ended_everywhere(self, process, whole):
        closes_at = process.call.closes_at
        assert closes_at.isoformat() == "2026-11-02T11:59:00+00:00"
        assert process.submit(whole, at=closes_at - timedelta(seconds=1)).state == "submitted"

    def test_who_reads_sees_the_warning_and_its_three_questions(self, process, whole, client):
        process.submit(whole)
        assert notes(whole) == [("warn", "One of 2 said yes (the chairs); at least two are needed.")]
        stage = process.read_and_recommend(whole, "accept")
        assert [criterion.label for criterion in stage.rubric.criteria.all()] == [
            "Is the topic interesting?",
            "Will the right people come?",
            "What will it change?",
        ]

    def test_the_directorate_decides_and_the_abstract_is_asked_for_afterwards(self, process, whole):
        process.submit(whole)
        process.read_and_recommend(whole, "accept")
        process.approve()
        proposal = Proposal.objects.get()
        assert (proposal.state, Stage.objects.last().committee.name) == ("accepted", "Scientific Directorate")
        later = process.call.prompts.get(due="later")
        assert (later.slug, str(process.call.later_by_on)) == ("abstract", "2027-09-30")

    def test_the_editor_asks_this_societys_questions(self, process, whole, sign_in):
        page = sign_in(process.cast.paula).get(reverse("proposal_edit", args=[whole.code, "questions"]))
        assert "Whom would you invite?" in page.content.decode()
