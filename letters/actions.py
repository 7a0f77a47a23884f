"""Write a letter, release it, discard it. Sending is done by letters.sending in a worker."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from audit.actions import record
from audit.models import key_of
from jobs.actions import enqueue
from letters import choosing, rules
from letters.choosing import Chosen, Known
from letters.kinds import KINDS, Kind
from letters.models import Letter, LetterSet, LetterState
from letters.placeholders import fill_line, fill_markdown, unknown
from people.models import Person
from people.refusal import Refusal, Refused, insist
from rendering.text import one_line, plain


def compose(
    kind: str,
    letter_set: LetterSet | None,
    values: Mapping[str, str],
    *,
    to: Any,
    by: Any,
    at: datetime,
    about: Any = None,
    batch: str = "",
    hold: bool,
    is_secret: bool = False,
    calendar: str = "",
    reply_to: str = "",
    unsubscribe: str = "",
    facts: Callable[[], Known] = dict,
) -> Letter:
    """Fill the society's template of this kind, or the default, and put the letter in the outbox. `is_secret` when a
    link in it opens a door: nobody reads it in the outbox, and its words are gone once it is sent.

    `values` has a value for every placeholder of the kind; those that are links are addresses of this site. `to` is a
    Person, or anything with `email` and `name` (a faculty row). `batch` groups letters that are released together, in
    words that staff read ("Decisions of the first reading, Annual Meeting 2027"). `calendar` is an iCalendar file
    that goes along, and `reply_to` the address that its answer goes to. `unsubscribe` is the address that ends such
    letters when it is posted to (RFC 8058). `facts()` is asked where the society has
    several templates of the kind.
    """
    known = KINDS[kind]
    if set(values) != set(known.placeholders):
        raise ValueError(f"{kind} needs values for {sorted(known.placeholders)}, not {sorted(values)}")
    insist(_foreign_link(known, values))
    chosen = chosen_for(known, letter_set, facts)
    subject, body = words_of(known, chosen)
    insist(_unknown_placeholder(known, subject + body))
    return write(
        kind,
        to=to,
        subject=fill_line(subject, values),
        body=fill_markdown(body, values, links=known.links),
        by=by,
        at=at,
        about=about,
        batch=batch,
        hold=hold,
        is_secret=is_secret,
        calendar=calendar,
        reply_to=reply_to,
        unsubscribe=unsubscribe,
        chosen=chosen,
    )


def chosen_for(kind: Kind, letter_set: LetterSet | None, facts: Callable[[], Known] = dict) -> Chosen:
    """Which words of this set a letter is written by."""
    if letter_set is None:
        return Chosen(None, "")
    templates = list(letter_set.templates.filter(kind=kind.name))
    known = facts() if any(each.when for each in templates) else {}
    return choosing.chosen(templates, kind.facts, known, letter_set)


def words_of(kind: Kind, chosen: Chosen) -> tuple[str, str]:
    """Subject and body as the society wrote them, or the defaults."""
    own = chosen.template
    return (own.subject, own.body) if own else (kind.subject, kind.body)


def _foreign_link(kind: Kind, values: Mapping[str, str]) -> Refusal | None:
    for name in kind.links:
        if not values[name].startswith(f"{settings.SITE_ADDRESS}/") or set(values[name]) & set(" \n\r\t<>()\"'\\"):
            return Refusal(f"The link “{name}” of this letter does not lead to this site.", "Nothing was sent.")
    return None


def _unknown_placeholder(kind: Kind, text: str) -> Refusal | None:
    wrong = unknown(text, kind.placeholders)
    if not wrong:
        return None
    return Refusal(
        f"The society's letter “{kind.label}” uses {{{{{wrong[0]}}}}}, which is not known.",
        "Program staff can mend it on the page of letter templates.",
    )


@transaction.atomic
def write(
    kind: str,
    *,
    to: Any,
    subject: str,
    body: str,
    by: Any,
    at: datetime,
    about: Any = None,
    batch: str = "",
    hold: bool,
    is_secret: bool = False,
    calendar: str = "",
    reply_to: str = "",
    unsubscribe: str = "",
    chosen: Chosen | None = None,
) -> Letter:
    """Put a finished letter in the outbox, held for a person to release or queued to go at once."""
    if not to.email:
        raise Refused(Refusal(f"There is no e-mail address of {to.name}, so no letter can be written."))
    letter = Letter.objects.create(
        kind=kind,
        to=to if isinstance(to, Person) else None,
        to_address=to.email,
        to_name=one_line(to.name)[:200],
        subject=one_line(subject)[:250],
        body=plain(body),
        about=key_of(about) if about else "",
        batch=batch,
        is_secret=is_secret,
        calendar=calendar,
        reply_to=reply_to,
        unsubscribe=unsubscribe,
        template=chosen.name if chosen else "",
        because=chosen.because[:300] if chosen else "",
        state=LetterState.HELD if hold else LetterState.QUEUED,
        try_at=None if hold else at,
        by=by,
        created_at=at,
    )
    if not hold:
        send_soon(letter, at=at)
    return letter


def send_soon(letter: Letter, *, at: datetime) -> None:
    """Wake a worker once this transaction has committed; the next tick would find the letter too."""
    enqueue("letters.send", by=None, at=at, key=letter.batch or str(letter.pk))


@transaction.atomic
def release(letters: Any, *, by: Any, at: datetime) -> int:
    """Let held letters of a QuerySet go; returns how many. Those already released are left alone. A kind with a
    `when_released` asks its own rule, so that a committee's chair may release its decisions.
    """
    held = list(letters.held().select_for_update().order_by("id"))
    for letter in held:
        tell = KINDS[letter.kind].when_released if letter.kind in KINDS else None
        insist(None if tell else rules.release(by))
        letter.state, letter.try_at = LetterState.QUEUED, at
        letter.save(update_fields=["state", "try_at"])
        record("release", letter, by=by, at=at)
        if tell:
            tell(letter, by, at)
    if held:
        send_soon(held[0], at=at)
    return len(held)


@transaction.atomic
def discard(letters: Any, *, by: Any, at: datetime) -> int:
    """Take held letters of a QuerySet out of the outbox; they are kept, and can be put back."""
    insist(rules.release(by))
    return _move(letters.held(), LetterState.HELD, LetterState.DISCARDED, "discard", by=by, at=at)


@transaction.atomic
def put_back(letters: Any, *, by: Any, at: datetime) -> int:
    """Undo a discard: the letters are held again."""
    insist(rules.release(by))
    return _move(letters.discarded(), LetterState.DISCARDED, LetterState.HELD, "put back", by=by, at=at)


def _move(letters: Any, before: str, after: str, verb: str, *, by: Any, at: datetime) -> int:
    moved = 0
    for letter in letters.select_for_update().order_by("id"):
        moved += Letter.objects.filter(pk=letter.pk, state=before).update(state=after)
        record(verb, letter, by=by, at=at)
    return moved


@transaction.atomic
def send_again(letters: Any, *, by: Any, at: datetime) -> int:
    """Queue letters that could not be sent for a new round of tries, to the address that their person has now. Of one
    that came back a copy goes, so that the log keeps what became of it. Secret ones are gone and stay so.
    """
    insist(rules.release(by))
    again = list(letters.to_send_again().select_for_update(of=("self",)).select_related("to").order_by("id"))
    for letter in again:
        address = letter.to.email if letter.to and letter.to.email else letter.to_address
        if letter.fate:
            _send_copy(letter, address, by=by, at=at)
        else:
            _send_anew(letter, address, at=at)
        record("send again", letter, by=by, at=at, address=address)
    if again:
        send_soon(again[0], at=at)
    return len(again)


def _send_anew(letter: Letter, address: str, *, at: datetime) -> None:
    letter.state, letter.try_at, letter.attempts, letter.fault = LetterState.QUEUED, at, 0, ""
    letter.to_address = address
    letter.save(update_fields=["state", "try_at", "attempts", "fault", "to_address"])


def _send_copy(letter: Letter, address: str, *, by: Any, at: datetime) -> None:
    kept = (
        "kind",
        "about",
        "batch",
        "to",
        "to_name",
        "subject",
        "body",
        "calendar",
        "reply_to",
        "unsubscribe",
        "template",
        "because",
    )
    same = {name: getattr(letter, name) for name in kept}
    state = {"state": LetterState.QUEUED, "try_at": at, "to_address": address, "by": by, "created_at": at}
    Letter.objects.create(**same, **state)
