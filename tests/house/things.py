"""What addresses are asked for: things of tests.factories.world, by the arguments of an address.

What only an address needs is made when its row is read, and once.
"""

from letters.models import LetterTemplate, Received
from people.models import Publication
from people.secret_links import hash_of
from program.following.stopping import SIGNER
from proposals.models import Candidate, MergeOffer
from reviews.actions.calibrating import keep_run
from reviews.actions.portfolio import ask_solver
from reviews.models import (
    Belonging,
    Condition,
    Decision,
    KeptApart,
    Motion,
    PlannedReader,
    PortfolioRule,
    PortfolioRun,
    ReaderPlan,
    Sitting,
    Stage,
    Tie,
)
from tests.factories.letters import NOTE
from tests.factories.proposals import make_offer, make_proposal
from tests.factories.reviews import make_assignment, make_sitting, make_stage
from tests.factories.workshops import make_call, make_committee, make_format, make_seat, make_seat_invitation


def letter(world):
    """A held letter to Paula."""
    return {"letter": world.letter.pk}


def received(world):
    """A mail that is left for staff."""
    row, _ = Received.objects.get_or_create(
        key="a", defaults={"outcome": "staff", "reason": "Written by hand.", "at": world.letter.created_at}
    )
    return {"received": row.pk}


def letter_set(world):
    return {"set": world.meeting.letter_set_id}


def letter_template(world):
    return {"set": world.meeting.letter_set_id, "kind": NOTE.name}


def letter_choices(world):
    """A kind of letter of which something is known, so that there may be several."""
    return {"set": world.meeting.letter_set_id, "kind": "decision.declined"}


def letter_condition(world):
    words = {"name": "First-time chairs", "when": {"first_time": ["yes"]}, "subject": "A word", "body": "Words."}
    row, _ = LetterTemplate.objects.get_or_create(
        letter_set=world.meeting.letter_set, kind="decision.declined", **words
    )
    return letter_choices(world) | {"template": row.pk}


def job(world):
    """A failed job that Paula asked for."""
    return {"job": world.job.pk}


def here(world):
    """The meeting under way, whose program is a draft."""
    return {"meeting": world.meeting.slug}


def here_session(world):
    return here(world) | {"code": world.session.code}


def here_room(world):
    return here(world) | {"kind": "rooms", "number": world.room.pk}


def stopping(world):
    """The link of a letter that ends such letters to Ada."""
    return {"token": SIGNER.sign(f"{world.cast.ada.pk}-{world.past.meeting_id}")}


def past(world):
    """Last year's meeting, whose program is released."""
    return {"meeting": world.past.meeting.slug}


def past_session(world):
    return past(world) | {"code": world.past.code}


def call(world):
    """The open call of the meeting."""
    return here(world) | {"call": world.call.slug}


def committee(world):
    return here(world) | {"committee": world.committee.slug}


def offered_seat(world):
    """An invitation to a seat that waits for an answer."""
    found = world.committee.invitations.filter(email="nia@example.org").first()
    found = found or make_seat_invitation(world.committee, world.cast.olga, "nia")
    return committee(world) | {"invitation": found.code}


def seat_link(world):
    """The link of another one."""
    if not world.committee.invitations.filter(email="noor@example.org").exists():
        make_seat_invitation(world.committee, world.cast.olga, "noor", token_hash=hash_of("seat-link"))
    return {"token": "seat-link"}


def disclosed_by_chen(world):
    return here(world) | {"person": world.cast.chen.code}


def submitted(world):
    """A proposal that Paula submitted."""
    return {"code": world.submitted.code}


def asked(world):
    """Felix, asked to speak in that proposal."""
    return submitted(world) | {"key": world.invitation.key}


def invitation(world):
    return submitted(world) | {"invitation": world.invitation.pk}


def substitute(world):
    return submitted(world) | {"substitute": 1, "answer": "adopt"}


def section_of(proposal):
    return {"code": proposal.code, "section": "basics"}


def verb_of(proposal, verb):
    return {"code": proposal.code, "verb": verb}


def file_of(world):
    """What Paula sent with the proposal that is read."""
    return {"file": world.file.code}


def question_of(proposal):
    return {"code": proposal.code, "prompt": "letter"}


def messages_of(proposal):
    return {"code": proposal.code}


def stage(world):
    """The stage in which Rita and Raj read, led by Chen; it recommends."""
    return here(world) | {"stage": world.stage.pk}


def calibration_run(world):
    """A ranking of that stage that Chen kept."""
    kept = world.stage.calibration_runs.first()
    run = kept or keep_run(world.stage, by=world.cast.chen, at=world.submitted.created_at, note="Kept")
    return stage(world) | {"run": run.pk}


def let_down(world):
    """A case of which a reader has declined."""
    if not world.stage.assignments.filter(proposal=world.in_review, reviewer=world.cast.ada).exists():
        facts = {"declined_at": world.rajs.at, "decline_reason": "No time"}
        make_assignment(world.stage, world.in_review, world.cast.ada, world.rajs.at, **facts)
    return case(world)


def case(world):
    """Paula's proposal before that stage."""
    return stage(world) | {"code": world.in_review.code}


def portfolio_rule(world):
    """A rule of that stage's portfolio."""
    found = PortfolioRule.objects.first()
    if found is None:
        found = PortfolioRule.objects.create(stage=world.stage, kind="topics", params={"minimum": 1}, is_target=True)
    return stage(world) | {"rule": found.pk}


def chens_run(world):
    """What the solver answered to Chen."""
    found = PortfolioRun.objects.first()
    if found is None:
        by, at = world.cast.chen, world.submitted.created_at
        found = ask_solver(world.stage, seed=1, draws=10, with_ticks=False, lots=True, by=by, at=at)
    return stage(world) | {"run": found.pk}


def ritas(world):
    """Rita's assignment; she has submitted her review."""
    return here(world) | {"assignment": world.ritas.pk}


def ritas_paper(world):
    """A publication in Rita's list."""
    words = {"title": "Canary paper of Rita", "abstract": "Canary abstract of Rita"}
    found, _ = Publication.objects.get_or_create(
        person=world.cast.rita,
        defaults=words | {"added_at": world.stage.opened_at, "saved_at": world.stage.opened_at},
    )
    return {"publication": found.pk}


def reader_plan(world):
    """A plan for the readers of the stage, with Raj for the proposal in review."""
    asked = {"by": world.cast.chen, "at": world.stage.opened_at, "solved_at": world.stage.opened_at}
    plan, _ = ReaderPlan.objects.get_or_create(stage=world.stage, defaults={"readers": 1, "most": 3} | asked)
    PlannedReader.objects.get_or_create(plan=plan, proposal=world.in_review, person=world.cast.raj)
    return stage(world) | {"plan": plan.pk}


def planned_proposal(world):
    return reader_plan(world) | {"code": world.in_review.code}


def kept_apart(world):
    """Rita and Raj; made anew for who looks, since a look at it removes it."""
    one, other = sorted((world.cast.rita, world.cast.raj), key=lambda person: person.pk)
    pair, _ = KeptApart.objects.get_or_create(committee=world.committee, one=one, other=other)
    return stage(world) | {"pair": pair.pk}


def rajs(world):
    """Raj's assignment, not begun."""
    return here(world) | {"assignment": world.rajs.pk}


def remark_of(world):
    """What Rita has said of that proposal."""
    return case(world) | {"remark": world.remark.pk}


def blind_stage(world):
    """A double-blind stage of another call, led by Chen."""
    found = Stage.objects.filter(call__slug="veiled").first()
    if found is None:
        at = world.submitted.created_at
        call = make_call(world.meeting, at, "veiled", is_public=False)
        found = make_stage(call, world.committee, at, anonymity="double")
        make_proposal(make_format(call), world.cast.felix, at, "in_review", title="Veiled")
    return here(world) | {"stage": found.pk}


def blind_case(world):
    """Felix's proposal before it."""
    stage = blind_stage(world)
    return stage | {"code": Stage.objects.get(pk=stage["stage"]).call.proposals.get().code}


def rubric(world):
    return here(world) | {"rubric": world.stage.rubric_id}


def belonging(world):
    facts = {"part": "Canary Clinic", "whole": "Lakeside University"}
    return {"belonging": Belonging.objects.get_or_create(**facts)[0].pk}


def tie(world):
    """One that Paula declared to somebody who has no account."""
    facts = {"person": world.cast.paula, "family_name": "Canary of Paula", "email": "canary.tie@elsewhere.org"}
    found, _ = Tie.objects.get_or_create(**facts, kind="family", defaults={"at": world.submitted.created_at})
    return {"tie": found.pk}


def merge(world):
    """An offer that a proposal of Paula's becomes one with one of Felix's."""
    at, cast = world.submitted.created_at, world.cast
    offer = MergeOffer.objects.first()
    if offer is None:
        pair = [make_proposal(world.format, who, at, "submitted", title="Alike") for who in (cast.paula, cast.felix)]
        offer = make_offer(*pair, None, at)
    return {"offer": offer.code}


def candidate(world):
    """A talk of a workshop of Felix's that was declined; its speaker was asked by a letter."""
    at = world.submitted.created_at
    found = Candidate.objects.first()
    if found is None:
        declined = make_proposal(world.format, world.cast.felix, at, "declined", title="Not held")
        facts = {"title": "Iron", "speaker": "Ned Nobody", "token_hash": hash_of("k" * 32), "asked_at": at, "at": at}
        found = Candidate.objects.create(meeting=world.meeting, proposal=declined, item="k7m2", **facts)
    return {"candidate": found.code}


def approving(world):
    """A stage of the same committee in another call that approves; Felix's proposal waits in it for a place."""
    return here(world) | {"stage": waiting_of(world).stage_id}


def waiting(world):
    row = waiting_of(world)
    return here(world) | {"stage": row.stage_id, "code": row.proposal.code}


def waiting_of(world):
    at = world.submitted.created_at
    found = Decision.objects.filter(outcome="waitlist", stage__decides="approve").first()
    if found is None:
        facts = {"name": "Approval", "decides": "approve", "opened_at": at, "order": 9}
        call = make_call(world.meeting, at, "approving")
        stage = Stage.objects.create(call=call, committee=world.committee, **facts)
        waits = make_proposal(make_format(call), world.cast.felix, at, "waitlisted", title="It waits")
        found = Decision.objects.create(stage=stage, proposal=waits, outcome="waitlist", at=at, released_at=at)
    return found


def condition(world):
    """What Paula owes of an acceptance."""
    at, found = world.submitted.created_at, Condition.objects.first()
    if found is None:
        stage = waiting_of(world).stage
        held = make_proposal(world.format, world.cast.paula, at, "accepted", title="With conditions")
        told = Decision.objects.create(stage=stage, proposal=held, outcome="conditions", at=at, released_at=at)
        facts = {"text": "Name a second chair", "owner": world.cast.paula, "due_on": at.date()}
        found = Condition.objects.create(decision=told, **facts)
    return here(world) | {"condition": found.pk}


def owing(world):
    """The page of conditions, once Paula owes one."""
    condition(world)
    return here(world)


def sitting(world, state="planned"):
    """Of a committee of Chen and Rita, on every proposal in review. In the one that is open Paula's is discussed,
    Chen is there and has moved, and something is noted.
    """
    found = Sitting.objects.filter(name=state).first()
    if found is None:
        at, cast = world.submitted.created_at, world.cast
        body = world.meeting.committees.filter(slug="sitters").first()
        if body is None:
            body = make_committee(world.meeting, "sitters", name="Sitters")
            make_seat(body, cast.chen, "assign", "recommend")
            make_seat(body, cast.rita)
        moments = {"planned": {}, "open": {"opened_at": at}, "closed": {"opened_at": at, "closed_at": at}}[state]
        proposals = world.call.proposals.filter(state="in_review").order_by("pk")
        found = make_sitting(world.stage, at, *proposals, committee=body, name=state, **moments)
        item = found.items.first()
        if state == "open":
            found.attendances.create(person=cast.chen, came_at=at)
            found.items.filter(pk=item.pk).update(began_at=at)
            Motion.objects.create(item=item, kind="accept", mover=cast.chen, moved_at=at)
            found.notes.create(item=item, text="Noted", by=cast.chen, at=at)
    return here(world) | {"sitting": found.pk}


def item_of(world, state="planned"):
    found = sitting(world, state)
    return found | {"item": Sitting.objects.get(pk=found["sitting"]).items.first().pk}


def motion_of(world):
    found = sitting(world, "open")
    return found | {"motion": Motion.objects.get(item__sitting=found["sitting"]).pk}


def note_of(world):
    found = sitting(world, "open")
    return found | {"note": Sitting.objects.get(pk=found["sitting"]).notes.get().pk}


def held_letter(world):
    """The approving stage, with a letter that is held."""
    place, row = approving(world), waiting_of(world)
    if not row.stage.decisions.unreleased().exists():
        facts = {"proposal": world.in_review, "outcome": "accept", "at": row.at, "letter": world.letter}
        row.stage.decisions.create(**facts)
    return place
