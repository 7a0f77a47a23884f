"""Two proposers, staff and a chair do whatever they can with an offer to merge, in any order.

Nothing typed into a joint text is lost, the originals stand until both have consented, and what goes on is what both
consented to.
"""

from datetime import timedelta
from typing import ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from people.refusal import Refused
from proposals import actions
from proposals.content import from_json
from proposals.models import MergeOffer, Proposal
from proposals.rows import content_of
from tests.conftest import AT
from tests.factories.cast import Cast
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_committee, make_format, make_meeting, make_seat
from tests.proposals.test_joining import everything

BOUNDED = settings(
    max_examples=12,
    stateful_step_count=30,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
PROPOSERS = st.sampled_from(["paula", "felix"])
ANYBODY = st.sampled_from(["paula", "felix", "paula", "felix", "olga", "chen", "stan"])


class Merging(RuleBasedStateMachine):
    cast: ClassVar[Cast]

    def __init__(self):
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        self.at, self.words = AT, 0
        self.typed: list[tuple[int, str]] = []
        self.read: dict[str, tuple[int, str]] = {}

    def teardown(self):
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    @initialize()
    def begin(self):
        form = make_format(make_call(make_meeting(), AT))
        make_seat(make_committee(form.call.meeting), self.cast.chen, "assign", title="Chair")
        pair = ((self.cast.paula, "First"), (self.cast.felix, "Second"))
        self.pair = [make_proposal(form, who, AT, "in_review", title=title) for who, title in pair]
        self.before = [content_of(each) for each in self.pair]
        self.suggest("olga", False)
        for who in ("paula", "felix", "felix"):
            self.agree_and_begin(who)

    def tried(self, act, *args, by: str, **more) -> bool:
        self.at += timedelta(minutes=1)
        try:
            with transaction.atomic():
                act(*args, by=getattr(self.cast, by), at=self.at, **more)
        except Refused:
            return False
        return True

    @property
    def offer(self) -> MergeOffer | None:
        return MergeOffer.objects.first()

    def fresh(self, which: int) -> Proposal:
        return Proposal.objects.select_related("call__meeting", "format", "proposer").get(pk=self.pair[which].pk)

    @rule(who=ANYBODY, turned=st.booleans(), often=st.integers(0, 4))
    def suggest_again(self, who, turned, often):
        if not often:
            self.suggest(who, turned)
            for proposer in ("paula", "felix", "felix"):
                self.agree_and_begin(proposer)

    def suggest(self, who, turned):
        lead, other = (self.fresh(place) for place in ((1, 0) if turned else (0, 1)))
        self.tried(actions.suggest_merge, lead, other, reason="Alike.", by=who)

    def agree_and_begin(self, who):
        if offer := self.offer:
            self.tried(actions.agree_to_draft, offer, by=who)
            content = everything(*(self.fresh(place) for place in (0, 1)))
            self.tried(actions.begin_joint, offer, content, by=who)

    @rule(who=st.one_of(PROPOSERS, ANYBODY))
    def write(self, who):
        offer = self.offer
        if offer and offer.joint:
            self.words += 1
            text, joint = f"w{self.words:03}", offer.joint
            changes = {"title": text}
            if self.tried(actions.save, joint, "basics", changes, by=who, base_version=joint.version):
                self.typed.append((joint.pk, text))

    @rule(who=PROPOSERS)
    def read_the_joint_text(self, who):
        if (offer := self.offer) and offer.joint:
            self.read[who] = (offer.joint.version, offer.joint.title)

    @rule(who=PROPOSERS, reads=st.booleans())
    def consent(self, who, reads):
        """To what was read, be it old."""
        offer = self.offer
        if reads and offer and offer.joint:
            self.read[who] = (offer.joint.version, offer.joint.title)
        if who in self.read and (offer := self.offer):
            version, _ = self.read[who]
            self.tried(actions.consent, offer, version=version, by=who)

    @rule(who=ANYBODY, how=st.sampled_from(["leave_merge", "close_merge"]), often=st.integers(0, 4))
    def end(self, who, how, often):
        if not often and (offer := self.offer):
            self.tried(getattr(actions, how), offer, reason="Enough.", by=who)

    @rule(which=st.integers(0, 1), often=st.integers(0, 9))
    def withdraw(self, which, often):
        if not often:
            proposal = self.fresh(which)
            self.tried(actions.withdraw, proposal, by="felix" if which else "paula")

    @invariant()
    def nothing_is_lost(self):
        for pk, text in self.typed:
            titles = Proposal.objects.get(pk=pk).revisions.values_list("content__title", flat=True)
            assert text in titles

    @invariant()
    def the_originals_stand_or_are_what_both_consented_to(self):
        if not hasattr(self, "pair"):
            return
        merged = MergeOffer.objects.filter(end="merged").first()
        for place, proposal in enumerate(self.pair):
            now = self.fresh(place)
            if merged is None or proposal != merged.lead:
                assert content_of(now) == self.before[place]
                assert now.state in ("in_review", "withdrawn") or (merged and now.state == "merged")
        if merged:
            assert {self.read[who] for who in ("paula", "felix")} >= {(merged.joint.version, merged.joint.title)}
            sides = merged.sides.values_list("consented_to", flat=True)
            assert set(sides) == {merged.joint.version}
            handed_in = from_json(merged.lead.revisions.get(number=merged.went_on_as).content)
            assert handed_in.title == merged.joint.title


@pytest.fixture
def machine(cast):
    Merging.cast = cast
    return Merging


def test_any_interleaving_merges_only_what_both_have_read(machine):
    run_state_machine_as_test(machine, settings=BOUNDED)
