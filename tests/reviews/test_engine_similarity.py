"""Words of papers and of proposals: who is near, and why."""

import json

import pytest

from benchmarks.similarity import evaluations, figures, main
from reviews.engine.similarity import similar, weigh

pytestmark = pytest.mark.any_database

PAPERS = {
    "clots": ["Thrombin generation in factor VIII deficiency", "Bleeding and the factor VIII inhibitor"],
    "blasts": ["Residual disease after induction in acute leukaemia", "Relapse of acute leukaemia"],
    "nothing": [],
}


def test_the_nearer_person_scores_higher_and_the_shared_words_are_named():
    match = similar({"p": "Gene therapy and the factor VIII inhibitor"}, PAPERS)["p"]
    assert match.cosine["clots"] > match.cosine["blasts"] == 0
    assert match.terms == {"clots": ("factor", "viii", "inhibitor")}
    assert "nothing" not in match.cosine


def test_the_number_of_a_proposal_depends_on_no_other_proposal():
    """So nobody learns of a proposal that is hidden from her by the numbers of the others."""
    alone = similar({"p": "Relapse and the factor VIII inhibitor"}, PAPERS)["p"]
    beside = similar({"q": "Acute relapse of factor VIII", "p": "Relapse and the factor VIII inhibitor"}, PAPERS)["p"]
    assert alone.cosine == pytest.approx(beside.cosine)
    assert alone.terms == beside.terms


@pytest.mark.parametrize("text", ["", "the of and", "жало"])
def test_texts_without_a_word_match_nobody(text):
    assert set(similar({"p": text}, {"one": ["the and"], "two": ["Platelets"]})["p"].cosine.values()) == {0.0}


def test_her_own_word_outranks_all_text_and_topics_only_break_ties():
    assert weigh(1.0, 1.0, 1, says=False) == 0.0
    assert weigh(0.0, 0.0, -1, says=True) >= weigh(1.0, 1.0, 1, says=None)
    assert weigh(0.30, 0.0, 0, None) < weigh(0.30, 1.0, 0, None) < weigh(0.33, 0.0, 0, None)
    assert weigh(0.3, 0, -1, None) < weigh(0.3, 0, 0, None) < weigh(0.3, 0, 1, None) <= 1


def test_the_loss_weighs_each_pair_by_the_gap_of_the_answers():
    said = {"one": {"a": 5, "b": 1, "c": 4}}
    assert figures(said, {"one": {"a": 0.9, "b": 0.1, "c": 0.5}}).loss == 0
    assert figures(said, {"one": {"a": 0.1, "b": 0.9, "c": 0.5}}).loss == 1
    wrong_once = figures(said, {"one": {"a": 0.5, "b": 0.1, "c": 0.9}})
    assert (wrong_once.loss, wrong_once.easy, wrong_once.hard) == (1 / 8, 1.0, 0.0)
    assert figures(said, {"one": {"a": 0.5, "b": 0.1, "c": 0.5}}).loss == 0.5 / 8


def test_the_benchmark_runs_without_data(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("BENCHMARK_DATA", str(tmp_path))
    assert main(["--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"loss", "easy", "hard", "seconds"}


def test_a_table_of_answers_may_have_gaps(tmp_path):
    table = tmp_path / "said.csv"
    table.write_text("ParticipantID\tPaper1\tPaper2\tExpertise1\tExpertise2\n7\tx\t\t4.5\t\n")
    assert evaluations(table) == {"7": {"x": 4.5}}
