"""Seeing is not owning: whatever people without a role in the meeting's making post, nobody gains a right by it."""

import logging
import random

import pytest
from django.utils import timezone

from letters.models import Letter
from people.models import Person
from program.models import Release
from proposals.lifecycle import State
from proposals.models import Faculty, Proposal
from reviews.models import Assignment, Conflict, Decision, Stage
from tests.factories.world import World
from tests.house.access_row import COLUMNS
from tests.house.access_table import ROWS
from tests.house.canaries import CANARIES, is_by_link, may_read, plant
from tests.house.walking import TOKEN, Visitor, address_of, best, noted, undone
from tests.security.forms import forms_of
from workshops.models import Call, Committee, DisclosurePolicy, Extension, Judgement, Meeting, Mitigation, Seat

PLAIN = ("stan", "ada", "paula", "felix", "rita")
FILES = ("proposal_pdf", "itinerary_pdf")
"""Addresses without a form, slow to make."""
TIE = ("relationship__disclosure__person", "relationship__company", "relationship__nature")
READING = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")
STEPS = 80
"""Posts one after the other in one life of the world, for each of them."""


KEPT = ("conflicts", "held letters")
"""These bind: to lose one would be a gain."""


def powers() -> dict[str, set]:
    """Everything by which a person may more than another."""
    told = [State.ACCEPTED, State.WAITLISTED, State.DECLINED, State.CONFIRMED]
    return {
        "staff": set(Person.objects.filter(is_staff=True).values_list("email", "is_superuser")),
        "admins": set(Person.objects.filter(is_superuser=True).values_list("email")),
        "members of groups": set(Person.objects.filter(groups__isnull=False).values_list("email")),
        "seats": set(Seat.objects.values_list()),
        "assignments": set(Assignment.objects.values_list("pk", "stage", "proposal", "reviewer")),
        "conflicts": set(Conflict.objects.values_list("proposal", "person")),
        "proposers": set(Proposal.objects.values_list("pk", "proposer")),
        "chairs": set(Faculty.objects.filter(person__isnull=False).values_list("proposal", "person", "role")),
        "extensions": set(Extension.objects.values_list()),
        "public": {str(each) for kind in (Meeting, Call, Committee) for each in kind.objects.filter(is_public=True)},
        "held letters": set(Letter.objects.held().values_list("pk", "subject", "body")),
        "decisions": set(Decision.objects.values_list("pk", "outcome", "released_at")),
        "decided": set(Proposal.objects.filter(state__in=told).values_list("pk", "state")),
        "stages": set(Stage.objects.values_list("pk", "opened_at", "closed_at")),
        "judged": set(Judgement.objects.values_list(*TIE, "is_relevant")),
        "mitigated": set(Mitigation.objects.values_list(*TIE, "step")),
        "asked to disclose": set(DisclosurePolicy.objects.values_list()),
        "releases": set(Release.objects.values_list("pk", "published_at")),
    }


def gained(before: dict[str, set], by: Person) -> list[str]:
    """What is there now and was not; a proposal that one begins oneself is no gain."""
    old = {pk for pk, _ in before["proposers"]}
    begun = set(Proposal.objects.filter(proposer=by).exclude(pk__in=old).values_list("pk", flat=True))
    found = []
    for name, now in powers().items():
        new = before[name] - now if name in KEPT else now - before[name]
        if name in ("proposers", "chairs"):
            new = {each for each in new if not (each[0] in begun and each[1] == by.pk)}
        found += [f"{name}: {each}" for each in new]
    return found


def has_written(said: list[str]) -> bool:
    """Whether any of it could have changed a table: who changed none has gained nothing."""
    return any(not sql.startswith(READING) for sql in said)


def hostile(world: World, by: Person, dice: random.Random) -> dict[str, list[str]]:
    """Names that some form, model or careless view could take, with values that would be a gain."""
    someone = dice.choice([by.pk, by.code, by.email, world.cast.olga.pk, "1"])
    rights = ("review", "assign", "recommend", "approve", "place", "lock", "approve_schedule")
    wanted = {f"may_{right}": "on" for right in rights}
    wanted |= dict.fromkeys(("is_staff", "is_superuser", "is_active", "is_public", "remove_conflict"), "on")
    wanted |= dict.fromkeys(
        ("person", "reviewer", "proposer", "by", "user", "to", "owner", "readers", "chair"), someone
    )
    wanted |= {"state": "accepted", "outcome": "accept", "decision": "accept", "groups": "1", "next": "/society/"}
    wanted |= {"code": world.submitted.code, "codes": world.in_review.code, "proposal": world.in_review.pk}
    wanted |= {"assignment": world.rajs.pk, "letter": world.letter.pk, "email": by.email, "role": "chair"}
    kept = {name: value for name, value in wanted.items() if dice.random() < 0.7}
    return {name: [str(value)] for name, value in kept.items()}


def plausible(world: World) -> dict[str, dict[str, list[str]]]:
    """What the person for whom a page is meant would send from it, by its address."""
    found: dict[str, dict[str, list[str]]] = {}
    visitors = {who: Visitor.of(world, who) for who in COLUMNS}
    for row in (row for row in ROWS if row.name not in FILES):
        address = address_of(row, row.arguments(world))
        answer = visitors[best(row)].ask(row, address) if row.method == "get" else None
        for form in forms_of(answer.body.decode(), address) if answer and answer.is_html else []:
            if form.method == "post" and not form.action.startswith("/accounts/"):
                found[form.action] = found.get(form.action, {}) | harmless(form.sent())
        found.setdefault(address, {})
    return found


def harmless(sent: dict[str, list[str]]) -> dict[str, list[str]]:
    """Without the canaries, or whoever posts them would read them."""
    return {name: [text.replace("Canary", "Word") for text in texts] for name, texts in sent.items()}


def overheard(said: str, who: str, address: str) -> list[str]:
    """The canaries in a page that are not for its reader."""
    found = [text for text, readers, _ in CANARIES if text in said and who not in may_read(readers)]
    return [text for text in found if not is_by_link(address, text)]


def one_by_one(world: World, pages: dict, dice: random.Random) -> list[str]:
    """Every address, posted to by everybody, each in a world as it was."""
    before, faults = powers(), []
    for who in PLAIN:
        person, client = getattr(world.cast, who), Visitor.of(world, who).client
        for address, sent in pages.items():
            with undone(), noted() as said:
                client.post(address, sent | hostile(world, person, dice))
                if has_written(said):
                    faults += [f"{who} posts to {address}: {each}" for each in gained(before, person)]
    return faults


def one_after_the_other(world: World, pages: dict, dice: random.Random) -> list[str]:
    """A life of the world in which they post what they like; then each looks everywhere."""
    visitors, faults, before = {who: Visitor.of(world, who) for who in PLAIN}, [], powers()
    for who, address in product_of(dice, visitors, pages):
        person = getattr(world.cast, who)
        sent = (pages[address] if dice.random() < 0.8 else {}) | hostile(world, person, dice)
        with noted() as asked:
            page = visitors[who].client.post(address, sent, follow=True).content
        said = TOKEN.sub(b"", page).decode("utf-8", "replace")  # random letters could spell a short name
        if has_written(asked):
            faults += [f"{who} posts to {address}: {each}" for each in gained(before, person)]
            before = powers()
        faults += [f"{who} posts to {address} and reads “{text}”" for text in overheard(said, who, address)]
    for row in (row for row in ROWS if row.method == "get" and row.name not in FILES):
        address = address_of(row, row.arguments(world))
        for who, visitor in visitors.items():
            said = visitor.ask(row, address).body.decode("utf-8", "replace")
            faults += [f"{who} reads “{text}” at {address}" for text in overheard(said, who, address)]
    return faults


def product_of(dice: random.Random, visitors: dict, pages: dict) -> list[tuple[str, str]]:
    return [(who, dice.choice([*pages])) for _ in range(STEPS) for who in visitors]


@pytest.mark.slow
@pytest.mark.any_database
def test_nobody_gains_a_right_or_sees_what_is_hidden_by_what_she_posts(world, at, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at)
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)  # hundreds of wanted refusals
    plant(world, at)
    pages = plausible(world)
    faults = one_by_one(world, pages, random.Random(1))
    with undone():
        faults += one_after_the_other(world, pages, random.Random(2))
    assert not faults, "\n".join(faults)
