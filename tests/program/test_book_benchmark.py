"""The measure of the book reads the straightforward template's own sessions, and says where that is missing."""

import pytest

from benchmarks import book
from benchmarks.book import Printed, faults_of, program_of

DOCUMENT = "".join(
    f'<article id="s{number}"><div class="meta"><h3>Iron &amp; clots {number}</h3>{9 + number // 6}:00,'
    f' Room {number % 6} — Ada Adeyemi, 王小明</div><div class="body"><p class="a">One.</p><p class="a">Two.</p>'
    f'<p><a href="https://example.org/s/{number}">Details online</a></p></div></article>'
    for number in range(8)
)


def test_its_sessions_are_those_of_the_straightforward_document():
    program = program_of(DOCUMENT, 8)
    first, last = program.sessions[0], program.sessions[-1]
    assert (first.title, first.abstract, first.room) == ("Iron & clots 0", "One.\n\nTwo.", "room-0")
    assert (last.starts_at.hour, last.room) == (10, "room-1")
    assert [person.name for person in program.people] == ["Ada Adeyemi", "王小明"]
    with pytest.raises(SystemExit, match="8 of 9 sessions"):
        program_of(DOCUMENT, 9)


def test_a_page_that_costs_more_than_half_or_more_in_a_longer_book_is_a_fault():
    def row(ours: float) -> dict:
        return {"plain": Printed(100, 20.0, 1, 0.1), "ours": Printed(100, ours, 1, 0.1)}

    assert faults_of({50: row(20), 200: row(10), 1000: row(10)}) == []
    assert faults_of({200: row(8), 1000: row(10.2)}) == [
        "1000 sessions: 0.51 of the straightforward template's CPU a page, at most 0.5",
        "a page of 1000 sessions takes 1.27 times the CPU, at most 1.25",
    ]


def test_it_says_where_the_straightforward_template_is_missing(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("BENCHMARK_DATA", str(tmp_path))
    assert book.main([]) == 2
    assert "no folder book-baseline" in capsys.readouterr().out
