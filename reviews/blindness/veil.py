"""A text without the people who propose it: what a reader of a double-blind stage has before her."""

from collections.abc import Collection
from copy import copy
from dataclasses import replace

from proposals.judging.sheet import Line
from proposals.judging.tabling import Row, Table
from proposals.models import Attachment
from proposals.reading import Answer, Reading
from rendering.uploads import EXTENSIONS
from reviews.models.withheld import ANSWER, SUMMARY

WITHHELD = "Withheld while this stage reads double-blind."


def veiled(reading: Reading, withheld: Collection[str] = ()) -> Reading:
    """Its people, speakers and earlier editions are gone, and the parts that are withheld; its files go by the
    question they answer.
    """
    return replace(
        reading,
        summary=WITHHELD if SUMMARY in withheld else reading.summary,
        people=[],
        items=[replace(item, speaker="") for item in reading.items],
        editions=[],
        sections=[(name, [_answer(each, withheld) for each in answers]) for name, answers in reading.sections],
        lines=[_line(line) for line in reading.lines if line.requirement or line.section != "people"],
        tally=None,
        is_veiled=True,
    )


def veiled_table(table: Table, hidden: set[int]) -> Table:
    """The rule sheet of a stage; `hidden` are keys of the proposals whose people are not to be known."""
    return replace(table, rows=[_row(row) if row.proposal.pk in hidden else row for row in table.rows])


def plain_name(file: Attachment, label: str) -> str:
    return f"{label}.{EXTENSIONS.get(file.content_type, 'file')}"


def _answer(answer: Answer, withheld: Collection[str]) -> Answer:
    if f"{ANSWER}{answer.slug}" in withheld:
        return replace(answer, text=WITHHELD, words=0, lines=(), url="", file=None)
    if answer.file is None:
        return answer
    file = copy(answer.file)
    file.name = plain_name(file, answer.label)
    return replace(answer, file=file, text=file.name)


def _line(line: Line) -> Line:
    """What a rule says of people, or of earlier editions by their titles, becomes the rule itself."""
    names = line.names_people or (line.section == "earlier-editions" and line.state != "ok")
    return replace(line, sentence=line.why) if names else line


def _row(row: Row) -> Row:
    return replace(
        row,
        basics=[line for line in row.basics if line.section != "people"],
        notes=[(place, _line(line)) for place, line in row.notes],
    )
