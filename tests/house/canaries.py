"""Texts that only some may read, planted all over the world that tests walk through, and who may read each."""

from datetime import UTC, date, datetime, timedelta

from audit.models import key_of
from proposals.models import EarlierEdition, Faculty, Invitation
from reviews.models import Conflict, Decision
from scheduling.models import Session
from tests.factories.letters import make_letter
from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_assignment, make_review, make_stage
from tests.factories.workshops import make_call, make_committee, make_format, make_meeting, make_seat
from tests.factories.world import World
from tests.house.access_row import Row
from workshops.models import DisclosurePolicy, Extension

CANARIES = [
    ("Canary draft of Paula", "paula", "a draft is its writers' alone"),
    ("Canary words not handed in", "paula", "neither is what is typed while a revision is asked"),
    ("Canary submitted by Paula", "paula olga", "staff see what was handed in"),
    ("Canary in review by Paula", "paula raj rita chen olga", "so do its readers and their chair"),
    ("Canary file of Paula", "paula raj rita chen olga", "and its files"),
    ("Canary message of Paula", "paula olga", "what chairs and office write to each other is theirs alone"),
    ("Canary decided of Paula", "paula raj chen olga", "but not who has a conflict with it, as Rita has"),
    ("canary.colleague@example.net", "paula olga", "committees see names and institutions, not addresses"),
    ("paula@example.org", "paula olga", "as with the address of whoever proposes"),
    ("ada@example.org", "ada olga", "and of whoever has an account"),
    ("Romano", "rita chen olga", "who reads is known to the chair and to staff"),
    ("Rao", "raj chen olga", "and not to other readers before they have handed in"),
    ("91.67", "chen olga", "means are for who leads or decides: Raj has yet to hand in his reading"),
    ("Canary reason of Felix", "paula olga", "why he cannot take part is for who wrote it, and for staff"),
    ("Canary comment of Rita", "rita chen olga", "what she tells the proposers waits for the letter"),
    ("Canary note of Rita", "rita chen olga", "what she tells the committee stays there"),
    ("Canary beginning of Raj", "raj", "a review that is not handed in is its writer's alone"),
    (
        "Canary remark of Rita",
        "rita chen olga",
        "a discussion is for those whose own review is in",
    ),
    ("Canary declining of Raj", "raj chen olga", "why somebody declines is for who leads the stage"),
    (
        "Canary conflict of Rita",
        "rita chen olga",
        "why somebody has a conflict is for who assigns and who keeps the list",
    ),
    ("Canary words of the decision", "chen olga", "deciding is not telling"),
    ("Canary note of the decision", "chen olga", "nor is what committees tell one another"),
    ("Canary letter to Paula", "olga", "a held letter is not sent"),
    ("Canary letter of decision", "olga", "nor shown on the page of what it is about"),
    ("Canary body of the letter", "olga", "in any part of it"),
    ("Canary job", "paula olga", "work is shown to who asked for it"),
    ("Canary extension", "olga", "an extension's reason is for staff"),
    ("2027-06-17", "felix olga", "its date for the person besides"),
    ("Canary Pharma of Felix", "felix olga", "what somebody disclosed is hers and staff's until the release"),
    ("Canary Biotech of Chen", "chen olga", "also when it is a committee's chair who did"),
    ("Canary session", "chen olga", "a schedule is for those who make it until it is released"),
    ("Canary new title", "olga", "and so is a change after the release"),
    ("Canary meeting", "olga", "a meeting that is not public is staff's, and of who has a seat in it"),
    ("Canary call", "olga", "and so is a call"),
    ("Canary blind of Felix", "felix raj chen olga", "a double-blind stage reads it"),
    ("Felix Fuchs, Canary", "felix chen olga", "who proposes there is for who leads it"),
    ("Canary Hidden Klinik", "felix chen olga", "and so is where they work"),
    ("Canary Edition", "felix chen olga", "and what they have held before"),
]
"""The text, who may read it, and why."""


BY_LINK = ("/invitations/", "Canary submitted by Paula")
"""The page behind Felix's secret link shows what he was asked for, to whoever holds the link, and no other canary."""

COLLEAGUE = {"given_name": "Nils", "family_name": "Colleague", "email": "canary.colleague@example.net"}


def is_by_link(address: str, text: str) -> bool:
    return address.startswith(BY_LINK[0]) and text == BY_LINK[1]


def may_read(readers: str) -> set[str]:
    return set(readers.split())


def plant(world: World, at: datetime) -> list[Row]:
    """Plant what the factories do not. Answers the byways: addresses of what was planted, beside the table's."""
    cast = world.cast
    for proposal in (world.draft, world.submitted, world.in_review):
        Faculty.objects.create(proposal=proposal, **COLLEAGUE)
    Invitation.objects.create(
        proposal=world.submitted,
        key=world.submitted.faculty.get(email=COLLEAGUE["email"]).key,
        email=COLLEAGUE["email"],
        state="declined",
        reason="Canary reason of Felix",
        by=cast.paula,
        asked_at=at,
        answered_at=at,
        reply_by_at=at + timedelta(days=14),
    )
    review = world.ritas.review
    review.to_proposer, review.to_committee = "Canary comment of Rita", "Canary note of Rita"
    review.save()
    decided = plant_decision(world, at)
    revised = make_proposal(world.format, cast.paula, at, "revision_asked", title="Handed in")
    revised.title = "Canary words not handed in"
    revised.save()
    begun = make_assignment(world.stage, revised, cast.raj, at)
    make_review(begun, at, 2, 2, submitted_at=None, to_committee="Canary beginning of Raj")
    Extension.objects.create(
        call=world.call, person=cast.felix, until=datetime(2027, 6, 17, tzinfo=UTC), reason="Canary extension"
    )
    Session.objects.filter(pk=world.past.pk).update(title="Canary new title")
    DisclosurePolicy.objects.update(asks_faculty=True)
    hidden = make_meeting(
        "hidden", name="Canary meeting", is_public=False, starts_on=date(2028, 12, 1), ends_on=date(2028, 12, 2)
    )
    make_call(hidden, at, name="Canary call")
    make_call(world.meeting, at + timedelta(days=1), "hidden", name="Canary call", is_public=False)
    return byways(world, decided, revised, begun) + plant_blind_stage(world, at)


def plant_decision(world: World, at: datetime):
    """A proposal with which Rita has a conflict, that Raj will not read, and on which Chen has decided."""
    cast = world.cast
    decided = make_proposal(world.format, cast.paula, at, "in_review", title="Canary decided of Paula")
    make_assignment(world.stage, decided, cast.raj, at, declined_at=at, decline_reason="Canary declining of Raj")
    Conflict.objects.create(proposal=decided, person=cast.rita, reason="Canary conflict of Rita", by=cast.rita, at=at)
    Decision.objects.create(
        stage=world.stage,
        proposal=decided,
        outcome="waitlist",
        to_proposer="Canary words of the decision",
        to_committee="Canary note of the decision",
        by=cast.chen,
        at=at,
        letter=make_letter(
            cast.paula,
            at,
            kind="decision.waitlisted",
            subject="Canary letter of decision",
            body="Canary body of the letter",
            about=key_of(decided),
        ),
    )
    return decided


def plant_blind_stage(world: World, at: datetime) -> list[Row]:
    """A call of its own, led by Chen, where Raj has handed in his review of Felix's proposal, and decides."""
    cast, here = world.cast, {"meeting": world.meeting.slug}
    call = make_call(world.meeting, at + timedelta(days=2), "blind")
    committee = make_committee(world.meeting, "blind")
    make_seat(committee, cast.chen, "assign")
    make_seat(committee, cast.raj, "review", "recommend")
    stage = make_stage(call, committee, at, anonymity="throughout")
    felixs = make_proposal(make_format(call), cast.felix, at, "in_review", title="Canary blind of Felix")
    felixs.faculty.update(given_name="Felix Fuchs,", family_name="Canary", affiliation="Canary Hidden Klinik")
    EarlierEdition.objects.create(proposal=felixs, title="Canary Edition", year=2025)
    rajs = make_assignment(stage, felixs, cast.raj, at)
    make_review(rajs, at, 3, 3)
    make_review(make_assignment(stage, felixs, cast.rita, at), at, 4, 4)
    case = here | {"stage": stage.pk}
    return [
        by("review", **here, assignment=rajs.pk),
        by("dossier", **case, code=felixs.code),
        by("ranking", **case),
        by("ranking_export", **case, kind="csv"),
        by("stage_rules", **case),
        by("assign", **case),
        by("lineage", **here, call="blind", code=felixs.code),
        by("proposal", code=felixs.code),
    ]


def by(name: str, **arguments) -> Row:
    return Row(name, lambda world: arguments, {}, "get")


def byways(world: World, decided, revised, begun) -> list[Row]:
    here, stage = {"meeting": world.meeting.slug}, world.stage.pk
    letter = decided.decisions.get().letter_id

    return [
        *(by(name, code=each.code) for name in ("proposal", "proposal_history") for each in (decided, revised)),
        *(by("dossier", **here, stage=stage, code=each.code) for each in (decided, revised)),
        by("assign_proposal", **here, stage=stage, code=decided.code),
        by("review", **here, assignment=begun.pk),
        by("proposal_edit", code=world.draft.code, section="people"),
        by("session_list", meeting=world.past.meeting.slug),
        by("letter", letter=letter),
        by("letter_sheet", letter=letter),
        by("meeting", meeting="hidden"),
        by("call", meeting="hidden", call="workshops"),
        by("call", **here, call="hidden"),
    ]
