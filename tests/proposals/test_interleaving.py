"""Several people write, save from old pages, submit, take back, return, merge, withdraw and restore in any order.

Every text that ever reached us is readable in the history, and every change of state is one of the table.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from people.codes import random_code
from people.refusal import Refused
from proposals import actions
from proposals.actions import saving
from proposals.content import Content, FacultyRow, flat, from_json
from proposals.lifecycle import BEFORE, State, Verb, transition
from proposals.models import Proposal
from proposals.reading import read
from proposals.rows import content_of
from proposals.rules import edit, owns
from tests.conftest import AT
from tests.factories.cast import Cast
from tests.factories.workshops import make_call, make_committee, make_format, make_meeting, make_prompt, make_seat
from tests.proposals.verbs import do
from workshops.models.call import Editors

BOUNDED = settings(
    max_examples=10,
    stateful_step_count=25,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
WRITERS = ("paula", "felix")
PEOPLE = (*WRITERS, "olga", "chen", "stan")
COMMON = (Verb.SUBMIT, Verb.TAKE_BACK, Verb.RETURN, Verb.WITHDRAW, Verb.REINSTATE, Verb.BEGIN_REVIEW)
SECTION_OF = {"title": "basics", "summary": "basics", "answers": "questions", "faculty": "people"}
EDITS = st.tuples(st.sampled_from(["append", "insert", "drop", "replace"]), st.integers(0, 5), st.integers(0, 6))
"""What is done to a text, where, and how many minutes after the last thing."""


@dataclass
class Page:
    """An open page of the editor as its writer has it before her: its text may be old, its base too."""

    proposal: int
    person: str
    tab: str
    base: int
    content: Content


class Interleaving(RuleBasedStateMachine):
    cast: ClassVar[Cast]

    def __init__(self):
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        self.at = AT
        self.words = 0
        self.pages: list[Page] = []
        self.typed: dict[int, set[tuple[str, str]]] = {}
        self.states: dict[int, str] = {}
        self.touched: set[int] = set()

    def teardown(self):
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    @initialize()
    def begin(self):
        call = make_call(make_meeting(), AT, editors=Editors.CHAIRS)
        make_prompt(call)
        make_seat(make_committee(call.meeting), self.cast.chen, "assign", "approve", title="Chair")
        form = make_format(call)
        felix = FacultyRow("felix", "co_chair", "Felix", "Fuchs", self.cast.felix.email)
        for title in ("First", "Second"):
            draft = actions.start(call, form, by=self.cast.paula, at=self.at)
            people = (*content_of(draft).faculty, felix)
            for section, changes in (
                ("basics", {"title": title}),
                ("questions", {"answers": {"why-now": "Now"}}),
                ("people", {"faculty": people}),
            ):
                draft.refresh_from_db()
                actions.save(draft, section, changes, base_version=draft.version, by=self.cast.paula, at=self.at)
            self.typed[draft.pk] = set()
            self.states[draft.pk] = State.DRAFT

    def proposal(self, which: int) -> Proposal:
        pk = sorted(self.typed)[which]
        self.touched.add(pk)
        return Proposal.objects.select_related("call__meeting", "format", "proposer").get(pk=pk)

    def later(self, minutes: int):
        self.at += timedelta(minutes=minutes)

    @rule(which=st.integers(0, 1), who=st.sampled_from(WRITERS))
    def open_a_page(self, which, who):
        proposal = actions.open_editor(self.proposal(which))
        self.pages.append(Page(proposal.pk, who, random_code(), proposal.version, content_of(proposal)))

    @rule(
        which=st.integers(0, 20),
        field=st.sampled_from([*SECTION_OF]),
        edits=st.lists(EDITS, min_size=1, max_size=4),
        auto=st.booleans(),
        answer_is_lost=st.booleans(),
    )
    def type_and_save(self, which, field, edits, auto, answer_is_lost):
        """From any page, however old, one save after the other."""
        if self.pages:
            for how, place, minutes in edits:
                self.later(minutes)
                self.save(self.pages[which % len(self.pages)], field, how, place, auto, answer_is_lost)

    def save(self, page, field, how, place, auto, answer_is_lost):
        """The answer may never arrive, so that the page keeps its old base."""
        self.touched.add(page.proposal)
        page.content = self.edited(page.content, field, how, place)
        changes = self.changes(page.content, SECTION_OF[field])
        try:
            saved = actions.save(
                Proposal.objects.get(pk=page.proposal),
                SECTION_OF[field],
                changes,
                base_version=page.base,
                by=getattr(self.cast, page.person),
                at=self.at,
                auto=auto,
                tab=page.tab,
            )
            page.base = page.base if answer_is_lost else saved.base
        except Refused:
            assert edit(getattr(self.cast, page.person), Proposal.objects.get(pk=page.proposal)) is not None
            return
        except actions.Clash as clash:
            if not answer_is_lost:
                page.tab, page.base, page.content = random_code(), clash.proposal.version, clash.with_mine
                actions.open_editor(clash.proposal)
        self.remember(page.proposal, changes)

    @staticmethod
    def changes(content: Content, section: str) -> dict:
        """What a page of this section sends: every field of it."""
        return {name: getattr(content, name) for name, where in SECTION_OF.items() if where == section}

    def edited(self, content: Content, field: str, how: str, place: int) -> Content:
        if field == "answers":
            return content.edited(
                {"answers": {"why-now": self.retyped(content.answers.get("why-now", ""), how, place)}}
            )
        if field != "faculty":
            return content.edited({field: self.retyped(getattr(content, field), how, place)})
        rows = list(content.faculty)
        if how == "append" or not rows:
            rows.append(FacultyRow(random_code(), family_name=self.word()))
        elif how == "insert":
            rows.insert(0, rows.pop(place % len(rows)))
        elif how == "drop" and len(rows) > 2:  # the two chairs stay, who write
            rows.pop(2 + place % (len(rows) - 2))
        else:
            place %= len(rows)
            given = self.retyped(rows[place].affiliation, how, place)
            rows[place] = FacultyRow(**vars(rows[place]) | {"affiliation": given})
        return content.edited({"faculty": tuple(rows)})

    def word(self) -> str:
        """Never typed before, so that finding it again proves something."""
        self.words += 1
        return f"w{self.words:04}"

    def retyped(self, text: str, how: str, place: int) -> str:
        words = text.split()
        place = place % (len(words) + 1)
        if how == "replace" or not words:
            return self.word()
        if how == "drop":
            return " ".join(words[:place] + words[place + 1 :])
        return " ".join([*words, self.word()] if how == "append" else [*words[:place], self.word(), *words[place:]])

    def remember(self, proposal: int, changes: dict):
        sent = flat(Content().edited(changes)).items()
        self.typed[proposal] |= {(path, text) for path, text in sent if isinstance(text, str) and text}

    @rule(
        which=st.integers(0, 1),
        verb=st.one_of(st.sampled_from(COMMON), st.sampled_from(list(Verb))),
        who=st.sampled_from(PEOPLE),
        minutes=st.integers(0, 30),
    )
    def do_a_verb(self, which, verb, who, minutes):
        self.later(minutes)
        proposal, person = self.proposal(which), getattr(self.cast, who)
        before, was_before = proposal.state, proposal.state_before
        row = transition(verb, before)
        try:
            with transaction.atomic():
                do(verb, proposal, by=person, at=self.at)
        except Refused:
            assert Proposal.objects.get(pk=proposal.pk).state == before
            return
        assert row is not None, f"{verb} is not in the table from {before}"
        assert any(owns(owner, person, proposal) for owner in row.owners), f"{who} may not {verb}"
        after = Proposal.objects.get(pk=proposal.pk).state
        assert after == (was_before if row.target == BEFORE else row.target)
        self.states[proposal.pk] = after

    @rule(which=st.integers(0, 1), place=st.integers(0, 40), who=st.sampled_from(PEOPLE))
    def restore_an_older_text(self, which, place, who):
        proposal = self.proposal(which)
        revisions = list(proposal.revisions.all())
        try:
            actions.restore(proposal, revisions[place % len(revisions)], by=getattr(self.cast, who), at=self.at)
        except Refused:
            assert edit(getattr(self.cast, who), Proposal.objects.get(pk=proposal.pk)) is not None

    @invariant()
    def nothing_is_lost_and_what_was_handed_in_stands(self):
        """Of the proposals that the last step touched."""
        for pk in self.touched:
            proposal = Proposal.objects.select_related("call__meeting", "format").get(pk=pk)
            revisions = {each.number: from_json(each.content) for each in proposal.revisions.all()}
            assert self.lost(pk, revisions.values()) == []
            assert proposal.state == self.states[pk]
            now = content_of(proposal)
            assert now == revisions[proposal.version]
            handed_in = proposal.revisions.submitted().first()
            if handed_in:
                assert read(proposal).summary == handed_in.content["summary"]
                assert proposal.is_unfinished or now == revisions[handed_in.number]
        self.touched = set()

    def lost(self, pk: int, contents) -> list[tuple[str, str]]:
        """What was typed and stands in no text of the history."""
        texts: dict[str, list[str]] = {}
        for content in contents:
            for path, text in flat(content).items():
                texts.setdefault(path, []).append(str(text))
        return [each for each in self.typed[pk] if not any(holds(text, each[1]) for text in texts.get(each[0], []))]


def holds(text: str, typed: str) -> bool:
    """Every word of what was typed is there, in its order; words are never typed twice."""
    rest = iter(text.split())
    return all(word in rest for word in typed.split())


@pytest.fixture
def machine(cast):
    Interleaving.cast = cast
    return Interleaving


def test_any_interleaving_keeps_every_text_and_the_table(machine):
    run_state_machine_as_test(machine, settings=BOUNDED)


def forgets_what_clashed(*args, kind, **kwargs):
    return None if kind == "aside" else KEEP(*args, kind=kind, **kwargs)


KEEP = saving.keep
GUARDS = {
    "a longer text takes the place of one it does not hold": ("only_grew", lambda old, new: True),
    "what clashed is not kept": ("keep", forgets_what_clashed),
    "who may not write writes": ("insist", lambda refusal: None),
}


@pytest.mark.slow
@pytest.mark.any_database
@pytest.mark.parametrize("guard", GUARDS)
def test_each_guard_of_saving_is_missed_when_it_is_gone(guard, machine, monkeypatch):
    name, instead = GUARDS[guard]
    monkeypatch.setattr(saving, name, instead)
    hunting = settings(BOUNDED, max_examples=400, derandomize=True)
    with pytest.raises((AssertionError, ExceptionGroup)):
        run_state_machine_as_test(machine, settings=hunting)
