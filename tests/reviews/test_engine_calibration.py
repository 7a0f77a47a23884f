"""Calibration: two lines that a chair can follow, and the exact properties of what is shown."""

import json
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import calibration as benchmark
from reviews.engine.calibration import calibrate
from reviews.engine.grid import Design, cells_of
from reviews.engine.links import graph_of
from reviews.engine.merit import Mark, band_of

pytestmark = pytest.mark.any_database

READERS = "uvwxyz"
some = settings(max_examples=8, deadline=None)


@st.composite
def committees(draw, least: int = 3):
    """Some proposals, each scored 0 to 10 by two or three of six readers."""
    size = draw(st.integers(least, 9))
    marks = []
    for proposal in range(size):
        readers = draw(st.lists(st.sampled_from(READERS), min_size=2, max_size=3, unique=True))
        marks += [Mark(proposal, reader, 10.0 * draw(st.integers(0, 10))) for reader in readers]
    return marks


def order(found):
    return [
        merit.proposal for merit in sorted(found.merits, key=lambda merit: (-round(merit.merit, 6), merit.proposal))
    ]


def moved(marks, points, reader=None):
    return [
        Mark(each.proposal, each.reviewer, each.score + points * (reader in (None, each.reviewer))) for each in marks
    ]


def test_each_cell_solves_the_two_lines_a_chair_can_follow():
    marks = [(0, 0, 9), (0, 1, 5), (1, 1, 4), (1, 2, 6), (2, 0, 7), (2, 2, 3), (2, 1, 2)]
    design = Design.of([mark[:2] for mark in marks], [float(mark[2]) for mark in marks], [1.0] * 7, 10)
    for cell in cells_of(design):
        merits, offsets = cell.estimate
        for p in range(3):
            left = [s - design.centre - cell.mean - offsets[r] for q, r, s in marks if q == p]
            assert merits[p] == pytest.approx(len(left) / (len(left) + cell.merit_ratio**-2) * fmean(left))
        for r in range(3):
            left = [s - design.centre - cell.mean - merits[p] for p, q, s in marks if q == r]
            assert offsets[r] == pytest.approx(len(left) / (len(left) + cell.offset_ratio**-2) * fmean(left))


@pytest.mark.parametrize("size", [(4, 9), (9, 4)])
def test_eliminating_the_larger_side_is_the_whole_matrix(size):
    """The estimate, its variance and the evidence agree with dense algebra that takes no short cut."""
    rng = np.random.default_rng(5)
    pairs = [(p, r) for p in range(size[0]) for r in range(size[1]) if p % 3 == r % 3 or rng.random() < 0.4]
    scores = rng.normal(50, 20, len(pairs))
    design = Design.of(pairs, scores.tolist(), [1.0] * len(pairs), 100)
    rows = np.zeros((len(pairs), sum(size)))
    for at, (p, r) in enumerate(pairs):
        rows[at, p] = rows[at, size[0] + r] = 1
    found = []
    for cell in cells_of(design):
        prior = np.diag([cell.merit_ratio**2] * size[0] + [cell.offset_ratio**2] * size[1])
        whole = np.linalg.inv(rows.T @ rows + np.linalg.inv(prior))
        assert np.concatenate(cell.variances) == pytest.approx(np.diag(whole))
        assert np.concatenate(cell.estimate) == pytest.approx(whole @ rows.T @ (design.score - cell.mean))
        covariance = rows @ prior @ rows.T + np.eye(len(pairs))
        inverse = np.linalg.inv(covariance)
        assert cell.mean == pytest.approx(inverse.sum(0) @ design.score / inverse.sum())
        left = design.score - cell.mean
        assert cell.spread == pytest.approx(design.prior + left @ inverse @ left / 2)
        lean = np.log1p((cell.offset_ratio / 0.5) ** 2)
        determinants = np.linalg.slogdet(covariance)[1] + np.log(inverse.sum())
        found.append(cell.evidence + determinants / 2 + cell.freedom * np.log(cell.spread) + lean)
    assert np.ptp(found) == pytest.approx(0, abs=1e-6)
    assert sum(cell.weight for cell in cells_of(design)) == pytest.approx(1)


@some
@given(committees(), st.integers(-40, 40))
def test_adding_a_constant_to_all_scores_changes_no_order(marks, points):
    before, after = (calibrate(some, top=2, draws=200) for some in (marks, moved(marks, points)))
    assert order(after) == order(before)
    assert [one.p_top for one in after.merits] == pytest.approx([one.p_top for one in before.merits])
    assert [one.offset for one in after.offsets] == pytest.approx([one.offset for one in before.offsets], abs=1e-6)


@some
@given(committees(), st.sampled_from(READERS), st.integers(10, 60))
def test_one_harsher_reader_moves_the_merits_less_than_the_raw_means(marks, reader, points):
    before, after = (calibrate(some, top=2, draws=2) for some in (marks, moved(marks, -points, reader)))
    raw = [one.raw - other.raw for one, other in zip(after.merits, before.merits, strict=True)]
    merit = [one.merit - other.merit for one, other in zip(after.merits, before.merits, strict=True)]
    assert np.std(merit) <= np.std(raw) + 1e-6


@some
@given(committees(), st.permutations(READERS))
def test_renaming_reviewers_changes_nothing(marks, names):
    called = dict(zip(READERS, names, strict=True))
    renamed = [Mark(each.proposal, called[each.reviewer], each.score) for each in marks]
    before, after = calibrate(marks, top=2, seed=3), calibrate(renamed, top=2, seed=3)
    assert after.merits == before.merits
    assert [called[one.reviewer] for one in before.offsets] == [one.reviewer for one in after.offsets]


@some
@given(committees(), st.integers(1, 12), st.integers(0, 5))
def test_chances_sum_to_k_and_ranks_to_those_there_are(marks, top, seed):
    found = calibrate(marks, top=top, seed=seed, draws=200)
    size = len(found.merits)
    assert sum(one.p_top for one in found.merits) == pytest.approx(min(top, size))
    assert sum(one.rank for one in found.merits) == pytest.approx(size * (size + 1) / 2)
    assert calibrate(marks, top=top, seed=seed, draws=200).merits == found.merits


@some
@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 10))
def test_equal_scores_give_everybody_the_same_chance(size, top, score):
    marks = [Mark(p, r, 10.0 * score) for p in range(size) for r in READERS[: 1 + p % 3]]
    found = calibrate(marks, top=top, draws=100)
    assert {one.p_top for one in found.merits} == {min(top, size) / size}
    assert {one.rank for one in found.merits} == {(size + 1) / 2}
    assert all(one.merit == pytest.approx(10 * score) and one.error > 0 for one in found.merits)


def test_a_reviewer_with_one_review_keeps_an_offset_near_zero():
    steady = [Mark(p, r, 10.0 * p + 2 * ((p + at) % 2)) for p in range(8) for at, r in enumerate("uvw")]
    found = calibrate([*steady, Mark(3, "z", 60.0)], top=2)
    offset = next(one for one in found.offsets if one.reviewer == "z")
    assert 0 < offset.offset < 6
    assert not offset.is_shown
    assert (offset.readings, offset.shared) == (1, 1)


def test_a_harsh_reader_is_found_and_her_proposals_are_raised():
    marks = [Mark(p, r, 5.0 * p + 30 - 20 * (r == "u")) for p in range(12) for r in "uvwx" if (p + ord(r)) % 4]
    found = calibrate(marks, top=3)
    offsets = {one.reviewer: one for one in found.offsets}
    assert offsets["u"].interval90[1] < -5
    assert offsets["u"].is_shown
    with_her, without = found.merits[0], found.merits[3]
    assert with_her.merit - with_her.raw > 2 > without.merit - without.raw


@pytest.mark.parametrize(
    ("chance", "band"), [(0.9, "accept"), (0.89, "discuss"), (0.11, "discuss"), (0.1, "decline")]
)
def test_bands_end_at_nine_and_one_in_ten(chance, band):
    assert band_of(chance) == band


def test_nothing_read_is_nothing_said():
    found = calibrate([], top=3)
    assert (found.merits, found.offsets, found.graph.components) == ((), (), ())


def test_two_parts_that_nobody_links_are_told():
    graph = graph_of([(1, "u"), (2, "u"), (3, "v"), (4, "v"), (5, "v")])
    assert graph.components == (frozenset({3, 4, 5}), frozenset({1, 2}))
    assert not graph.is_whole
    assert graph.links == ()


def test_whoever_alone_holds_two_halves_together_is_told():
    halves = [(1, "u"), (2, "u"), (2, "w"), (1, "w"), (3, "v"), (4, "v")]
    graph = graph_of([*halves, (1, "x"), (3, "x")])
    assert graph.is_whole
    assert {(link.kind, link.key) for link in graph.links} == {("reviewer", "x")}
    assert graph.links[0].parts == (2, 2)
    assert graph_of([*halves, (1, "x"), (3, "x"), (2, "y"), (4, "y")]).links == ()


def test_one_proposal_with_one_reader_is_no_half():
    assert graph_of([(1, "u"), (2, "u"), (2, "v"), (1, "v"), (3, "v")]).links == ()


def test_the_benchmark_reads_a_file_and_says_what_it_found(tmp_path, capsys):
    path = tmp_path / "some.json"
    path.write_text(json.dumps(benchmark.sample(each=1)))
    code = benchmark.main(["--input", str(path), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert set(told["figures"]) == {"all", "none", "nips", "strong", "scale"}
    assert told["passed"] == (code == 0)
    assert told["figures"]["all"]["brier"] < 0.15
    assert told["figures"]["strong"]["shrunken"] > 0.6
